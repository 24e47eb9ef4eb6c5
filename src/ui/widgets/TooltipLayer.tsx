import { Tooltip as Radix } from 'radix-ui'
import { useEffect } from 'react'
import styles from './Tooltip.module.css'
import { hideTooltip, hideTooltipSoon, stay, useTooltip } from './tooltip-state.ts'

/** The page's one tooltip, where the pointer rests or the focus is. */
export function TooltipLayer() {
  const shown = useTooltip((state) => state.shown)
  const anchor = shown?.anchor
  const text = shown?.text
  useEffect(() => {
    if (!anchor || text === undefined) return
    anchor.setAttribute('aria-description', text)
    return () => anchor.removeAttribute('aria-description')
  }, [anchor, text])
  useEffect(() => {
    if (!anchor) return
    // What moves away from under its tooltip loses it.
    const onScroll = ({ target }: Event) => {
      if (target instanceof Node && target.contains(anchor)) hideTooltip()
    }
    addEventListener('scroll', onScroll, { capture: true })
    return () => removeEventListener('scroll', onScroll, { capture: true })
  }, [anchor])
  if (!shown) return null
  const { left, top, width, height } = shown.anchor.getBoundingClientRect()
  return (
    <Radix.Provider>
      <Radix.Root key={shown.id} open onOpenChange={(isOpen) => isOpen || hideTooltip()}>
        <Radix.Trigger asChild>
          <span aria-hidden className={styles.anchor} style={{ left, top, width, height }} />
        </Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            className={styles.content}
            side={shown.side}
            sideOffset={6}
            collisionPadding={8}
            onPointerEnter={stay}
            onPointerLeave={hideTooltipSoon}
          >
            {shown.text}
            {shown.keys !== undefined && <kbd className={styles.keys}>{shown.keys}</kbd>}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  )
}
