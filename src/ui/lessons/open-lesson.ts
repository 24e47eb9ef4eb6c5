/** The ways to a lesson: from the list, an address, a file, or where one left off. */
import i18next from 'i18next'
import { LESSON_CHARACTERS_MAX, readLesson } from '../../lessons/format/read-lesson.ts'
import { isEmbedded } from '../state/address.ts'
import { useSession } from '../state/session-state.ts'
import { findBuiltIn } from './built-in.ts'
import { hasLesson } from './lesson-keys.ts'
import { readLessonFragment } from './lesson-link.ts'
import type { LessonSource } from './lesson-source.ts'
import { useLesson } from './lesson-state.ts'
import { loadCurrent, storeCurrent } from './progress.ts'
import { showSource } from './source/source-state.ts'

/** Begins a lesson that comes with the page, perhaps at one of its beats. */
export async function openBuiltIn(id: string, beat?: string): Promise<boolean> {
  const builtIn = await findBuiltIn(id)
  if (!builtIn) {
    tell('lessons:source.unknown', { id })
    return false
  }
  void useLesson.getState().open(builtIn.lesson, { type: 'built-in', id }, { beat })
  return true
}

/** Begins the lesson of a file on the reader's disk, or shows what is wrong with it. */
export async function openLessonFile(file: File): Promise<void> {
  if (file.size > 4 * LESSON_CHARACTERS_MAX) {
    const message = i18next.t('lessons:source.tooLarge', {
      kilobytes: LESSON_CHARACTERS_MAX / 1024,
    })
    return tell('lessons:source.cannot', { name: file.name, message })
  }
  openText({ type: 'text', name: file.name, text: await file.text(), beside: {} })
}

function openText(source: Extract<LessonSource, { readonly type: 'text' }>): void {
  const { lesson } = readLesson(source.text, source.beside)
  if (lesson) void useLesson.getState().open(lesson, source)
  else showSource(source)
}

/** What the page's address asks for, and failing that the lesson that was left; true if there is one. */
export async function openWished(address: Location): Promise<boolean> {
  const query = new URLSearchParams(address.search)
  const id = query.get('lesson')
  if (hasLesson(address.hash)) {
    const { hash } = address
    forgetAddress()
    return openLink(hash)
  }
  if (id !== null) {
    const beat = query.get('beat') ?? undefined
    // Once begun, a reload goes on where the reader is.
    forgetAddress()
    return openBuiltIn(id, beat)
  }
  return takeUpAgain()
}

async function openLink(hash: string): Promise<boolean> {
  try {
    openText({ type: 'text', ...(await readLessonFragment(hash)) })
    return true
  } catch (error) {
    tell('lessons:source.badLink', { message: error instanceof Error ? error.message : '' })
    return false
  }
}

async function takeUpAgain(): Promise<boolean> {
  const current = loadCurrent()
  if (!current) return false
  const { source, snapshot } = current
  const lesson = await lessonOf(source)
  // The lesson is another one by now, or its file has gone: what was kept of it leads nowhere.
  if (!lesson || lesson.beats.length <= snapshot.state.beatIndex) {
    storeCurrent(null)
    return false
  }
  void useLesson.getState().open(lesson, source, { snapshot })
  return true
}

async function lessonOf(source: LessonSource) {
  if (source.type === 'text') return readLesson(source.text, source.beside).lesson
  return (await findBuiltIn(source.id))?.lesson ?? null
}

function forgetAddress(): void {
  // A frame's address is its author's: loaded again, it begins again.
  if (isEmbedded(location.search)) return
  const url = new URL(location.href)
  url.searchParams.delete('lesson')
  url.searchParams.delete('beat')
  url.hash = ''
  history.replaceState(history.state, '', url)
}

function tell(key: string, params: { readonly [name: string]: string }): void {
  useSession.setState({ notice: { key, params, tone: 'warning' } })
}
