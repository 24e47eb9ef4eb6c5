/** All that the palette can find: actions, what is in the cluster, lessons, examples. */
import type { TFunction } from 'i18next'
import { LESSONS } from '../../lessons/index.ts'
import type { InspectionTarget } from '../../protocol/inspection.ts'
import { type Action, keysOf } from '../actions/action.ts'
import { actions } from '../actions/index.ts'
import { CARDS_MAX } from '../diagram/layout/scene.ts'
import { useLessonShell } from '../lessons/lesson-shell.ts'
import { type ClusterRows, useCluster } from '../state/cluster.ts'
import { examples } from '../state/examples.ts'
import { useFiles } from '../state/files.ts'
import { usePanes } from '../state/panes.ts'
import type { Language } from '../state/preferences.ts'
import { useSelection } from '../state/selection.ts'
import { spotlight, useSpotlight } from '../state/spotlight.ts'
import { scoreOf } from './fuzzy.ts'

/** One thing that can be chosen. */
export interface Entry {
  readonly id: string
  readonly name: string
  /** What it is: `Action`, `Pod`. */
  readonly kind: string
  /** Another name under which it is found. */
  readonly alias?: string
  readonly keys?: readonly string[]
  readonly choose: () => unknown
}

/** More are not read anyway. */
const SHOWN_MAX = 60

/** Everything, in the order in which it stands before anything is typed. */
export function allEntries(t: TFunction, rows: ClusterRows, language: Language): readonly Entry[] {
  return [
    ...actions.filter(isOffered).map((action) => entryOfAction(t, action)),
    ...LESSONS.map(({ id, title }) => ({
      id: `lesson/${id}`,
      name: title[language] ?? title.en,
      alias: id,
      kind: t('palette:group.lesson'),
      choose: () => beginLesson(id),
    })),
    ...examples.map(({ name, files }) => ({
      id: `example/${name}`,
      name: t(`example.${name}`),
      alias: name,
      kind: t('palette:group.example'),
      choose: () => {
        useFiles.getState().replaceAll(files)
        usePanes.setState({ left: 'manifest', narrow: 'editor' })
      },
    })),
    ...inCluster(t, rows),
  ]
}

/** Those that fit what was typed, best first; all of them (up to a bound) while nothing is. */
export function found(entries: readonly Entry[], query: string): readonly Entry[] {
  if (query.trim() === '') return entries.slice(0, SHOWN_MAX)
  return entries
    .flatMap((entry) => {
      const scores = [entry.name, entry.alias ?? '', `${entry.kind} ${entry.name}`]
        .map((name) => scoreOf(query, name))
        .filter((score) => score !== null)
      return scores.length > 0 ? [{ entry, score: Math.max(...scores) }] : []
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, SHOWN_MAX)
    .map(({ entry }) => entry)
}

function isOffered({ id, isEnabled }: Action): boolean {
  return id !== 'command-palette' && isEnabled?.() !== false
}

function entryOfAction(t: TFunction, action: Action): Entry {
  const [chord] = action.chords ?? []
  return {
    id: `action/${action.id}`,
    name: t(action.title, { ...action.params }),
    alias: action.id,
    kind: t('palette:group.action'),
    keys: chord && keysOf(chord),
    choose: action.run,
  }
}

function* inCluster(t: TFunction, rows: ClusterRows): Iterable<Entry> {
  for (const { name } of rows.components.values()) {
    const kind = t('palette:group.component')
    yield { id: `component/${name}`, name, kind, choose: () => reveal({ type: 'component', name }) }
  }
  for (const { name } of rows.nodes.values()) yield entryOfObject({ kind: 'Node', name })
  for (const { namespace, name, uid } of rows.pods.values()) {
    yield entryOfObject({ kind: 'Pod', namespace, name, uid })
  }
  for (const { kind, namespace, name, uid } of rows.objects.values()) {
    if (kind !== 'Pod' && kind !== 'Node') yield entryOfObject({ kind, namespace, name, uid })
  }
}

type ObjectTarget = Extract<InspectionTarget, { readonly type: 'object' }>['object']

function entryOfObject(object: ObjectTarget): Entry {
  const { kind, namespace = '', name } = object
  const shown = namespace === '' || namespace === 'default' ? name : `${namespace}/${name}`
  return {
    id: `${kind}/${namespace}/${name}`,
    name: shown,
    kind,
    choose: () => reveal({ type: 'object', object }),
  }
}

/** Selects it, turns to what is known of it, and brings it into sight where the cluster is too large to be seen at once. */
function reveal(target: InspectionTarget): void {
  useSelection.getState().select(target)
  const tab = target.type === 'component' ? 'component' : 'object'
  usePanes.setState({ inspector: tab, narrow: 'inspector' })
  const { rows } = useCluster.getState()
  const node = nodeOf(target, rows)
  if (node !== null && rows.nodes.size > CARDS_MAX) spotlight(useSpotlight.getState().lit, node)
}

/** The machine that it is, or runs on. */
function nodeOf(target: InspectionTarget, rows: ClusterRows): string | null {
  if (target.type === 'component') return null
  const { kind, namespace, name } = target.object
  if (kind === 'Node') return name
  return kind === 'Pod' ? (rows.pods.get(`${namespace}/${name}`)?.nodeName ?? null) : null
}

async function beginLesson(id: string): Promise<void> {
  useLessonShell.setState({ isWanted: true })
  const { openBuiltIn } = await import('../lessons/open-lesson.ts')
  await openBuiltIn(id)
}
