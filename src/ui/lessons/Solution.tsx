import type { Act, Task } from '../../lessons/format/lesson.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { YamlText } from '../widgets/YamlText.tsx'
import { useActText } from './act-text.ts'
import styles from './Lesson.module.css'
import { useLesson } from './lesson-state.ts'

/** The reference solution as one would type it, with the files that it needs. */
export function Solution({ task }: { readonly task: Task }) {
  const { t } = useTranslation('lessons')
  const isOpen = useLesson((play) => play.isSolutionOpen)
  const actText = useActText()
  if (!isOpen) return null
  return (
    <div className={styles.solution}>
      <h5>{t('task.solutionTitle')}</h5>
      <ol>
        {task.solution.map((act, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a solution's acts have no identity but their place
          <li key={index}>
            <code>{actText(act)}</code>
            <File act={act} />
          </li>
        ))}
      </ol>
    </div>
  )
}

/** The text that an act puts into a file, or the file that it applies. */
function File({ act }: { readonly act: Act }) {
  const files = useLesson((play) => play.lesson?.files)
  const text = 'edit' in act ? act.text : 'apply' in act ? files?.[act.apply] : undefined
  if (text === undefined) return null
  const name = 'edit' in act ? act.edit : 'apply' in act ? act.apply : ''
  return (
    <details open={'edit' in act}>
      <summary>{name}</summary>
      <YamlText text={text} />
    </details>
  )
}
