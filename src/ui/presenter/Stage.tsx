import { type MouseEvent, type PointerEvent, useEffect, useRef } from 'react'
import { Diagram } from '../diagram/Diagram.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import '../diagram/stage.css'
import { Starting, useIsStarting } from '../shell/Starting.tsx'
import { Caption } from './Caption.tsx'
import { KeysHelp } from './KeysHelp.tsx'
import { Laser } from './Laser.tsx'
import { PenLayer } from './PenLayer.tsx'
import { useRestingLight } from './resting-light.ts'
import { Sheet } from './Sheet.tsx'
import styles from './Stage.module.css'
import toolStyles from './StageTools.module.css'
import { StageTools } from './StageTools.tsx'
import { useSpeakerLink } from './speaker-link.ts'
import { useStageKeys } from './stage-keys.ts'
import { useStage } from './stage-state.ts'
import { isZoomed, placeOfPod, zoomTo } from './steering.ts'

/** The cluster in a lecture hall: the diagram, a caption, and tools to point with. */
export function Stage() {
  const { t } = useTranslation('presenter')
  const isStarting = useIsStarting()
  const tool = useStage((stage) => stage.tool)
  const isBlack = useStage((stage) => stage.isBlack)
  const isHelpOpen = useStage((stage) => stage.isHelpOpen)
  const stage = useRef<HTMLElement>(null)
  useStageKeys()
  useSpeakerLink()
  useRestingLight()
  useFocusHere(stage)
  const looking = useLooking()
  return (
    <main ref={stage} className={styles.stage} tabIndex={-1} data-tool={tool ?? undefined}>
      <section className={styles.diagram} aria-label={t('region')} {...looking}>
        {isStarting ? (
          <Starting />
        ) : (
          <Diagram isOnStage>
            <PenLayer />
          </Diagram>
        )}
        <Sheet />
      </section>
      <Caption />
      <StageTools />
      {isHelpOpen && <KeysHelp />}
      {tool === 'laser' && <Laser stage={stage} />}
      {isBlack && <Black />}
    </main>
  )
}

/** Nothing to see, so that the hall looks at the speaker. */
function Black() {
  const { t } = useTranslation('presenter')
  return (
    <div className={toolStyles.black} data-black role="status">
      <span className="visually-hidden">{t('black')}</span>
    </div>
  )
}

/** What had the focus on the page is gone. */
function useFocusHere(stage: React.RefObject<HTMLElement | null>) {
  useEffect(() => stage.current?.focus({ preventScroll: true }), [stage])
}

/** A press that wandered farther than this moved the diagram. */
const CLICK_PIXELS = 6

/** A click looks at a part from near, one on the ground at the whole again; nothing is selected on stage. */
function useLooking() {
  const pressed = useRef({ x: 0, y: 0 })
  return {
    onPointerDownCapture: (event: PointerEvent) => {
      pressed.current = { x: event.clientX, y: event.clientY }
    },
    onClickCapture: (event: MouseEvent) => {
      const target = event.target instanceof Element ? event.target : null
      const { x, y } = pressed.current
      const isMove = Math.hypot(event.clientX - x, event.clientY - y) > CLICK_PIXELS
      if (!target || isMove || target.closest('[role="menu"], a')) return
      event.stopPropagation()
      if (useStage.getState().tool === 'pen') return
      const name = nameOf(target)
      if (isZoomed()) zoomTo(null)
      else if (name !== null) zoomTo(name)
    },
  }
}

function nameOf(target: Element): string | null {
  const { component, pod } = target.closest<HTMLElement>('[data-walk]')?.dataset ?? {}
  if (pod !== undefined) return placeOfPod(pod)
  return component ?? null
}
