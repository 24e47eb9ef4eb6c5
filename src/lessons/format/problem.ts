import type { Text } from '../../protocol/views.ts'

/** Where in a lesson something is: keys and numbers from its root, as in `beats, 2, do, 0`. */
export type LessonPath = readonly (string | number)[]

/** A place in a file; lines and columns count from 1. */
export interface FileRange {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

/** A mistake of a lesson's author, with its place and how to mend it. */
export interface LessonProblem extends FileRange {
  readonly severity: 'error' | 'warning'
  /** `beats[2].do[0].apply`; '' for the whole file and for syntax errors. */
  readonly path: string
  /** Keys of the namespace `authoring`. */
  readonly text: Text
}

/** A mistake that knows its path, not yet its line. */
export interface Finding {
  readonly severity: 'error' | 'warning'
  readonly path: LessonPath
  /** The key at the path is meant, not its value. */
  readonly isAboutKey?: boolean
  readonly text: Text
}

/** A finding that makes the lesson unusable. */
export function mistake(path: LessonPath, key: string, params?: Text['params']): Finding {
  return { severity: 'error', path, text: { key: `authoring:${key}`, params } }
}

/** A finding that the lesson can live with. */
export function remark(path: LessonPath, key: string, params?: Text['params']): Finding {
  return { ...mistake(path, key, params), severity: 'warning' }
}

/** A path as people write it. */
export function pathText(path: LessonPath): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`
      if (!/^[\w-]+$/.test(part)) return `['${part}']`
      return index === 0 ? part : `.${part}`
    })
    .join('')
}
