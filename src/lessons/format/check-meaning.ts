import { closest } from './check-shape.ts'
import type { Act, Lesson } from './lesson.ts'
import { type Finding, type LessonPath, mistake, remark } from './problem.ts'

/** The page's languages: a lesson without one of them is shown in English there. */
const LANGUAGES = ['en', 'ko'] as const

/** What a schema can not say: names that name nothing, names given twice, texts that are missing. */
export function checkMeaning(lesson: Lesson): readonly Finding[] {
  return [
    ...twice(
      lesson.beats.map(({ id }) => id),
      (index) => ['beats', index, 'id'],
    ),
    ...lesson.beats.flatMap((beat, index) => checkPrediction(beat.prediction, index)),
    ...actsOf(lesson).flatMap((placed) => checkAct(placed, lesson)),
    ...missingLanguages(lesson, []),
  ]
}

interface PlacedAct {
  readonly act: Act
  readonly path: LessonPath
  readonly beatIndex: number
}

/** Every act of a lesson with its place. */
export function actsOf(lesson: Lesson): readonly PlacedAct[] {
  return lesson.beats.flatMap((beat, beatIndex) => {
    const placed = (acts: readonly Act[] | undefined, ...path: LessonPath) =>
      (acts ?? []).map((act, index) => ({
        act,
        path: ['beats', beatIndex, ...path, index],
        beatIndex,
      }))
    return [
      ...placed(beat.do, 'do'),
      ...placed(beat.task?.solution, 'task', 'solution'),
      ...placed(beat.break?.fault, 'break', 'fault'),
      ...placed(beat.break?.solution, 'break', 'solution'),
    ]
  })
}

function checkAct({ act, path, beatIndex }: PlacedAct, lesson: Lesson): readonly Finding[] {
  if ('pace' in act && !('until' in act) && !('pass' in act))
    return [mistake([...path, 'pace'], 'paceWithout')]
  if ('apply' in act) return checkFile(act.apply, [...path, 'apply'], lesson)
  if ('delete' in act) return checkFile(act.delete, [...path, 'delete'], lesson)
  if ('edit' in act) return checkFile(act.edit, [...path, 'edit'], lesson)
  if ('kubectl' in act && /^kubectl\s/.test(act.kubectl))
    return [mistake([...path, 'kubectl'], 'kubectlWord')]
  if ('watch' in act && /^kubectl\s/.test(act.watch))
    return [mistake([...path, 'watch'], 'kubectlWord')]
  if ('backTo' in act) {
    const ids = lesson.beats.slice(0, beatIndex + 1).map(({ id }) => id)
    return ids.includes(act.backTo)
      ? []
      : [unknownName([...path, 'backTo'], 'unknownBeat', act.backTo, ids)]
  }
  return []
}

function checkFile(name: string, path: LessonPath, { files = {} }: Lesson): readonly Finding[] {
  if (Object.hasOwn(files, name)) return []
  return [unknownName(path, 'unknownFile', name, Object.keys(files))]
}

function checkPrediction(
  prediction: Lesson['beats'][number]['prediction'],
  beatIndex: number,
): readonly Finding[] {
  if (!prediction) return []
  const ids = prediction.choices.map(({ id }) => id)
  const at: LessonPath = ['beats', beatIndex, 'prediction']
  const findings = twice(ids, (index) => [...at, 'choices', index, 'id'])
  return ids.includes(prediction.answer)
    ? findings
    : [...findings, unknownName([...at, 'answer'], 'unknownChoice', prediction.answer, ids)]
}

function unknownName(
  path: LessonPath,
  key: 'unknownBeat' | 'unknownFile' | 'unknownChoice',
  name: string,
  names: readonly string[],
): Finding {
  const meant = closest(name, names)
  const params = { name, names: names.join(', ') || '–' }
  return meant ? mistake(path, `${key}Meant`, { ...params, meant }) : mistake(path, key, params)
}

function twice(ids: readonly string[], pathOf: (index: number) => LessonPath): readonly Finding[] {
  return ids.flatMap((id, index) =>
    ids.indexOf(id) < index ? [mistake(pathOf(index), 'twice', { id })] : [],
  )
}

/** Texts that are not there in every language of the page. A text is a mapping from languages. */
function missingLanguages(value: unknown, path: LessonPath): readonly Finding[] {
  if (Array.isArray(value))
    return value.flatMap((item, index) => missingLanguages(item, [...path, index]))
  if (typeof value !== 'object' || value === null) return []
  const entries = Object.entries(value)
  const isText = 'en' in value && entries.every(([, text]) => typeof text === 'string')
  if (isText)
    return LANGUAGES.flatMap((language) =>
      language in value ? [] : [remark(path, 'noLanguage', { language })],
    )
  return entries.flatMap(([key, child]) => missingLanguages(child, [...path, key]))
}
