import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { formatClock } from '../state/clock.ts'
import { useCluster } from '../state/cluster.ts'
import { Button } from '../widgets/Button.tsx'
import { Select } from '../widgets/Select.tsx'
import { isTooLong, writeFragment } from './link/fragment.ts'
import type { SharedRun } from './link/shared-run.ts'
import { type LinkVariant, linkTo, presentRun, type SharedPlace } from './present-run.ts'
import styles from './Sharing.module.css'

const places: readonly SharedPlace[] = ['here', 'beginning']
const variants: readonly LinkVariant[] = ['page', 'present', 'embed']

/** The link to the present run. */
export function LinkPart() {
  const { t } = useTranslation('sharing')
  const [place, setPlace] = useState<SharedPlace>('here')
  const [variant, setVariant] = useState<LinkVariant>('page')
  const made = useMadeLink(place)
  return (
    <div className={styles.content}>
      <div className={styles.choices}>
        <div className={styles.choice}>
          <span>{t('place.label')}</span>
          <Select
            label={t('place.label')}
            value={place}
            options={places.map((value) => ({ value, text: t(`place.${value}`) }))}
            onChange={setPlace}
          />
        </div>
        <div className={styles.choice}>
          <span>{t('variant.label')}</span>
          <Select
            label={t('variant.label')}
            value={variant}
            options={variants.map((value) => ({ value, text: t(`variant.${value}`) }))}
            onChange={setVariant}
          />
        </div>
      </div>
      {made === null && <p className={styles.said}>{t('link.making')}</p>}
      {made && isTooLong(made.fragment) && (
        <p className={styles.warning}>
          {t('link.tooLong', { kilobytes: Math.ceil(made.fragment.length / 1024) })}
        </p>
      )}
      {made && !isTooLong(made.fragment) && (
        <LinkField link={linkTo(made.fragment, variant)} variant={variant} />
      )}
      {made && <Holds run={made.run} />}
    </div>
  )
}

interface MadeLink {
  readonly fragment: string
  readonly run: SharedRun
}

/** The run as it is when the dialog opens; the page behind it may go on. */
function useMadeLink(place: SharedPlace): MadeLink | null {
  const [made, setMade] = useState<MadeLink | null>(null)
  useEffect(() => {
    let isGone = false
    async function make() {
      const run = await presentRun(place)
      const fragment = run && (await writeFragment(run))
      if (run && fragment && !isGone) setMade({ run, fragment })
    }
    void make()
    return () => {
      isGone = true
    }
  }, [place])
  return made
}

function LinkField({ link, variant }: { readonly link: string; readonly variant: LinkVariant }) {
  const { t } = useTranslation('sharing')
  const [said, setSaid] = useState<string | null>(null)
  async function copy(text: string) {
    const isCopied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    )
    setSaid(t(isCopied ? 'link.copied' : 'link.notCopied'))
  }
  return (
    <>
      <textarea
        className={styles.link}
        aria-label={t('link.label')}
        readOnly
        value={link}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className={styles.actions}>
        <span className={styles.said} aria-live="polite">
          {said ?? t('link.length', { count: link.length })}
        </span>
        {variant === 'embed' && (
          <Button onClick={() => copy(frameOf(link))}>{t('link.copyFrame')}</Button>
        )}
        <Button look="primary" onClick={() => copy(link)}>
          {said === t('link.copied') ? <Check aria-hidden /> : <Copy aria-hidden />}
          {t('link.copy')}
        </Button>
      </div>
    </>
  )
}

/** A link has no character that would end the attribute. */
function frameOf(link: string): string {
  return `<iframe src="${link}" width="960" height="600" style="border:0" title="Pilothouse"></iframe>`
}

function Holds({ run }: { readonly run: SharedRun }) {
  const { t } = useTranslation('sharing')
  const { seed, topology, actions, hash } = run.recording
  const time = useCluster((state) => formatClock(state.atMicros))
  return (
    <section aria-label={t('holds.title')}>
      <ul className={styles.holds}>
        <li>{t('holds.run', { seed, count: topology.workers })}</li>
        <li>{t('holds.commands', { count: actions.length })}</li>
        <li>{t('holds.files', { count: run.files.length })}</li>
        {hash !== '' && <li>{t('holds.place', { time })}</li>}
        <li>{t('holds.view')}</li>
      </ul>
    </section>
  )
}
