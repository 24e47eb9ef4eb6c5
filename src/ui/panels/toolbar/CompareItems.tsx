import { useTranslation } from '../../i18n/use-translation.ts'
import { formatClock } from '../../state/clock.ts'
import { useComparison } from '../../state/comparison.ts'
import { useSession } from '../../state/session-state.ts'
import { MenuHeading, MenuItem } from '../../widgets/Menu.tsx'

/** Entries of the run's menu: mark places, keep the run, hold things against each other. */
export function CompareItems() {
  const { t } = useTranslation('compare')
  const { a, b, kept, mark, show, clearMarks } = useComparison()
  return (
    <>
      <MenuHeading>{t('menu')}</MenuHeading>
      <MenuItem hint={a ? formatClock(a.atMicros) : undefined} onSelect={() => mark('a')}>
        {t('markA')}
      </MenuItem>
      <MenuItem hint={b ? formatClock(b.atMicros) : undefined} onSelect={() => mark('b')}>
        {t('markB')}
      </MenuItem>
      {(a || b) && <MenuItem onSelect={clearMarks}>{t('clearMarks')}</MenuItem>}
      <MenuItem onSelect={() => show('positions')}>{t('positions')}</MenuItem>
      <MenuItem onSelect={keep}>{t(kept ? 'keepAgain' : 'keep')}</MenuItem>
      <MenuItem onSelect={() => show('runs')}>{t('runs')}</MenuItem>
    </>
  )
}

async function keep() {
  const isKept = await useComparison.getState().keepRun()
  const time = formatClock(useComparison.getState().kept?.atMicros ?? 0)
  useSession.setState({
    notice: isKept
      ? { key: 'compare:kept', params: { time }, tone: 'info' }
      : { key: 'compare:notKept', tone: 'warning' },
  })
}
