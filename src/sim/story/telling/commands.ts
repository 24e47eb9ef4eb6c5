import type { JsonObject } from '../../../protocol/objects/meta.ts'
import type { Deployment } from '../../../protocol/objects/workload.ts'
import { INTERRUPTED, type KubectlTrace } from '../../../protocol/trace.ts'
import { RESOURCES } from '../../api/resources.ts'
import { registryKey } from '../../apiserver/storage/registry-key.ts'
import type { ApiRequest } from '../../apiserver/wire.ts'
import type { KeyValue } from '../../etcd/wire.ts'
import type { EventRun } from '../../kernel/event-run.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { hashValue } from '../../kernel/state-hash.ts'
import type { AnyTable, Table } from '../../kernel/table.ts'
import type { Job, Target } from '../../kubectl/job.ts'
import { objectOf } from '../message-view.ts'
import type { Narrator } from './narrator.ts'
import type { PlanName } from './tables.ts'

/** What one job of a command is for. */
interface Intent {
  readonly plan: PlanName
  readonly target: Target
}

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

/** The plan that gives a command with several objects its chapters: the first of these that occurs. */
const WEIGHT: readonly PlanName[] = [
  'create',
  'createPod',
  'rollout',
  'scaleUp',
  'scaleDown',
  'delete',
  'replacePod',
  'deletePod',
  'cordon',
  'uncordon',
  'service',
  'store',
  'remove',
]

/** Follows the user's commands: which story each begins, and when its objects are asked for. */
export class CommandTeller {
  private readonly narrator: Narrator
  private readonly kv: Table<KeyValue>
  private readonly sessions: AnyTable | undefined

  constructor(kernel: Kernel, narrator: Narrator) {
    this.narrator = narrator
    this.kv = kernel.findTable('etcd/kv') as unknown as Table<KeyValue>
    this.sessions = kernel.findTable('kubectl/sessions')
  }

  /** kubectl handled something: the user's command, or an answer to it. */
  onKubectl(run: EventRun): void {
    if (run.event.cause === 0) this.onCommand(run)
    for (const trace of run.traces) {
      const { type, exitCode, output } = trace as KubectlTrace
      if (type !== 'kubectl' || exitCode === 0 || exitCode === INTERRUPTED) continue
      this.refuse(run, output)
    }
    for (const key of this.narrator.tables.sessions.keys()) {
      if (!this.sessions?.has(key)) this.onDone(run, Number(key))
    }
  }

  /** A request of kubectl arrived at the API server. */
  onRequest(run: EventRun, request: ApiRequest): void {
    if (request.method === 'GET') return
    const ref = objectOf(request)
    const { targets } = this.narrator.tables
    const key = ref ? targetKey(ref) : ''
    const target = targets.get(key)
    if (!target) return
    targets.set(key, { ...target, isAsked: true })
    this.narrator.count(run, target.operation, { asked: 1 })
  }

  private onCommand(run: EventRun): void {
    const session = this.sessions?.get(String(run.event.id)) as
      | { readonly command: string; readonly jobs: readonly Job[] }
      | undefined
    if (!session) return
    const intents = session.jobs.flatMap((job) => this.intentOf(job) ?? [])
    const plan = WEIGHT.find((name) => intents.some((intent) => intent.plan === name))
    const leading = intents.filter((intent) => intent.plan === plan || isKin(plan, intent.plan))
    const [first] = leading
    if (!plan || !first) return
    const operation = this.narrator.begin(run, {
      plan,
      subject: refOfTarget(first.target),
      count: intents.length,
      command: session.command,
      tally: { expected: leading.length },
    })
    for (const intent of intents)
      this.narrator.tables.targets.set(targetKey(intent.target), {
        operation: operation.id,
        isLeading: leading.includes(intent),
        isAsked: false,
      })
    this.narrator.tables.sessions.set(String(operation.id), operation.id)
  }

  private refuse(run: EventRun, output: string): void {
    this.narrator.aside(run, {
      key: 'refused',
      params: { output },
      actors: ['kube-apiserver', 'kubectl'],
    })
  }

