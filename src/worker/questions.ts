import type { Command, Reply } from '../protocol/messages.ts'
import type { KubeObject } from '../protocol/objects/index.ts'
import type { KubeObjectJson } from '../protocol/objects/json.ts'
import { registryKeyOf } from '../sim/apiserver/storage/registry-key.ts'
import { compareClusters, comparePositions } from '../sim/story/compare.ts'
import { checkConditions } from '../sim/story/conditions/check.ts'
import { objectsIn } from '../sim/story/conditions/objects.ts'
import { tallyRequests } from '../sim/story/conditions/requests.ts'
import { why } from '../sim/story/why/why.ts'
import { diffManifest } from './manifest-diff.ts'
import { schemasReply } from './schemas.ts'
import type { Session } from './session.ts'
import { storySoFar } from './story-so-far.ts'
import { timelineOf } from './timeline.ts'

/** Commands that only ask about the run: nothing moves. */
export type Question = Extract<
  Command,
  {
    readonly type:
      | 'timeline'
      | 'diff'
      | 'story'
      | 'schemas'
      | 'check'
      | 'objects'
      | 'requests'
      | 'why'
      | 'compare'
      | 'compare-objects'
  }
>

/** Answers a question about the run from what its journal and its store hold. `end` is the furthest known position. */
export function answer(session: Session, question: Question, end: number): Reply {
  const { cluster, story, stage } = session
  const { kernel } = cluster
  switch (question.type) {
    case 'timeline':
      return timelineOf(kernel, question.fromPosition, question.limit, end)
    case 'diff':
      return diffManifest(cluster, question.manifest)
    case 'story':
      return { type: 'story', steps: storySoFar(session) }
    case 'schemas':
      return schemasReply()
    case 'why':
      return { type: 'why', ...why(kernel, story, question.question) }
    case 'compare': {
      const diffs = comparePositions(kernel.history, question.fromPosition, question.toPosition)
      return diffs
        ? { type: 'compared', diffs }
        : { type: 'refused', message: 'the journal does not reach one of these positions' }
    }
    case 'compare-objects': {
      const theirs = byKey(question.objects as readonly KubeObject[])
      return { type: 'compared', diffs: compareClusters(theirs, byKey(storedObjects(cluster))) }
    }
    case 'check': {
      const verdicts = checkConditions(stage, question.conditions, question.sincePosition)
      return { type: 'checked', verdicts }
    }
    case 'objects': {
      const objects = objectsIn(kernel, question.kind, question.namespace)
      return 'problem' in objects
        ? { type: 'refused', message: objects.problem }
        : { type: 'objects', objects: objects as unknown as readonly KubeObjectJson[] }
    }
    case 'requests':
      return {
        type: 'requests',
        tallies: tallyRequests(kernel, question.fromPosition),
      }
  }
}

function storedObjects(cluster: Session['cluster']): readonly KubeObject[] {
  return cluster.etcd.kv.values().map(({ value }) => value)
}

function byKey(objects: readonly KubeObject[]): ReadonlyMap<string, KubeObject> {
  return new Map(
    objects
      .filter(({ kind }) => kind !== 'Event' && kind !== 'Lease')
      .map((object) => [registryKeyOf(object), object]),
  )
}
