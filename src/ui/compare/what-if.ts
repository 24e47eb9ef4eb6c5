/** What if: a run lived again without one thing that its reader did, or wrote into a manifest. Pure. */
import { isMap, isSeq, type YAMLMap } from 'yaml'
import type { Recording } from '../../protocol/messages.ts'
import { documentsOf, textWithout } from '../panels/editor/yaml/documents.ts'
import { commandText } from '../state/command-text.ts'

type Path = readonly (string | number)[]

/** What is left out: an act as a whole, or of a manifest that it applied an object or a field. */
export type Omission =
  | { readonly type: 'act' }
  | { readonly type: 'object'; readonly document: number; readonly object: string }
  | {
      readonly type: 'field'
      readonly document: number
      readonly path: Path
      /** The field's name, f.e. `resources.limits`. */
      readonly field: string
      /** Where it stands, f.e. `Deployment/web` or, if it has several containers, `Deployment/web app`. */
      readonly object: string
    }

/** An act of the reader's and what of it can be left out. */
export interface OmissibleAct {
  /** Its place in the recording. */
  readonly index: number
  readonly atMicros: number
  /** As it would have been typed. */
  readonly text: string
  readonly omissions: readonly Omission[]
}

/** Fields by what they stand in: those without which an object is still whole, and behaves otherwise. */
const OBJECT_FIELDS = ['replicas', 'strategy', 'updateStrategy', 'minReadySeconds']
const POD_FIELDS = [
  'initContainers',
  'nodeSelector',
  'affinity',
  'tolerations',
  'topologySpreadConstraints',
]
const CONTAINER_FIELDS = [
  'readinessProbe',
  'livenessProbe',
  'startupProbe',
  'lifecycle',
  'resources.requests',
  'resources.limits',
]
/** Where an object has the spec of its pods: a pod itself, what makes pods, what makes jobs. */
const POD_SPECS: readonly Path[] = [
  ['spec'],
  ['spec', 'template', 'spec'],
  ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
]

/** The acts of a run up to a time, the newest first, each with what of it can be left out. */
export function omissibleActs(
  actions: Recording['actions'],
  untilMicros: number,
): readonly OmissibleAct[] {
  return actions
    .map(({ action, atMicros }, index) => ({
      index,
      atMicros,
      text: commandText(action),
      omissions: [
        ...(action.type === 'apply' ? manifestOmissions(action.manifest) : []),
        { type: 'act' as const },
      ],
    }))
    .filter(({ atMicros }) => atMicros <= untilMicros)
    .reverse()
}

/** The run as it would have been without it: what came later is done at the same times as it was. */
export function runWithout(recording: Recording, index: number, omission: Omission): Recording {
  const { actions } = recording
  const act = actions[index]
  if (!act) return recording
  // Positions count what happens, and from here on something else does: the rest is given here, for its time.
  const { position } = act
  const later = actions.slice(index + 1).map((one) => ({ ...one, position }))
  return {
    ...recording,
    actions: [...actions.slice(0, index), ...actWithout(act, omission), ...later],
    position,
    hash: '',
  }
}

function actWithout(
  act: Recording['actions'][number],
  omission: Omission,
): readonly Recording['actions'][number][] {
  const { action } = act
  if (omission.type === 'act' || action.type !== 'apply') return []
  const path = omission.type === 'field' ? omission.path : []
  const manifest = textWithout(action.manifest, omission.document, path)
  return [{ ...act, action: { ...action, manifest } }]
}

function manifestOmissions(manifest: string): readonly Omission[] {
  const documents = documentsOf(manifest)
  return documents.flatMap((each, document) => {
    const { contents } = each
    if (!isMap(contents)) return []
    const object = `${contents.get('kind')}/${contents.getIn(['metadata', 'name'])}`
    const fields = fieldsOf(contents).map(
      ({ field, path, container }): Omission => ({
        type: 'field',
        document,
        path,
        field,
        object: container === undefined ? object : `${object} ${container}`,
      }),
    )
    const whole: Omission = { type: 'object', document, object }
    return documents.length > 1 ? [...fields, whole] : fields
  })
}

interface Field {
  readonly field: string
  readonly path: Path
  readonly container?: string
}

function fieldsOf(object: YAMLMap): readonly Field[] {
  const ofObject = OBJECT_FIELDS.map((field) => ({ field, path: ['spec', field] }))
  const ofPods = POD_SPECS.flatMap((spec) => [
    ...POD_FIELDS.map((field) => ({ field, path: [...spec, field] })),
    ...containerFields(object, [...spec, 'containers']),
  ])
  return [...ofPods, ...ofObject].filter(({ path }) => object.hasIn(path))
}

function containerFields(object: YAMLMap, at: Path): readonly Field[] {
  const containers = object.getIn(at)
  if (!isSeq(containers)) return []
  return containers.items.flatMap((one, index) => {
    const name = isMap(one) ? String(one.get('name')) : ''
    const container = containers.items.length > 1 ? name : undefined
    return CONTAINER_FIELDS.map((field) => ({
      field,
      path: [...at, index, ...field.split('.')],
      container,
    }))
  })
}
