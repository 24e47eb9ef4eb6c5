/**
 * A shared run as a JSON document, and back. Texts (manifests, files) stand once in a table and are told by
 * their number: a command that applied an open file costs a few bytes.
 */
import type { InspectionTarget } from '../../../protocol/inspection.ts'
import {
  FAILURE_NAMES,
  type Pace,
  PROTOCOL_VERSION,
  type Recording,
  type TopologyOptions,
  type UserAction,
} from '../../../protocol/messages.ts'
import type { Json } from '../../../protocol/objects/meta.ts'
import type { Grain } from '../../../protocol/views.ts'
import { languages } from '../../i18n/languages.ts'
import { bottomTabs } from '../../state/preferences.ts'
import { Field } from './field-reader.ts'
import { LIMITS, RunError, type SharedRun, type SharedView } from './shared-run.ts'

/** Bump when an older page could no longer read what is written. */
export const DOCUMENT_VERSION = 1

const ACTIONS = ['apply', 'delete-manifest', 'kubectl', 'watch', 'interrupt', 'fail'] as const
const GRAINS: readonly Grain[] = ['story', 'message', 'decision']

/** The run as JSON. Reading it gives the same run again. */
export function writeDocument(run: SharedRun): Json {
  const texts: string[] = []
  const numbers = new Map<string, number>()
  const textOf = (text: string): number => {
    const known = numbers.get(text)
    if (known !== undefined) return known
    numbers.set(text, texts.length)
    return texts.push(text) - 1
  }
  const { seed, topology, position, hash, version, actions } = run.recording
  const { workers, cpuMilli, memoryBytes, podsMax } = topology
  const files = run.files.map(({ name, text }) => [name, textOf(text)])
  const commands = actions.map(({ position: at, atMicros, action }) => [
    at,
    atMicros,
    actionAsJson(action, textOf),
  ])
  return {
    pilothouse: DOCUMENT_VERSION,
    protocol: version,
    seed,
    topology: [workers, cpuMilli, memoryBytes, podsMax],
    files,
    active: Math.max(
      0,
      run.files.findIndex(({ name }) => name === run.active),
    ),
    example: run.example,
    actions: commands,
    position,
    hash,
    language: run.language,
    view: viewAsJson(run.view),
    texts,
  }
}

function actionAsJson(action: UserAction, textOf: (text: string) => number): Json {
  switch (action.type) {
    case 'apply':
    case 'delete-manifest':
      return [action.type, textOf(action.manifest), action.file ?? null]
    case 'kubectl': {
      const stdin = action.stdin === undefined ? null : textOf(action.stdin)
      return [action.type, [...action.args], stdin]
    }
    case 'watch':
      return [action.type, [...action.args], action.everySeconds]
    case 'interrupt':
      return [action.type, null, null]
    case 'fail':
      return [action.type, action.failure, action.target]
  }
}

function viewAsJson({ grain, pace, tab, target }: SharedView): Json {
  return {
    grain,
    pace: pace.type === 'speed' ? ['speed', pace.factor] : ['steps', pace.grain, pace.perSecond],
    tab,
    target: target && targetAsJson(target),
  }
}

function targetAsJson(target: InspectionTarget): Json {
  if (target.type === 'component') return ['component', target.name]
  const { kind, namespace, name, uid } = target.object
  return ['object', kind, namespace ?? null, name, uid ?? null]
}

/** The run that a JSON document holds. Throws a `RunError`, and nothing else, for anything that is none. */
export function readDocument(json: unknown): SharedRun {
  const document = new Field(json)
  const mark = readMark(json)
  if (mark > DOCUMENT_VERSION) throw new RunError('newer')
  const protocol = document.at('protocol').whole(1, Number.MAX_SAFE_INTEGER)
  if (protocol > PROTOCOL_VERSION) throw new RunError('newer')
  const texts = document
    .at('texts')
    .list(LIMITS.actions + LIMITS.files)
    .map((text) => text.text(LIMITS.inflatedBytes))
  const files = document
    .at('files')
    .list(LIMITS.files)
    .map((file) => {
      const [name, text] = file.tuple(2) as [Field, Field]
      return { name: name.name(LIMITS.nameLength), text: text.pick(texts) }
    })
  if (files.length === 0) document.at('files').fail('at least one file')
  if (new Set(files.map(({ name }) => name)).size < files.length)
    document.at('files').fail('names that differ')
  return {
    recording: readRecording(document, protocol, texts),
    files,
    active: document.at('active').pick(files.map(({ name }) => name)),
    example: document.at('example').name(LIMITS.nameLength),
    language: document.at('language').oneOf(languages.codes),
    view: readView(document.at('view')),
  }
}

