import {
  CircleHelp,
  Contrast,
  GraduationCap,
  Languages,
  Presentation,
  RotateCcw,
  Search,
  Share2,
} from 'lucide-react'
import { copyLink, copyRecording } from '../../actions/copy.ts'
import { type Language, languageName, languages } from '../../i18n/languages.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { openLessonList } from '../../lessons/lesson-shell.ts'
import { startPresenting } from '../../presenter/presenter-shell.ts'
import { useSharing } from '../../sharing/sharing-state.ts'
import { openDialog } from '../../state/dialogs.ts'
import { type Motion, type Theme, usePreferences } from '../../state/preferences.ts'
import { Button } from '../../widgets/Button.tsx'
import { Menu, MenuHeading, MenuItem, MenuLine } from '../../widgets/Menu.tsx'
import { Tooltip } from '../../widgets/Tooltip.tsx'
import { BreakpointsButton } from './BreakpointsButton.tsx'
import { CompareItems } from './CompareItems.tsx'
import styles from './Toolbar.module.css'

const themes: readonly Theme[] = ['system', 'light', 'dark']
const motions: readonly Motion[] = ['system', 'reduced', 'full']

/** The run as a whole, language, looks, help. */
export function PageControls() {
  const { t } = useTranslation()
  return (
    <div className={styles.page}>
      <Tooltip text={t('palette:open')} keys="Ctrl/⌘ K">
        <Button look="quiet" aria-label={t('palette:open')} onClick={() => openDialog('palette')}>
          <Search aria-hidden />
        </Button>
      </Tooltip>
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
      <RunMenu />
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
        <Button look="quiet" aria-label={t('toolbar.help')} onClick={() => openDialog('help')}>
          <CircleHelp aria-hidden />
        </Button>
      </Tooltip>
    </div>
  )
}

function RunMenu() {
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
      <MenuItem onSelect={() => openDialog('new-run')}>{t('toolbar.newRun')}</MenuItem>
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
  const shortName = language === 'en' ? 'EN' : languageName(language)
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
      {languages.codes.map((code) => (
        <MenuItem key={code} isChecked={language === code} onSelect={() => set({ language: code })}>
          <LanguageName code={code} />
        </MenuItem>
      ))}
    </Menu>
  )
}

/** A component of its own, so that names are asked for when the menu opens. */
function LanguageName({ code }: { readonly code: Language }) {
  return <span lang={code}>{languageName(code)}</span>
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
