import type { Container, Probe } from '../../../protocol/objects/pod.ts'
import type { ProbeTrace } from '../../../protocol/trace.ts'
import { type Context, type EventId, SECOND } from '../../kernel/types.ts'
import type { ConnectAnswer, ConnectCall, CriAnswer, CriCall, RuntimeContainer } from '../cri.ts'
import type { KubeletState, PodWorker, ProbeRow } from './kubelet-state.ts'
import { latestRun } from './pod-actions.ts'
import { isSidecar } from './pod-phase.ts'
import { type ProbeOutcome, readOutcome } from './probe-outcome.ts'
import { isProbedStarted, probeKey } from './probe-results.ts'

export interface ProbeTimer {
  readonly type: 'probe-due'
  readonly key: string
}

/** What the prober has others do. */
export interface ProbeConsequences {
  /** The pod's status may have changed. */
  refresh(uid: string, ctx: Context): void
  /** The pod needs a sync. */
  request(uid: string, ctx: Context): void
}

const TITLES = { liveness: 'Liveness', readiness: 'Readiness', startup: 'Startup' } as const
/** A probe that failed this often beyond its threshold is a heartbeat: nothing new is to be expected of it. */
const UNSETTLED_EXTRA = 10

/**
 * The probe workers: one for each probe of each running container.
 * Upstream: kubernetes/pkg/kubelet/prober, v1.36.
 */
export class Prober {
  private readonly state: KubeletState
  private readonly consequences: ProbeConsequences

  constructor(state: KubeletState, consequences: ProbeConsequences) {
    this.state = state
    this.consequences = consequences
  }

  /** Begins to probe containers that run, and forgets those that do not. */
  follow(worker: PodWorker, ctx: Context): void {
    const probed = probedContainers(worker)
    if (probed.length === 0) return
    const runtime = this.state.runtimeOf(worker.uid)
    const running = new Set<string>()
    for (const container of probed) {
      const run = latestRun(runtime, container.name)
      if (run?.state !== 'running') continue
      running.add(run.id)
      this.followContainer(worker, container, run, ctx)
    }
    for (const row of this.state.probes.by('pod', worker.uid))
      if (!running.has(row.containerId)) this.drop(row, ctx)
  }

  onTimer({ key }: ProbeTimer, ctx: Context): void {
    const row = this.state.probes.get(key)
    const worker = row && this.state.pods.get(row.uid)
    const container = worker && containerOf(worker, row.container)
    const probe = container?.[probeField(row?.probe ?? 'readiness')]
    if (!row || !container || !probe) return
    const pending = this.send(row, container, probe, ctx)
    this.state.probes.set(key, { ...row, pending, attempts: row.attempts + 1 })
  }

  /** Takes a probe's answer; false if the message is none. */
  take(answer: CriAnswer | ConnectAnswer, ctx: Context): boolean {
    const [key] = this.state.probes.keysBy('pending', String(answer.callId))
    const row = key === undefined ? undefined : this.state.probes.get(key)
    const worker = row && this.state.pods.get(row.uid)
    const container = worker && containerOf(worker, row.container)
    const probe = row && container?.[probeField(row.probe)]
    if (key === undefined || !row || !worker || !container || !probe) return key !== undefined
    const ip = this.state.runtimeOf(row.uid).sandbox?.ip ?? ''
    const outcome = readOutcome(answer, probe, { container, ip })
    this.note(key, { row, worker, probe, outcome }, ctx)
    return true
  }

  /** A probe that could not be run says nothing: it is tried again a period later. Upstream: prober/worker.go doProbe. */
  tryAgain(callId: number, ctx: Context): void {
    for (const key of this.state.probes.keysBy('pending', String(callId))) {
      const row = this.state.probes.get(key)
      const worker = row && this.state.pods.get(row.uid)
      const container = worker && containerOf(worker, row.container)
      const probe = row && container?.[probeField(row.probe)]
      if (row && probe) this.schedule(key, row, probe, (probe.periodSeconds ?? 10) * SECOND, ctx)
    }
  }

