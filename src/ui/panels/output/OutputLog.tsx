import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatClock } from '../../state/clock.ts'
import { useCluster } from '../../state/cluster.ts'
import { commands } from '../../state/commands.ts'
import { Button } from '../../widgets/Button.tsx'
import styles from './OutputLog.module.css'
import { splitWords } from './split-words.ts'

/** What kubectl printed, and a line to give it more to do. */
export function OutputLog() {
  const { t } = useTranslation()
  const output = useCluster((state) => state.output)
  const log = useRef<HTMLDivElement>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: new output is the reason to scroll
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight })
  }, [output])

  return (
    <div className={styles.panel}>
      <div ref={log} className={styles.log} role="log" aria-label={t('output.label')}>
        {output.length === 0 && <p className={styles.empty}>{t('output.none')}</p>}
        {output.map((entry, index) => (
          // Two runs of one command may print at one position: only the place tells them apart.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <div key={`${entry.position}/${index}`} className={styles.entry}>
            <p className={styles.command}>
              <span className={styles.time}>{formatClock(entry.atMicros)}</span>${' '}
              {entry.command.startsWith('kubectl') ? entry.command : `kubectl ${entry.command}`}
            </p>
            <pre data-failed={entry.exitCode !== 0}>{entry.text}</pre>
          </div>
        ))}
      </div>
      <Prompt />
    </div>
  )
}

function Prompt() {
  const { t } = useTranslation()
  const [line, setLine] = useState('')
  const [refusal, setRefusal] = useState('')

  async function run() {
    const args = splitWords(line.trim().replace(/^kubectl\s+/, ''))
    if (args.length === 0) return
    const reply = await commands.act({ type: 'kubectl', args })
    const isTaken = reply.type === 'acted' && reply.accepted
    setRefusal(isTaken ? '' : reply.type === 'acted' ? problemText(reply.problems) : reply.message)
    if (isTaken) setLine('')
  }
  return (
    <form
      className={styles.prompt}
      onSubmit={(event) => {
        event.preventDefault()
        run()
      }}
    >
      <span aria-hidden>$ kubectl</span>
      <input
        aria-label={t('output.prompt')}
        placeholder={t('output.placeholder')}
        spellCheck={false}
        autoCapitalize="off"
        value={line}
        onChange={(event) => setLine(event.target.value)}
      />
      {refusal !== '' && (
        <span className={styles.refusal} role="alert">
          {t('output.refused', { message: refusal })}
        </span>
      )}
      <Button type="submit" size="small">
        {t('output.run')}
      </Button>
    </form>
  )
}

function problemText(problems: readonly { readonly message: string }[]): string {
  return problems.map((problem) => problem.message).join('; ')
}