  /** The command is through: what it did not write was refused or the same already. */
  private onDone(run: EventRun, id: number): void {
    const { targets, sessions } = this.narrator.tables
    sessions.delete(String(id))
    const left = targets.keysBy('operation', String(id))
    const leading = left.filter((key) => targets.get(key)?.isLeading).length
    for (const key of left) targets.delete(key)
    if (leading > 0) this.narrator.count(run, id, { expected: -leading })
    const operation = this.narrator.operation(id)
    if (operation && operation.tally.stored === 0) this.narrator.end(id)
  }

  private intentOf(job: Job): Intent | undefined {
    switch (job.type) {
      case 'create':
        return { plan: plansForNew(job.target), target: job.target }
      case 'apply': {
        const plan = this.planOfApply(job.target, job.object)
        return plan && { plan, target: job.target }
      }
      case 'delete':
        return { plan: this.planOfDelete(job.target, job.cascade), target: job.target }
      case 'scale': {
        const now = this.find<Deployment>(job.target)?.spec.replicas ?? 0
        if (now === job.replicas) return undefined
        return { plan: job.replicas > now ? 'scaleUp' : 'scaleDown', target: job.target }
      }
      case 'modify':
        if (job.change.type === 'cordon')
          return { plan: job.change.unschedulable ? 'cordon' : 'uncordon', target: job.target }
        if (
          (job.change.type === 'images' || job.change.type === 'restart') &&
          job.target.kind === 'Deployment'
        )
          return { plan: 'rollout', target: job.target }
        return { plan: 'store', target: job.target }
      case 'undo':
        return { plan: 'rollout', target: job.target }
      default:
        return undefined
    }
  }

  private planOfApply(target: Target, object: JsonObject): PlanName | undefined {
    const there = this.find<Deployment>(target)
    if (!there) return plansForNew(target)
    const applied = there.metadata.annotations?.[LAST_APPLIED]
    const former = applied === undefined ? undefined : (JSON.parse(applied) as JsonObject)
    const spec = (object.spec ?? {}) as { readonly template?: unknown; readonly replicas?: number }
    const old = (former?.spec ?? {}) as typeof spec
    if (
      target.kind === 'Deployment' &&
      hashValue(spec.template ?? null) !== hashValue(old.template ?? null)
    )
      return 'rollout'
    const now = there.spec?.replicas
    if (spec.replicas !== undefined && now !== undefined && spec.replicas !== now)
      return spec.replicas > now ? 'scaleUp' : 'scaleDown'
    return hashValue(spec) === hashValue(old) &&
      hashValue(object.data ?? null) === hashValue(former?.data ?? null)
      ? undefined
      : 'store'
  }

  private planOfDelete(target: Target, cascade: string): PlanName {
    if (target.kind === 'Pod') {
      const pod = this.find(target)
      return pod?.metadata.ownerReferences?.some((owner) => owner.controller)
        ? 'replacePod'
        : 'deletePod'
    }
    const hasPods = ['Deployment', 'ReplicaSet', 'Namespace'].includes(target.kind)
    return hasPods && cascade !== 'orphan' ? 'delete' : 'remove'
  }

  private find<T extends KeyValue['value']>(target: Target): T | undefined {
    const key = registryKey(RESOURCES[target.kind], target.namespace, target.name)
    return this.kv.get(key)?.value as T | undefined
  }
}

/** Key under which a command's object is awaited. */
export function targetKey(ref: {
  readonly kind: string
  readonly namespace?: string
  readonly name: string
}): string {
  return `${ref.kind}/${ref.namespace ?? ''}/${ref.name}`
}

function refOfTarget({ kind, namespace, name }: Target) {
  return RESOURCES[kind].namespaced ? { kind, namespace, name } : { kind, name }
}

function plansForNew({ kind }: Target): PlanName {
  if (kind === 'Deployment' || kind === 'ReplicaSet') return 'create'
  if (kind === 'Pod') return 'createPod'
  return kind === 'Service' ? 'service' : 'store'
}

/** A file of Deployments and bare pods is one story. */
function isKin(plan: PlanName | undefined, other: PlanName): boolean {
  return plan === 'create' && (other === 'createPod' || other === 'scaleUp')
}
