import { Check } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import styles from './Menu.module.css'

export interface MenuProps {
  readonly trigger: ReactElement
  readonly align?: 'start' | 'end'
  readonly children: ReactNode
}

/** A drop-down menu under its trigger. */
export function Menu({ trigger, align = 'start', children }: MenuProps) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={styles.content}
          align={align}
          sideOffset={6}
          collisionPadding={8}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

export interface MenuItemProps {
  readonly onSelect: () => void
  readonly isChecked?: boolean
  readonly icon?: ReactNode
  readonly hint?: string
  readonly children: ReactNode
}

/** One entry. With `isChecked` it is one of a choice and shows which. */
export function MenuItem({ onSelect, isChecked, icon, hint, children }: MenuItemProps) {
  const content = (
    <>
      <span className={styles.icon}>{isChecked ? <Check aria-hidden /> : icon}</span>
      <span className={styles.text}>{children}</span>
      {hint !== undefined && <span className={styles.hint}>{hint}</span>}
    </>
  )
  if (isChecked === undefined) {
    return (
      <DropdownMenu.Item className={styles.item} onSelect={onSelect}>
        {content}
      </DropdownMenu.Item>
    )
  }
  return (
    <DropdownMenu.CheckboxItem className={styles.item} checked={isChecked} onSelect={onSelect}>
      {content}
    </DropdownMenu.CheckboxItem>
  )
}

/** A heading over the entries that follow. */
export function MenuHeading({ children }: { readonly children: ReactNode }) {
  return <DropdownMenu.Label className={styles.heading}>{children}</DropdownMenu.Label>
}

/** A line between groups of entries. */
export function MenuLine() {
  return <DropdownMenu.Separator className={styles.line} />
}
