import { Tabs } from 'radix-ui'
import type { ReactNode } from 'react'
import styles from './Tab.module.css'

export interface TabProps {
  readonly value: string
  /** In a dialog, whose row of tabs is as high as they are. */
  readonly isRoomy?: boolean
  readonly children: ReactNode
}

/** One tab over the content that it opens, as all panels and dialogs have them; stands in a `Tabs.List`. */
export function Tab({ value, isRoomy = false, children }: TabProps) {
  return (
    <Tabs.Trigger className={isRoomy ? `${styles.tab} ${styles.roomy}` : styles.tab} value={value}>
      {children}
    </Tabs.Trigger>
  )
}
