/** The lessons that come with the page: folders of `src/lessons`, each with a `lesson.yaml` and perhaps manifests beside it. */
import type { Lesson } from '../../lessons/format/lesson.ts'
import { readLesson } from '../../lessons/format/read-lesson.ts'

const lessonTexts = import.meta.glob<string>('../../lessons/*/lesson.yaml', {
  query: '?raw',
  import: 'default',
})
const manifests = import.meta.glob<string>(
  ['../../lessons/*/*.yaml', '!../../lessons/*/lesson.yaml'],
  { query: '?raw', import: 'default' },
)

/** A built-in lesson with its text, for who wants to read or change it. */
export interface BuiltIn {
  readonly id: string
  readonly lesson: Lesson
  readonly text: string
  readonly beside: { readonly [name: string]: string }
}

/** All that can be read, in the order of their folders' names, and the names of those that can not. */
export interface BuiltIns {
  readonly lessons: readonly BuiltIn[]
  readonly failed: readonly string[]
}

let loading: Promise<BuiltIns> | undefined

/** Fetches and reads them all, once. */
export function loadBuiltIns(): Promise<BuiltIns> {
  loading ??= readAll().catch((error: unknown) => {
    // Offline before they were ever fetched: the next wish asks again.
    loading = undefined
    throw error
  })
  return loading
}

/** One of them by its id; undefined if there is none. */
export async function findBuiltIn(id: string): Promise<BuiltIn | undefined> {
  const { lessons } = await loadBuiltIns()
  return lessons.find((builtIn) => builtIn.id === id)
}

async function readAll(): Promise<BuiltIns> {
  const folders = Object.keys(lessonTexts).map(folderOf).sort()
  const read = await Promise.all(folders.map(readFolder))
  const lessons = read.flatMap((builtIn) => (typeof builtIn === 'string' ? [] : [builtIn]))
  return { lessons, failed: read.filter((builtIn) => typeof builtIn === 'string') }
}

/** The lesson of a folder, or the folder's name if it has mistakes. */
async function readFolder(folder: string): Promise<BuiltIn | string> {
  const path = `../../lessons/${folder}/lesson.yaml`
  const paths = Object.keys(manifests).filter((other) => folderOf(other) === folder)
  const [text, beside] = await Promise.all([
    lessonTexts[path]?.() ?? '',
    Promise.all(paths.map(async (other) => [nameOf(other), (await manifests[other]?.()) ?? ''])),
  ])
  const files: { readonly [name: string]: string } = Object.fromEntries(beside)
  const { lesson } = readLesson(text, files)
  return lesson ? { id: lesson.id, lesson, text, beside: files } : folder
}

function folderOf(path: string): string {
  return path.split('/').at(-2) ?? ''
}

function nameOf(path: string): string {
  return path.split('/').at(-1) ?? ''
}