  /** A pod that ends is not killed by its probes. */
  stopFatal(uid: string, ctx: Context): void {
    for (const row of this.state.probes.by('pod', uid))
      if (row.probe !== 'readiness') this.drop(row, ctx)
  }

  forget(uid: string, ctx: Context): void {
    for (const row of this.state.probes.by('pod', uid)) this.drop(row, ctx)
  }

  private followContainer(
    worker: PodWorker,
    container: Container,
    run: RuntimeContainer,
    ctx: Context,
  ): void {
    for (const probe of ['startup', 'liveness', 'readiness'] as const) {
      const spec = container[probeField(probe)]
      const key = probeKey(run.id, probe)
      if (!spec || this.state.probes.has(key)) continue
      if (probe !== 'startup' && !isProbedStarted(this.state, container, run)) continue
      // A readiness probe outlives the wish to end the pod, the others do not.
      if (worker.stage !== 'syncing') continue
      const due = run.startedAt + (spec.initialDelaySeconds ?? 0) * SECOND
      const row: ProbeRow = {
        uid: worker.uid,
        container: container.name,
        containerId: run.id,
        probe,
        result: initialResult(worker, run, probe),
        streak: 0,
        lastOutcome: 'none',
        attempts: 0,
        pending: 0,
      }
      if (isOver(row)) this.state.probes.set(key, row)
      else this.schedule(key, row, spec, Math.max(0, due - ctx.now), ctx)
    }
  }

  private send(row: ProbeRow, container: Container, probe: Probe, ctx: Context): EventId {
    const { uid: podUid, containerId } = row
    const { runtimeName } = this.state
    if (probe.exec) {
      const call: CriCall = {
        type: 'cri',
        call: 'ExecSync',
        podUid,
        containerId,
        command: probe.exec.command ?? [],
        timeout: (probe.timeoutSeconds ?? 1) * SECOND,
      }
      return ctx.send(runtimeName, call)
    }
    const port = portOf(container, probe.httpGet?.port ?? probe.tcpSocket?.port ?? probe.grpc?.port)
    const path = probe.httpGet ? (probe.httpGet.path ?? '/') : undefined
    const call: ConnectCall = { type: 'connect', podUid, containerId, port, path }
    return ctx.send(runtimeName, call)
  }

  private note(
    key: string,
    seen: {
      readonly row: ProbeRow
      readonly worker: PodWorker
      readonly probe: Probe
      readonly outcome: ProbeOutcome
    },
    ctx: Context,
  ): void {
    const { row, worker, probe, outcome } = seen
    const lastOutcome = outcome.succeeded ? 'success' : 'failure'
    if (row.lastOutcome !== lastOutcome) ctx.rouse()
    const streak = row.lastOutcome === lastOutcome ? row.streak + 1 : 1
    const threshold = outcome.succeeded
      ? (probe.successThreshold ?? 1)
      : (probe.failureThreshold ?? 3)
    const result = streak >= threshold ? lastOutcome : row.result
    const changed = result !== row.result
    if (!outcome.succeeded) this.tellUnhealthy(worker, row, outcome.output, ctx)
    this.trace(worker, row, outcome, changed, ctx)
    const next: ProbeRow = { ...row, streak, lastOutcome, result, pending: 0 }
    const isFatal = changed && result === 'failure' && row.probe !== 'readiness'
    if (isFatal || isOver(next)) this.state.probes.set(key, next)
    else {
      const period = (probe.periodSeconds ?? 10) * SECOND
      this.schedule(key, next, probe, Math.max(0, period - (ctx.now - ctx.event.sentAt)), ctx)
    }
    if (changed) this.onChange(worker, next, ctx)
  }

