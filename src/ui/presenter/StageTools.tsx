import {
  CircleHelp,
  Maximize2,
  MonitorSpeaker,
  Moon,
  Pen,
  SquareMousePointer,
  X,
} from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import styles from './StageTools.module.css'
import { takeTool } from './stage-keys.ts'
import { PEN_COLOURS, useStage } from './stage-state.ts'
import { leaveStage, openSpeaker, orders, toggleFullscreen } from './steering.ts'

/** The tools go out of sight this long after the mouse has come to rest. */
const SHOWN_MS = 2500

/** The tools for who has a mouse in the hand; out of sight while it rests. */
export function StageTools() {
  const { t } = useTranslation('presenter')
  const tool = useStage((stage) => stage.tool)
  const isHelpOpen = useStage((stage) => stage.isHelpOpen)
  const isBlocked = useStage((stage) => stage.isBlocked)
  const isShown = useIsMoving() || isBlocked
  return (
    <div
      className={styles.tools}
      data-shown={isShown || undefined}
      role="toolbar"
      aria-label={t('tools')}
    >
      {tool === 'pen' && <Colours />}
      <Tool name="pen" keys="D" isOn={tool === 'pen'} onUse={() => takeTool('pen')}>
        <Pen aria-hidden />
      </Tool>
      <Tool name="laser" keys="L" isOn={tool === 'laser'} onUse={() => takeTool('laser')}>
        <SquareMousePointer aria-hidden />
      </Tool>
      <Tool name="black" keys="B" onUse={orders.black}>
        <Moon aria-hidden />
      </Tool>
      <Tool name="speaker" keys="S" onUse={openSpeaker}>
        <MonitorSpeaker aria-hidden />
      </Tool>
      <Tool name="fullscreen" keys="F" onUse={toggleFullscreen}>
        <Maximize2 aria-hidden />
      </Tool>
      <Tool
        name="help"
        keys="?"
        isOn={isHelpOpen}
        onUse={() => useStage.setState({ isHelpOpen: !isHelpOpen })}
      >
        <CircleHelp aria-hidden />
      </Tool>
      <Tool name="leave" keys="Esc" onUse={leaveStage}>
        <X aria-hidden />
      </Tool>
      {isBlocked && (
        <p className={styles.blocked} role="alert">
          {t('tool.blocked')}
        </p>
      )}
    </div>
  )
}

interface ToolProps {
  readonly name: 'pen' | 'laser' | 'black' | 'speaker' | 'fullscreen' | 'help' | 'leave'
  readonly keys: string
  readonly isOn?: boolean
  readonly onUse: () => void
  readonly children: ReactNode
}

function Tool({ name, keys, isOn, onUse, children }: ToolProps) {
  const { t } = useTranslation('presenter')
  const label = t(`tool.${name}`)
  return (
    <button
      type="button"
      aria-label={label}
      title={`${label} (${keys})`}
      aria-pressed={isOn}
      aria-keyshortcuts={keys}
      onClick={(event) => {
        // Space and Enter belong to the stage again.
        event.currentTarget.blur()
        onUse()
      }}
    >
      {children}
    </button>
  )
}

function Colours() {
  const colour = useStage((stage) => stage.colour)
  return (
    <span className={styles.colours} aria-hidden>
      {PEN_COLOURS.map((it) => (
        <i key={it} data-colour={it} data-on={it === colour || undefined}>
          {it}
        </i>
      ))}
    </span>
  )
}

function useIsMoving(): boolean {
  const [isMoving, setMoving] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    function onMove() {
      setMoving(true)
      clearTimeout(timer)
      timer = setTimeout(() => setMoving(false), SHOWN_MS)
    }
    window.addEventListener('pointermove', onMove)
    return () => {
      window.removeEventListener('pointermove', onMove)
      clearTimeout(timer)
    }
  }, [])
  return isMoving
}
