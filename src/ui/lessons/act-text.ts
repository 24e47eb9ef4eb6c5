import type { Act } from '../../lessons/format/lesson.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useLesson } from './lesson-state.ts'
import { useLocalized } from './localized.ts'

/** What a lesson does to the cluster, in one line: as a command where there is one. */
export function useActText(): (act: Act) => string {
  const { t } = useTranslation('lessons')
  const { t: diagram } = useTranslation('diagram')
  const localized = useLocalized()
  const lesson = useLesson((play) => play.lesson)
  return (act) => {
    if ('apply' in act) return t('act.apply', { file: act.apply })
    if ('delete' in act) return t('act.delete', { file: act.delete })
    if ('kubectl' in act) return t('act.kubectl', { line: act.kubectl })
    if ('watch' in act) return t('act.watch', { seconds: act.everySeconds, line: act.watch })
    if ('interrupt' in act) return t('act.interrupt')
    if ('fail' in act) {
      return t('act.fail', { failure: diagram(`menu.${act.fail}`), target: act.target })
    }
    if ('step' in act) return t('act.step', { count: act.step.count ?? 1 })
    if ('until' in act) return t('act.until')
    if ('runToQuiet' in act) return t('act.quiet')
    if ('pass' in act) return t('act.pass', { seconds: act.pass })
    if ('backTo' in act) {
      const beat = lesson?.beats.find(({ id }) => id === act.backTo)
      return t('act.backTo', { beat: beat ? localized(beat.title) : act.backTo })
    }
    return t('act.edit', { file: act.edit })
  }
}
