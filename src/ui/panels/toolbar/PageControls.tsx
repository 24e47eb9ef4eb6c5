import {
  CircleHelp,
  Contrast,
  GraduationCap,
  Languages,
  Presentation,
  RotateCcw,
  Share2,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { openLessonList } from '../../lessons/lesson-shell.ts'
import { startPresenting } from '../../presenter/presenter-shell.ts'
import { useSharing } from '../../sharing/sharing-state.ts'
import { useCluster } from '../../state/cluster.ts'
import { commands } from '../../state/commands.ts'
import { type Motion, type Theme, usePreferences } from '../../state/preferences.ts'
import { useSession } from '../../state/session-state.ts'
import { Button } from '../../widgets/Button.tsx'
import { Menu, MenuHeading, MenuItem, MenuLine } from '../../widgets/Menu.tsx'
import { Tooltip } from '../../widgets/Tooltip.tsx'
import { BreakpointsButton } from './BreakpointsButton.tsx'
import { CompareItems } from './CompareItems.tsx'
import styles from './Toolbar.module.css'
import type { ToolbarProps } from './Toolbar.tsx'

const themes: readonly Theme[] = ['system', 'light', 'dark']
const motions: readonly Motion[] = ['system', 'reduced', 'full']

/** The run as a whole, language, looks, help. */
export function PageControls({ onHelp, onNewRun }: ToolbarProps) {
  const { t } = useTranslation()
  return (
    <div className={styles.page}>
      <Tooltip text={t('lessons:open')}>
        <Button look="quiet" aria-label={t('lessons:open')} onClick={openLessonList}>
          <GraduationCap aria-hidden />
        </Button>
      </Tooltip>
      <Tooltip text={t('presenter:open')} keys="P">
        <Button look="quiet" aria-label={t('presenter:open')} onClick={startPresenting}>
          <Presentation aria-hidden />
        </Button>
      </Tooltip>
      <BreakpointsButton />
      <RunMenu onNewRun={onNewRun} />
      <Tooltip text={t('sharing:open')}>
        <Button
          look="quiet"
          aria-label={t('sharing:open')}
          onClick={() => useSharing.setState({ isDialogOpen: true })}
        >
          <Share2 aria-hidden />
        </Button>
      </Tooltip>
      <LanguageMenu />
      <LooksMenu />
      <Tooltip text={t('toolbar.help')} keys="?">
        <Button look="quiet" aria-label={t('toolbar.help')} onClick={onHelp}>
          <CircleHelp aria-hidden />
        </Button>
      </Tooltip>
    </div>
  )
}

function RunMenu({ onNewRun }: Pick<ToolbarProps, 'onNewRun'>) {
  const { t } = useTranslation()
  return (
    <Menu
      align="end"
      trigger={
        <Button look="quiet" aria-label={t('toolbar.run')} title={t('toolbar.run')}>
          <RotateCcw aria-hidden />
        </Button>
      }
    >
      <MenuItem onSelect={onNewRun}>{t('toolbar.newRun')}</MenuItem>
      <MenuLine />
      <MenuItem onSelect={copyLink}>{t('toolbar.copyLink')}</MenuItem>
      <MenuItem onSelect={copyRecording}>{t('toolbar.copyRecording')}</MenuItem>
      <MenuLine />
      <CompareItems />
    </Menu>
  )
}

function LanguageMenu() {
  const { t } = useTranslation()
  const language = usePreferences((state) => state.language)
  const set = usePreferences((state) => state.set)
  const shortName = language === 'ko' ? '한국어' : 'EN'
  return (
    <Menu
      align="end"
      trigger={
        <Button
          look="quiet"
          aria-label={`${t('toolbar.language')}: ${shortName}`}
          title={t('toolbar.language')}
        >
          <Languages aria-hidden />
          <span className={styles.language}>{shortName}</span>
        </Button>
      }
    >
      <MenuItem isChecked={language === 'en'} onSelect={() => set({ language: 'en' })}>
        <span lang="en">English</span>
      </MenuItem>
      <MenuItem isChecked={language === 'ko'} onSelect={() => set({ language: 'ko' })}>
        <span lang="ko">한국어</span>
      </MenuItem>
    </Menu>
  )
}

function LooksMenu() {
  const { t } = useTranslation()
  const theme = usePreferences((state) => state.theme)
  const motion = usePreferences((state) => state.motion)
  const set = usePreferences((state) => state.set)
  return (
    <Menu
      align="end"
      trigger={
        <Button look="quiet" aria-label={t('toolbar.theme')} title={t('toolbar.theme')}>
          <Contrast aria-hidden />
        </Button>
      }
    >
      <MenuHeading>{t('toolbar.theme')}</MenuHeading>
      {themes.map((value) => (
        <MenuItem key={value} isChecked={theme === value} onSelect={() => set({ theme: value })}>
          {t(`theme.${value}`)}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuHeading>{t('motion.label')}</MenuHeading>
      {motions.map((value) => (
        <MenuItem key={value} isChecked={motion === value} onSelect={() => set({ motion: value })}>
          {t(`motion.${value}`)}
        </MenuItem>
      ))}
    </Menu>
  )
}

async function copyRecording() {
  const reply = await commands.save()
  if (reply.type === 'saved') await copy(JSON.stringify(reply.recording, null, 1))
}

function copyLink() {
  const { seed, topology } = useCluster.getState()
  const url = new URL(location.href)
  url.searchParams.set('seed', String(seed))
  url.searchParams.set('example', useSession.getState().example)
  if (topology && topology.workers !== 3) url.searchParams.set('workers', String(topology.workers))
  return copy(url.href)
}

async function copy(text: string) {
  await navigator.clipboard.writeText(text)
  useSession.setState({ notice: { key: 'toolbar.copied', tone: 'info' } })
}