/** The document's own version; what has none is no run at all. */
function readMark(json: unknown): number {
  if (typeof json !== 'object' || json === null || !Object.hasOwn(json, 'pilothouse'))
    throw new RunError('not-a-run')
  return new Field(json).at('pilothouse').whole(1, Number.MAX_SAFE_INTEGER)
}

function readRecording(document: Field, version: number, texts: readonly string[]): Recording {
  let earliest = { position: 0, atMicros: 0 }
  const actions = document
    .at('actions')
    .list(LIMITS.actions)
    .map((entry) => {
      const [position, atMicros, action] = entry.tuple(3) as [Field, Field, Field]
      const command = {
        position: position.whole(earliest.position, LIMITS.position),
        atMicros: atMicros.whole(earliest.atMicros, LIMITS.micros),
        action: readAction(action, texts),
      }
      earliest = command
      return command
    })
  return {
    version,
    seed: document.at('seed').whole(0, Number.MAX_SAFE_INTEGER),
    topology: readTopology(document.at('topology')),
    actions,
    position: document.at('position').whole(0, LIMITS.position),
    hash: document.at('hash').text(64),
  }
}

function readTopology(field: Field): TopologyOptions {
  const [workers, cpuMilli, memoryBytes, podsMax] = field.tuple(4) as [Field, Field, Field, Field]
  return {
    workers: workers.whole(1, LIMITS.workers),
    cpuMilli: cpuMilli.whole(1, LIMITS.cpuMilli),
    memoryBytes: memoryBytes.whole(1, LIMITS.memoryBytes),
    podsMax: podsMax.whole(1, LIMITS.podsPerNode),
  }
}

function readAction(field: Field, texts: readonly string[]): UserAction {
  const [type, first, second] = field.tuple(3) as [Field, Field, Field]
  const name = type.oneOf(ACTIONS)
  switch (name) {
    case 'apply':
    case 'delete-manifest': {
      const action = { type: name, manifest: first.pick(texts) }
      return second.isAbsent ? action : { ...action, file: second.text(LIMITS.nameLength) }
    }
    case 'kubectl': {
      const action = { type: name, args: readWords(first) }
      return second.isAbsent ? action : { ...action, stdin: second.pick(texts) }
    }
    case 'watch':
      return { type: name, args: readWords(first), everySeconds: second.decimal(0.1, 86_400) }
    case 'interrupt':
      return { type: name }
    case 'fail':
      return {
        type: name,
        failure: first.oneOf(FAILURE_NAMES),
        target: second.text(LIMITS.nameLength),
      }
  }
}

function readWords(field: Field): readonly string[] {
  return field.list(LIMITS.args).map((word) => word.text(LIMITS.inflatedBytes))
}

function readView(field: Field): SharedView {
  const target = field.at('target')
  return {
    grain: field.at('grain').oneOf(GRAINS),
    pace: readPace(field.at('pace')),
    tab: field.at('tab').oneOf(bottomTabs),
    target: target.isAbsent ? null : readTarget(target),
  }
}

function readPace(field: Field): Pace {
  const [type, first, second] = field.list(3)
  if (type?.oneOf(['speed', 'steps']) === 'speed')
    return { type: 'speed', factor: (first ?? field).decimal(0.01, 100_000) }
  return {
    type: 'steps',
    grain: (first ?? field).oneOf(GRAINS),
    perSecond: (second ?? field).decimal(0.01, 1000),
  }
}

function readTarget(field: Field): InspectionTarget {
  const [type, first, second, third, fourth] = field.list(5) as readonly (Field | undefined)[]
  const name = (part: Field | undefined) => (part ?? field).name(LIMITS.nameLength)
  if (type?.oneOf(['component', 'object']) === 'component')
    return { type: 'component', name: name(first) }
  return {
    type: 'object',
    object: {
      kind: name(first),
      ...(second?.isAbsent ? {} : { namespace: name(second) }),
      name: name(third),
      ...(fourth?.isAbsent ? {} : { uid: name(fourth) }),
    },
  }
}
