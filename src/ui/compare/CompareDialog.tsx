import { X } from 'lucide-react'
import { Dialog, Tabs } from 'radix-ui'
import { useTranslation } from '../i18n/use-translation.ts'
import { type ComparisonView, useComparison } from '../state/comparison.ts'
import { Button } from '../widgets/Button.tsx'
import { Tab } from '../widgets/Tab.tsx'
import '../panels/step/step.css'
import styles from './Compare.module.css'
import { PositionsView } from './PositionsView.tsx'
import { RunsView } from './RunsView.tsx'

const views: readonly ComparisonView[] = ['positions', 'runs']

/** Two places of this run, or two runs, over the whole page. */
export function CompareDialog({ view }: { readonly view: ComparisonView }) {
  const { t } = useTranslation('compare')
  const { show } = useComparison.getState()
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && show(null)}>
      <Dialog.Portal>
        <Dialog.Content className={styles.dialog}>
          <Tabs.Root
            className={styles.tabs}
            value={view}
            onValueChange={(value) => show(value as ComparisonView)}
          >
            <div className={styles.bar}>
              <Dialog.Title className={styles.title}>{t('title')}</Dialog.Title>
              <Dialog.Description className="visually-hidden">{t('titleHint')}</Dialog.Description>
              <Tabs.List className={styles.tabList} aria-label={t('title')}>
                {views.map((name) => (
                  <Tab key={name} isRoomy value={name}>
                    {t(`tab.${name}`)}
                  </Tab>
                ))}
              </Tabs.List>
              <Dialog.Close asChild>
                <Button look="quiet" aria-label={t('close')}>
                  <X aria-hidden />
                </Button>
              </Dialog.Close>
            </div>
            <Tabs.Content className={styles.content} value="positions">
              <PositionsView />
            </Tabs.Content>
            <Tabs.Content className={styles.content} value="runs">
              <RunsView />
            </Tabs.Content>
          </Tabs.Root>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
