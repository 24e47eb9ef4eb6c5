import type { Kind, KubeObject } from '../../../protocol/objects/index.ts'
import type { ObjectRef } from '../../../protocol/trace.ts'
import type { FieldChange, ObjectDiff } from '../../../protocol/views.ts'
import { RESOURCES } from '../../api/resources.ts'
import { registryKey } from '../../apiserver/storage/registry-key.ts'
import type { KeyValue } from '../../etcd/wire.ts'
import type { History } from '../../kernel/history.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { fieldChanges, objectDiff } from '../field-changes.ts'
import { isWithin, valueAtPath } from '../field-path.ts'
import { refOf } from '../object-ref.ts'

/** A write of one stored object. */
export interface StoredChange {
  /** The position that the write led to. */
  readonly position: number
  readonly before: KubeObject | undefined
  readonly after: KubeObject | undefined
}

/**
 * The newest write at or before a position that changed the object, or its field. Looks backwards
 * through the journal alone: undefined if the journal knows of none.
 */
export function newestChange(
  history: History,
  position: number,
  object: ObjectRef,
  path = '',
): StoredChange | undefined {
  const key = keyOf(object)
  if (key === undefined) return undefined
  let beat: StoredChange | undefined
  for (let at = position; at > history.base; at--) {
    const changes = history.at(at)?.changes ?? []
    for (let i = changes.length - 1; i >= 0; i--) {
      const change = changes[i]
      if (change?.key !== key || change.table.name !== 'etcd/kv') continue
      const before = (change.before as KeyValue | undefined)?.value
      const after = (change.after as KeyValue | undefined)?.value
      const paths = changedPaths(before, after, path)
      if (paths.length === 0) continue
      const found = { position: at, before, after }
      if (path !== '' || !before || !after || paths.some((changed) => !BEAT.test(changed)))
        return found
      beat ??= found
    }
  }
  return beat
}

/** Fields that heartbeats write: of an object that changed in any other way, that is what is asked about. */
const BEAT = /(lastHeartbeatTime|lastProbeTime|renewTime)$/

/** The object as the store has it now. */
export function storedObject(kernel: Kernel, object: ObjectRef): KubeObject | undefined {
  const key = keyOf(object)
  if (key === undefined) return undefined
  return (kernel.findTable('etcd/kv')?.get(key) as KeyValue | undefined)?.value
}

/** A write as the page shows it; with a path, that field alone. */
export function diffOfChange(change: StoredChange, path = ''): ObjectDiff | null {
  const { before, after } = change
  const object = after ?? before
  if (!object) return null
  const whole = objectDiff(before, after)
  if (path === '') return whole ?? { object: refOf(object), change: 'changed', fields: [] }
  const fields = (whole?.fields ?? []).filter((field) => isWithin(field.path, path))
  return {
    object: refOf(object),
    change: whole?.change ?? 'changed',
    fields: fields.length > 0 ? fields : [fieldAt(change, path)],
  }
}

function fieldAt({ before, after }: StoredChange, path: string): FieldChange {
  const was = valueAtPath(before, path)
  const is = valueAtPath(after, path)
  return {
    path,
    ...(was === undefined ? {} : { before: was }),
    ...(is === undefined ? {} : { after: is }),
  }
}

function changedPaths(
  before: KubeObject | undefined,
  after: KubeObject | undefined,
  path: string,
): readonly string[] {
  if (path === '' && (!before || !after)) return ['']
  const changes = fieldChanges(valueAtPath(before, path), valueAtPath(after, path))
  return changes.map((change) => change.path)
}

function keyOf({ kind, namespace, name }: ObjectRef): string | undefined {
  const resource = (RESOURCES as Partial<typeof RESOURCES>)[kind as Kind]
  return resource && registryKey(resource, namespace ?? 'default', name)
}
