import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

/** A lesson's text and the manifests beside it. */
export interface LessonSource {
  readonly file: string
  readonly text: string
  readonly filesBeside: { readonly [name: string]: string }
}

const LESSON_FILE = 'lesson.yaml'
const BUILT_IN = resolve(import.meta.dirname, '../../lessons')

/** Ids of the built-in lessons, in their order: folders that hold a lesson. */
export function builtInLessonIds(): readonly string[] {
  return readdirSync(BUILT_IN)
    .filter((name) => existsSync(join(BUILT_IN, name, LESSON_FILE)))
    .toSorted()
}

/** Whether a file is a built-in lesson's. */
export function isBuiltIn({ file }: LessonSource): boolean {
  return dirname(dirname(resolve(file))) === BUILT_IN
}

/** Finds a lesson by its id, its folder or its file. */
export function findLesson(name: string): LessonSource {
  const builtIn = join(BUILT_IN, name, LESSON_FILE)
  const inFolder = join(name, LESSON_FILE)
  const file = [builtIn, inFolder, name].find((path) => existsSync(path) && statSync(path).isFile())
  if (file === undefined)
    throw new Error(
      `${name} is no file and no lesson of this edition (${builtInLessonIds().join(', ')})`,
    )
  return { file, text: readFileSync(file, 'utf8'), filesBeside: filesBeside(file) }
}

/** In a lesson's own folder all other YAML files are its manifests; beside any other file lie strangers. */
function filesBeside(file: string): { readonly [name: string]: string } {
  if (basename(file) !== LESSON_FILE) return {}
  const folder = dirname(file)
  const names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name) && name !== LESSON_FILE)
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}
