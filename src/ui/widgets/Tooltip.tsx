import { Slot } from 'radix-ui'
import { type ReactElement, type SyntheticEvent, useEffect, useId } from 'react'
import {
  hideTooltip,
  hideTooltipSoon,
  retell,
  showTooltip,
  showTooltipSoon,
  type TooltipWords,
} from './tooltip-state.ts'

export interface TooltipProps extends Partial<TooltipWords> {
  readonly text: string
  readonly children: ReactElement
}

/** Says more about its child on hover and focus; `TooltipLayer` shows it. The child keeps its own accessible name. */
export function Tooltip({ text, keys, side = 'bottom', children }: TooltipProps) {
  const id = useId()
  useEffect(() => retell(id, { text, keys, side }), [id, text, keys, side])
  useEffect(() => () => retell(id, null), [id])
  const tooltipOn = ({ currentTarget: anchor }: SyntheticEvent<HTMLElement>) => ({
    id,
    anchor,
    text,
    keys,
    side,
  })
  return (
    <Slot.Root
      // A finger has no way to hover: it presses.
      onPointerEnter={(event) => event.pointerType !== 'touch' && showTooltipSoon(tooltipOn(event))}
      onPointerLeave={hideTooltipSoon}
      onPointerDown={hideTooltip}
      onFocus={(event) => event.target.matches(':focus-visible') && showTooltip(tooltipOn(event))}
      onBlur={hideTooltip}
    >
      {children}
    </Slot.Root>
  )
}
