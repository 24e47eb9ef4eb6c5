import { useState } from 'react'
import type { Recording } from '../../protocol/messages.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCluster } from '../state/cluster.ts'
import type { Session } from '../state/session.ts'
import { Button } from '../widgets/Button.tsx'
import { Modal } from '../widgets/Modal.tsx'
import styles from './Dialogs.module.css'

/** The worker died of a bug: what happened, and the ways on. */
export function CrashDialog({ session }: { readonly session: Session }) {
  const { t } = useTranslation()
  const crashed = useCluster((state) => state.crashed)
  if (!crashed) return null
  const { recording } = crashed
  return (
    <Modal
      isOpen
      title={t('crash.title')}
      description={t(recording ? 'crash.what' : 'crash.noRecording')}
    >
      <pre className={styles.message}>{crashed.message}</pre>
      {crashed.stack !== '' && (
        <details>
          <summary>{t('crash.details')}</summary>
          <pre className={styles.stack}>{crashed.stack}</pre>
        </details>
      )}
      <div className={styles.actions}>
        {recording && <CopyButton recording={recording} />}
        <Button look={recording ? 'plain' : 'primary'} onClick={() => session.restart({})}>
          {t('crash.fresh')}
        </Button>
        {recording && (
          <Button
            look="primary"
            onClick={() =>
              session.restart({ seed: recording.seed, topology: recording.topology, recording })
            }
          >
            {t('crash.restore')}
          </Button>
        )}
      </div>
    </Modal>
  )
}

function CopyButton({ recording }: { readonly recording: Recording }) {
  const { t } = useTranslation()
  const [isCopied, setIsCopied] = useState(false)
  return (
    <Button
      look="quiet"
      onClick={async () => {
        await navigator.clipboard.writeText(JSON.stringify(recording, null, 1))
        setIsCopied(true)
      }}
    >
      {t(isCopied ? 'crash.copied' : 'crash.copy')}
    </Button>
  )
}
