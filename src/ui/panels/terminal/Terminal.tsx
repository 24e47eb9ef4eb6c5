import { Prompt } from './Prompt.tsx'
import styles from './Terminal.module.css'
import { TerminalLog } from './TerminalLog.tsx'
import { useTerminal } from './terminal-state.ts'

/** All that kubectl printed, whoever called it, and a prompt to call it. */
export function Terminal() {
  const clearedAt = useTerminal((state) => state.clearedAt)
  return (
    <div className={styles.panel}>
      <TerminalLog after={clearedAt} />
      <Prompt />
    </div>
  )
}
