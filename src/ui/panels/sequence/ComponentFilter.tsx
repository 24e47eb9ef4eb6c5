import { ListFilter } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useCluster } from '../../state/cluster.ts'
import { useSequence } from '../../state/sequence.ts'
import { Button } from '../../widgets/Button.tsx'
import { sequenceLanes } from './lanes.ts'
import styles from './Sequence.module.css'

/** Which components must take part in a message for it to be shown. */
export function ComponentFilter() {
  const { t } = useTranslation('sequence')
  const chosen = useSequence((state) => state.filter.components)
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button look="quiet" size="small" aria-pressed={chosen.size > 0}>
          <ListFilter aria-hidden />
          {t('filter.components')}
          {chosen.size > 0 && <span className={styles.chip}>{chosen.size}</span>}
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles.popover}
          aria-label={t('filter.components')}
          align="start"
          side="top"
          sideOffset={6}
          collisionPadding={8}
        >
          <Choices />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Choices() {
  const { t } = useTranslation('sequence')
  const chosen = useSequence((state) => state.filter.components)
  const names = ['user', ...useCluster.getState().rows.components.keys()]
  const lanes = sequenceLanes(names, new Set())
  function toggle(name: string) {
    const components = new Set(chosen)
    if (!components.delete(name)) components.add(name)
    useSequence.getState().filterBy({ components })
  }
  return lanes.map(({ name }) => (
    <label key={name}>
      <input type="checkbox" checked={chosen.has(name)} onChange={() => toggle(name)} />
      {t(`lane.${name}`, { defaultValue: name })}
    </label>
  ))
}
