import { RESOURCES } from '../api/resources.ts'
import type { Target } from './job.ts'

/** `deployment.apps/web`: how kubectl names an object in its output. */
export function label({ kind, name }: Pick<Target, 'kind' | 'name'>): string {
  return `${typeName(kind)}/${name}`
}

/** `deployment.apps`, `pod`. */
export function typeName(kind: Target['kind']): string {
  const { group } = RESOURCES[kind]
  const singular = kind.toLowerCase()
  return group === '' ? singular : `${singular}.${group}`
}
