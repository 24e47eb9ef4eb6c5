import { Popover } from 'radix-ui'
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Button } from '../widgets/Button.tsx'
import styles from './Guide.module.css'
import { endTour, goToStop, type TourStop, tourStops, useTour } from './tour-state.ts'

/** The tour's present stop: a ring around the place, and beside it what it is for. The page stays usable meanwhile. */
export function Tour() {
  const index = useTour((state) => state.stop)
  const stop = index === null ? undefined : tourStops[index]
  return index !== null && stop ? <Stop index={index} stop={stop} /> : null
}

interface StopProps {
  readonly index: number
  readonly stop: TourStop
}

function Stop({ index, stop }: StopProps) {
  const { t } = useTranslation('guide')
  const place = usePlace(stop)
  const next = useRef<HTMLButtonElement>(null)
  const isLast = index === tourStops.length - 1
  if (!place) return null
  const anchor = { getBoundingClientRect: () => anchorOf(place) }
  return (
    <Popover.Root open onOpenChange={(isOpen) => !isOpen && endTour()}>
      <Popover.Anchor virtualRef={{ current: anchor }} />
      <Popover.Portal>
        <div>
          <span className={styles.ring} style={ringStyle(place)} aria-hidden />
          <Popover.Content
            className={styles.stop}
            side={stop.name === 'timeline' ? 'top' : sideOf(place)}
            align={sideOf(place) === 'bottom' ? 'center' : 'start'}
            sideOffset={10}
            collisionPadding={12}
            sticky="always"
            aria-label={t('tour.title')}
            onOpenAutoFocus={(event) => {
              event.preventDefault()
              next.current?.focus()
            }}
            onInteractOutside={(event) => event.preventDefault()}
            onKeyDown={(event) => walk(event, index)}
          >
            <div aria-live="polite">
              <p className={styles.count}>
                {t('tour.count', { number: index + 1, count: tourStops.length })}
              </p>
              <h2 className={styles.title}>{t(`tour.${stop.name}`)}</h2>
              <p className={styles.what}>{t(`tour.${stop.name}What`)}</p>
            </div>
            <div className={styles.stopButtons}>
              <Button size="small" look="quiet" onClick={endTour}>
                {t('tour.skip')}
              </Button>
              <span className={styles.gap} />
              <Button size="small" disabled={index === 0} onClick={() => goToStop(index - 1)}>
                {t('tour.back')}
              </Button>
              <Button ref={next} size="small" look="primary" onClick={() => goToStop(index + 1)}>
                {t(isLast ? 'tour.done' : 'tour.next')}
              </Button>
            </div>
          </Popover.Content>
        </div>
      </Popover.Portal>
    </Popover.Root>
  )
}

function walk(event: KeyboardEvent, index: number) {
  if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return
  event.preventDefault()
  event.stopPropagation()
  if (event.key === 'ArrowRight') goToStop(index + 1)
  else if (index > 0) goToStop(index - 1)
}

/** Where the stop's element is, as the page is laid out now; on a narrow page, its pane. */
function usePlace(stop: TourStop): DOMRect | null {
  const [place, setPlace] = useState<DOMRect | null>(null)
  useLayoutEffect(() => {
    function measure() {
      const element =
        document.querySelector(stop.anchor) ??
        document.querySelector('main [role="tabpanel"][data-state="active"]')
      if (element) setPlace(element.getBoundingClientRect())
    }
    measure()
    // A pane that has just been turned to stands a picture later.
    const request = requestAnimationFrame(measure)
    window.addEventListener('resize', measure)
    return () => {
      cancelAnimationFrame(request)
      window.removeEventListener('resize', measure)
    }
  }, [stop])
  return place
}

/** A pane as high as the page leaves room only at its side. */
function sideOf(place: DOMRect): 'bottom' | 'left' | 'right' {
  if (hasNoRoomBeside(place) || place.height < innerHeight * 0.5) return 'bottom'
  return innerWidth - place.right >= STOP_WIDTH ? 'right' : 'left'
}

/** A high pane in the middle, or one as wide as the page. */
function hasNoRoomBeside(place: DOMRect): boolean {
  const widest = Math.max(place.left, innerWidth - place.right)
  return place.height > innerHeight * 0.4 && widest < STOP_WIDTH
}

/** A stop with its margins. */
const STOP_WIDTH = 380

/** Beside a place there must be room; in one that takes most of the page, the words stand within. */
function anchorOf(place: DOMRect): DOMRect {
  return hasNoRoomBeside(place)
    ? new DOMRect(place.x + place.width / 2, place.y + INSET, 0, 0)
    : place
}

const INSET = 24

function ringStyle({ x, y, width, height }: DOMRect) {
  return { left: x, top: y, width, height }
}
