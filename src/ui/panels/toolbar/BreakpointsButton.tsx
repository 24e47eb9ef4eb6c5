import { OctagonPause, Trash2 } from 'lucide-react'
import { Popover } from 'radix-ui'
import type { Breakpoint } from '../../../protocol/breakpoints.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import {
  type AutomaticType,
  isAutomatic,
  type KeptBreakpoint,
  useBreakpoints,
} from '../../state/breakpoints.ts'
import { Button } from '../../widgets/Button.tsx'
import styles from './Breakpoints.module.css'

const automatics: readonly (readonly [type: AutomaticType, key: string])[] = [
  ['first-of-kind', 'firstOfKind'],
  ['failure-consequence', 'failureConsequence'],
]

/** Where time stops by itself: the automatic kinds as switches, the reader's own as a list. */
export function BreakpointsButton() {
  const { t } = useTranslation('breakpoints')
  const count = useBreakpoints(({ list }) => list.filter(({ isOn }) => isOn).length)
  const name = count > 0 ? t('buttonCount', { count }) : t('button')
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button look="quiet" aria-label={name} title={name} data-set={count > 0 || undefined}>
          <OctagonPause aria-hidden className={count > 0 ? styles.set : undefined} />
          {count > 0 && (
            <span className={styles.count} aria-hidden>
              {count}
            </span>
          )}
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles.content}
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label={t('title')}
        >
          <h2 className={styles.title}>{t('title')}</h2>
          <p className={styles.hint}>{t('hint')}</p>
          {automatics.map(([type, key]) => (
            <AutomaticSwitch key={type} type={type} text={t(key)} hint={t(`${key}Hint`)} />
          ))}
          <OwnList />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

interface AutomaticSwitchProps {
  readonly type: AutomaticType
  readonly text: string
  readonly hint: string
}

function AutomaticSwitch({ type, text, hint }: AutomaticSwitchProps) {
  const isOn = useBreakpoints(({ list }) => list.some(({ breakpoint }) => breakpoint.id === type))
  return (
    <label className={styles.row}>
      <input
        type="checkbox"
        role="switch"
        aria-checked={isOn}
        checked={isOn}
        onChange={(event) =>
          useBreakpoints.getState().setAutomatic(type, event.currentTarget.checked)
        }
      />
      <span>
        {text}
        <small>{hint}</small>
      </span>
    </label>
  )
}

function OwnList() {
  const { t } = useTranslation('breakpoints')
  const list = useBreakpoints((state) => state.list)
  const own = list.filter((kept) => !isAutomatic(kept))
  return (
    <>
      <h3 className={styles.heading}>{t('mine')}</h3>
      {own.length === 0 && <p className={styles.hint}>{t('none')}</p>}
      <ul className={styles.list}>
        {own.map((kept) => (
          <li key={kept.breakpoint.id}>
            <OwnRow kept={kept} />
          </li>
        ))}
      </ul>
      {own.length > 1 && (
        <Button size="small" onClick={() => useBreakpoints.getState().removeOwn()}>
          {t('removeAll')}
        </Button>
      )}
    </>
  )
}

function OwnRow({ kept }: { readonly kept: KeptBreakpoint }) {
  const { t } = useTranslation('breakpoints')
  const { setOn, remove } = useBreakpoints.getState()
  const { breakpoint, isOn } = kept
  const name = nameOf(breakpoint)
  return (
    <div className={styles.own}>
      <label className={styles.row}>
        <input
          type="checkbox"
          aria-label={t('on', { name })}
          checked={isOn}
          onChange={(event) => setOn(breakpoint.id, event.currentTarget.checked)}
        />
        <span>
          {breakpoint.type === 'component'
            ? t('component', { component: name })
            : t('object', { object: name })}
        </span>
      </label>
      <Button
        look="quiet"
        size="small"
        aria-label={t('remove', { name })}
        onClick={() => remove(breakpoint.id)}
      >
        <Trash2 aria-hidden />
      </Button>
    </div>
  )
}

/** As the page names it elsewhere: `kube-scheduler`, `Pod web-1`. */
function nameOf(breakpoint: Breakpoint): string {
  if (breakpoint.type === 'component') return breakpoint.component
  if (breakpoint.type !== 'object') return ''
  const { kind, namespace, name } = breakpoint.object
  const scope = namespace && namespace !== 'default' ? `${namespace}/` : ''
  return `${kind} ${scope}${name ?? '*'}`
}
