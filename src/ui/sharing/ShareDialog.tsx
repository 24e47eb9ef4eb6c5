import { Tabs } from 'radix-ui'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Session } from '../state/session.ts'
import { Modal } from '../widgets/Modal.tsx'
import { Tab } from '../widgets/Tab.tsx'
import { ExportPart } from './ExportPart.tsx'
import { FilePart } from './FilePart.tsx'
import { LinkPart } from './LinkPart.tsx'
import styles from './Sharing.module.css'
import { useSharing } from './sharing-state.ts'

const parts = ['link', 'file', 'export'] as const

/** Ways for a run to leave the page, and the one for it to come in. */
export function ShareDialog({ session }: { readonly session: Session }) {
  const { t } = useTranslation('sharing')
  const close = () => useSharing.setState({ isDialogOpen: false })
  return (
    <Modal
      isOpen
      onClose={close}
      closeLabel={t('close')}
      title={t('title')}
      description={t('what')}
    >
      <Tabs.Root defaultValue="link">
        <Tabs.List className={styles.parts} aria-label={t('open')}>
          {parts.map((part) => (
            <Tab key={part} isRoomy value={part}>
              {t(`part.${part}`)}
            </Tab>
          ))}
        </Tabs.List>
        <Tabs.Content value="link">
          <LinkPart />
        </Tabs.Content>
        <Tabs.Content value="file">
          <FilePart session={session} onOpened={close} />
        </Tabs.Content>
        <Tabs.Content value="export">
          <ExportPart />
        </Tabs.Content>
      </Tabs.Root>
    </Modal>
  )
}
