import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useCluster } from '../../state/cluster.ts'
import { useFiles } from '../../state/files.ts'
import { Button } from '../../widgets/Button.tsx'
import { complete } from './completion.ts'
import styles from './Terminal.module.css'
import { clearOutput, interrupt, isUnderWay, runLine, useTerminal } from './terminal-state.ts'
import { pastedLines } from './typed-line.ts'

/** The prompt: history by arrow keys, completion by Tab, Ctrl+C, Ctrl+L; pasted lines wait to be run one by one. */
export function Prompt() {
  const { t } = useTranslation('terminal')
  const [line, setLine] = useState('')
  const [candidates, setCandidates] = useState<readonly string[]>([])
  const [waiting, setWaiting] = useState<readonly string[]>([])
  /** How far back in the history; 0: the line that is being typed. */
  const back = useRef(0)
  const mistake = useTerminal((state) => state.mistake)
  const given = useTerminal((state) => state.given)
  const isBusy = useCluster((state) => isUnderWay(given, state.output))

  async function run() {
    setCandidates([])
    back.current = 0
    if (!(await runLine(line))) return
    const [next = '', ...rest] = waiting
    setLine(next)
    setWaiting(rest)
  }

  function recall(by: number) {
    const { history } = useTerminal.getState()
    back.current = Math.max(0, Math.min(history.length, back.current + by))
    setLine(back.current === 0 ? '' : (history.at(-back.current) ?? ''))
  }

  function onTab(input: HTMLInputElement) {
    const at = input.selectionStart ?? line.length
    const files = useFiles.getState().files.map(({ name }) => name)
    const found = complete(line.slice(0, at), { rows: useCluster.getState().rows, files })
    setLine(found.line + line.slice(at))
    setCandidates(found.candidates)
  }

  function onControl(event: KeyboardEvent<HTMLInputElement>): boolean {
    const { selectionStart, selectionEnd } = event.currentTarget
    switch (event.code) {
      case 'KeyL':
        clearOutput()
        return true
      case 'KeyC':
        // With something selected it copies, as everywhere.
        if (selectionStart !== selectionEnd) return false
        setLine('')
        setWaiting([])
        setCandidates([])
        if (isBusy) interrupt()
        return true
      default:
        return false
    }
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    // While an input method composes a syllable, its keys are its own.
    if (event.nativeEvent.isComposing) return
    if (event.ctrlKey && !event.altKey && !event.metaKey && onControl(event)) {
      event.preventDefault()
      return
    }
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown')
      recall(event.key === 'ArrowUp' ? 1 : -1)
    // An empty line lets Tab leave the terminal, as it does everywhere.
    else if (event.key === 'Tab' && !event.shiftKey && line !== '') onTab(event.currentTarget)
    else if (event.key === 'Escape' && waiting.length > 0) setWaiting([])
    else return
    event.preventDefault()
  }

  function onPaste(event: ClipboardEvent<HTMLInputElement>) {
    const text = event.clipboardData.getData('text')
    if (!text.trim().includes('\n')) return
    event.preventDefault()
    const [first = '', ...rest] = pastedLines(text)
    setLine(first)
    setWaiting(rest)
  }

  return (
    <div className={styles.foot}>
      {candidates.length > 0 && (
        <p className={styles.candidates} role="status">
          {candidates.join('  ')}
        </p>
      )}
      {waiting.length > 0 && (
        <p className={styles.waiting} role="status">
          {t('waiting', { count: waiting.length })}
        </p>
      )}
      {mistake && (
        <p className={styles.refusal} role="alert">
          {t(mistake.key, { ...mistake.params })}
        </p>
      )}
      <form
        className={styles.prompt}
        onSubmit={(event) => {
          event.preventDefault()
          run()
        }}
      >
        <span aria-hidden>$</span>
        <input
          aria-label={t('prompt')}
          placeholder={t('placeholder')}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          value={line}
          onChange={(event) => {
            setLine(event.target.value)
            setCandidates([])
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        {isBusy && (
          <Button size="small" onClick={() => interrupt()}>
            {t('interrupt')}
          </Button>
        )}
        <Button type="submit" size="small">
          {t('run')}
        </Button>
      </form>
    </div>
  )
}