  private onChange(worker: PodWorker, row: ProbeRow, ctx: Context): void {
    if (row.result === 'failure' && row.probe !== 'readiness') {
      const current = this.state.pods.get(worker.uid) ?? worker
      const message = `Container ${row.container} failed ${row.probe} probe, will be restarted`
      const unhealthy = { ...current.unhealthy, [row.containerId]: message }
      this.state.change(current, { unhealthy })
      this.consequences.request(worker.uid, ctx)
      return
    }
    if (row.probe === 'startup') {
      this.follow(this.state.pods.get(worker.uid) ?? worker, ctx)
      if (worker.pod.spec.initContainers?.some(isSidecar))
        this.consequences.request(worker.uid, ctx)
    }
    this.consequences.refresh(worker.uid, ctx)
  }

  private tellUnhealthy(worker: PodWorker, row: ProbeRow, output: string, ctx: Context): void {
    const message = `${TITLES[row.probe]} probe failed: ${output}`
    this.state.tell(worker, row.container, { type: 'Warning', reason: 'Unhealthy', message }, ctx)
  }

  /** Sets the next attempt. It is a heartbeat once the probe's result is settled. */
  private schedule(key: string, row: ProbeRow, probe: Probe, delay: number, ctx: Context): void {
    const bound = (probe.failureThreshold ?? 3) + UNSETTLED_EXTRA
    const isUnsettled =
      row.result === 'success' ? row.lastOutcome === 'failure' : row.attempts < bound
    const timer: ProbeTimer = { type: 'probe-due', key }
    const pending = ctx.after(delay, timer, { periodic: !isUnsettled })
    this.state.probes.set(key, { ...row, pending })
  }

  private drop(row: ProbeRow, ctx: Context): void {
    ctx.cancel(row.pending)
    this.state.probes.delete(probeKey(row.containerId, row.probe))
  }

  private trace(
    worker: PodWorker,
    row: ProbeRow,
    { succeeded, output }: ProbeOutcome,
    changed: boolean,
    ctx: Context,
  ): void {
    const { namespace, name } = worker.pod.metadata
    const entry: ProbeTrace = {
      type: 'probe',
      probe: row.probe,
      pod: { kind: 'Pod', namespace, name, uid: worker.uid },
      container: row.container,
      succeeded,
      changed,
      output,
    }
    ctx.trace(entry)
  }
}

/** A container that has started is not asked again whether it has. */
function isOver({ probe, result }: ProbeRow): boolean {
  return probe === 'startup' && result === 'success'
}

function probeField(probe: ProbeRow['probe']): 'livenessProbe' | 'readinessProbe' | 'startupProbe' {
  return `${probe}Probe`
}

/**
 * What counts until the first answer. A container that was well before its kubelet restarted stays so
 * (ChangeContainerStatusOnKubeletRestart is off since 1.35).
 */
function initialResult(
  { pod }: PodWorker,
  run: RuntimeContainer,
  probe: ProbeRow['probe'],
): ProbeRow['result'] {
  if (probe === 'liveness') return 'success'
  const { containerStatuses = [], initContainerStatuses = [] } = pod.status
  const told = [...containerStatuses, ...initContainerStatuses].find(({ containerID }) =>
    containerID?.endsWith(run.id),
  )
  const wasWell = probe === 'startup' ? told?.started : told?.ready
  if (wasWell) return 'success'
  return probe === 'startup' ? 'unknown' : 'failure'
}

function probedContainers({ pod }: PodWorker): readonly Container[] {
  const { initContainers, containers } = pod.spec
  const all = initContainers ? [...initContainers.filter(isSidecar), ...containers] : containers
  return all.filter(
    ({ livenessProbe, readinessProbe, startupProbe }) =>
      livenessProbe ?? readinessProbe ?? startupProbe,
  )
}

function containerOf(worker: PodWorker, name: string): Container | undefined {
  return probedContainers(worker).find((container) => container.name === name)
}

/** A port by number or by the name that the container gives it; 0 if there is no such name. */
function portOf(container: Container, port: number | string | undefined): number {
  if (typeof port === 'number') return port
  const named = container.ports?.find(({ name }) => name === port)
  return named?.containerPort ?? (Number(port) || 0)
}
