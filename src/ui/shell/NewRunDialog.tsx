import { useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCluster } from '../state/cluster.ts'
import type { Session } from '../state/session.ts'
import { Button } from '../widgets/Button.tsx'
import { Modal } from '../widgets/Modal.tsx'
import styles from './Dialogs.module.css'

const WORKERS_MAX = 5000

export interface NewRunDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly session: Session
}

/** Asks for seed and size, then begins a fresh run with the files as they are. */
export function NewRunDialog({ isOpen, onClose, session }: NewRunDialogProps) {
  const { t } = useTranslation()
  return (
    <Modal
      isOpen={isOpen}
      onClose={onClose}
      closeLabel={t('newRun.cancel')}
      title={t('newRun.title')}
      description={t('newRun.what')}
    >
      <NewRunForm onClose={onClose} session={session} />
    </Modal>
  )
}

function NewRunForm({ onClose, session }: Omit<NewRunDialogProps, 'isOpen'>) {
  const { t } = useTranslation()
  const topology = useCluster((state) => state.topology)
  const [seed, setSeed] = useState(String(useCluster((state) => state.seed)))
  const [workers, setWorkers] = useState(String(topology?.workers ?? 3))
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!topology) return
        session.restart({
          seed: wholeNumber(seed, 0, Number.MAX_SAFE_INTEGER),
          topology: { ...topology, workers: wholeNumber(workers, 1, WORKERS_MAX) },
        })
        onClose()
      }}
    >
      <label className={styles.field}>
        <span>{t('newRun.seed')}</span>
        <input inputMode="numeric" value={seed} onChange={(event) => setSeed(event.target.value)} />
        <small>{t('newRun.seedHint')}</small>
      </label>
      <label className={styles.field}>
        <span>{t('newRun.workers')}</span>
        <input
          inputMode="numeric"
          value={workers}
          onChange={(event) => setWorkers(event.target.value)}
        />
      </label>
      <div className={styles.actions}>
        <Button onClick={onClose}>{t('newRun.cancel')}</Button>
        <Button type="submit" look="primary">
          {t('newRun.start')}
        </Button>
      </div>
    </form>
  )
}

function wholeNumber(text: string, min: number, max: number): number {
  const value = Math.trunc(Number(text))
  return Number.isFinite(value) ? Math.min(Math.max(value, min), max) : min
}
