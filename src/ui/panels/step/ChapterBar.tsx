import type { StepView } from '../../../protocol/views.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

type Chapter = NonNullable<StepView['chapter']>

/** How far the story is: passed chapters full, skipped ones struck out and explained. */
export function ChapterBar({ chapter }: { readonly chapter: Chapter }) {
  const { t } = useTranslation('inspector')
  const { number, of, skipped, story } = chapter
  const numbers = Array.from({ length: of }, (_, index) => index + 1)
  return (
    <div className="chapters">
      <p className="chapters-story">
        {t('step.chapterOf', { story: t(story.key, { ...story.params }), number, of })}
      </p>
      <ol className="chapters-bar">
        {numbers.map((it) => (
          <li
            key={it}
            data-state={stateOf(it, chapter)}
            aria-current={it === number ? 'step' : undefined}
            title={t(skipped.includes(it) ? 'step.chapterSkipped' : 'step.chapter', {
              number: it,
              of,
            })}
          >
            <span className="visually-hidden">
              {t(skipped.includes(it) ? 'step.chapterSkipped' : 'step.chapter', { number: it, of })}
            </span>
          </li>
        ))}
      </ol>
      {skipped.length > 0 && (
        <p className="chapters-skipped">
          {t('step.skipped', { count: skipped.length, numbers: skipped.join(', ') })}
        </p>
      )}
    </div>
  )
}

function stateOf(number: number, chapter: Chapter): 'skipped' | 'passed' | 'now' | 'ahead' {
  if (chapter.skipped.includes(number)) return 'skipped'
  if (number === chapter.number) return 'now'
  return number < chapter.number ? 'passed' : 'ahead'
}
