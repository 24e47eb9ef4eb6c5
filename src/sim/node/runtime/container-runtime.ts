import { programOf } from '../../images/image-behaviour.ts'
import {
  hexDigest,
  imageIdOf,
  imageSize,
  PULL_OF_PRESENT,
  pullImage,
} from '../../images/image-pull.ts'
import { parseImage } from '../../images/reference.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Component, Context, EventId, Message, Micros } from '../../kernel/types.ts'
import { TIMINGS } from '../../latencies.ts'
import type {
  CniAnswer,
  CniCall,
  ConnectCall,
  CriAnswer,
  CriCall,
  CriUnavailable,
  LogRead,
  ReadLog,
} from '../cri.ts'
import {
  containerExited,
  type KillMessage,
  killContainer,
  killFromOutside,
  type RuntimeTimer,
  stopContainer,
} from './container-end.ts'
import { answerConnection, answerExec } from './container-inside.ts'
import { logOf } from './container-log.ts'
import { giveBack, startDaemon, stopDaemon } from './daemon.ts'
import { podStatusOf, type RuntimeTables, runtimeTables } from './runtime-tables.ts'

/** What a runtime is made with. */
export interface RuntimeOptions {
  readonly node: string
  readonly nodeIp: string
  /** Images on the disk from the beginning. */
  readonly images: readonly string[]
  /** Files that every container finds. */
  readonly files: readonly string[]
}

/** A call to the network plugin found none. */
interface CniRefused {
  readonly type: 'cni-refused'
  readonly call: CniCall
}

const NO_PLUGIN = 'failed to find plugin "ptp" in path [/opt/cni/bin]'

type Incoming =
  | CriCall
  | CniAnswer
  | ConnectCall
  | KillMessage
  | ReadLog
  | RuntimeTimer
  | CniRefused
  | { readonly type: 'start' | 'stop' }

type Call<Name extends CriCall['call']> = Extract<CriCall, { call: Name }>

/** The node's container runtime (containerd): sandboxes, images, containers; it does what the kubelet calls for. */
export function createContainerRuntime(kernel: Kernel, options: RuntimeOptions): Component {
  const runtime = new ContainerRuntime(runtimeTables(kernel, options.node), options)
  return {
    name: `${options.node}/container-runtime`,
    kind: 'container-runtime',
    host: options.node,
    handle: (message, ctx) => runtime.handle(message, ctx),
  }
}

class ContainerRuntime {
  private readonly tables: RuntimeTables
  private readonly options: RuntimeOptions
  private readonly cni: string

  constructor(tables: RuntimeTables, options: RuntimeOptions) {
    this.tables = tables
    this.options = options
    this.cni = `${options.node}/cni`
  }

  handle(message: Message, ctx: Context): void {
    const incoming = message as Incoming
    switch (incoming.type) {
      case 'start':
        for (const image of this.options.images) this.keepImage(image)
        startDaemon(this.tables, this.options.node, ctx)
        return
      case 'stop':
        stopDaemon(this.tables, this.options.node, ctx)
        return
      case 'cni-refused':
        this.onCniRefused(incoming, ctx)
        return
      case 'cri':
        this.call(incoming, ctx)
        return
      case 'cni-answer':
        this.onCni(incoming, ctx)
        return
      case 'connect':
        answerConnection(this.tables, incoming, ctx)
        return
      case 'read-log': {
        const { asker, containerId } = incoming
        const container = this.tables.containers.get(containerId)
        const text = container ? logOf(container, this.options.files, ctx.now, incoming) : ''
        ctx.send(ctx.event.from, { type: 'log-read', asker, text } satisfies LogRead)
        return
      }
      case 'kill-container':
        killFromOutside(this.tables, incoming, ctx)
        return
      case 'image-pulled':
        this.onPulled(incoming, ctx)
        return
      case 'container-exits':
        containerExited(this.tables, incoming, ctx)
        return
    }
  }

  private call(call: CriCall, ctx: Context): void {
    const callId = ctx.event.id
    if (this.tables.stopped.get()) {
      const nobody: CriUnavailable = { type: 'cri-unavailable', callId, call }
      ctx.send(ctx.event.from, nobody)
      return
    }
    switch (call.call) {
      case 'RunPodSandbox':
        this.runSandbox(call, ctx)
        return
      case 'StopPodSandbox':
        this.stopSandbox(call, ctx)
        return
      case 'RemovePodSandbox':
        this.removeSandbox(call.podUid, ctx)
        answer(ctx, { ...pod(call, callId), call: 'RemovePodSandbox' })
        return
      case 'PullImage':
        this.pull(call, ctx)
        return
      case 'CreateContainer':
        this.create(call, ctx)
        return
      case 'StartContainer':
        this.start(call, ctx)
        return
      case 'StopContainer':
        stopContainer(this.tables, call, ctx)
        return
      case 'RemoveContainer':
        this.tables.containers.delete(call.containerId)
        this.tables.processes.delete(call.containerId)
        answer(ctx, { ...pod(call, callId), call: 'RemoveContainer' })
        return
      case 'ExecSync':
        answerExec(this.tables, this.options.files, call, ctx)
        return
      case 'ListContainers':
        this.list(call, ctx)
        return
      case 'UpdateRuntimeConfig':
        this.tables.podCidr.set(call.podCidr)
        return
    }
  }

  private runSandbox(call: Call<'RunPodSandbox'>, ctx: Context): void {
    const { podUid, namespace, podName, attempt, hostNetwork } = call
    const id = hexDigest(`${podUid}/${attempt}`)
    const base = { id, podUid, namespace, podName, attempt, createdAt: ctx.now }
    if (hostNetwork) {
      this.tables.sandboxes.set(podUid, { ...base, state: 'ready', ip: this.options.nodeIp })
      const done: CriAnswer = { ...pod(call, ctx.event.id), call: 'RunPodSandbox' }
      answer(ctx, done, TIMINGS.sandboxCreate)
      return
    }
    this.tables.sandboxes.set(podUid, { ...base, state: 'creating', ip: '' })
    this.tables.sandboxCalls.set(podUid, ctx.event.id)
    const add: CniCall = { type: 'cni', call: 'ADD', podUid, podCidr: this.tables.podCidr.get() }
    this.askCni(add, TIMINGS.sandboxCreate, ctx)
  }

  private stopSandbox(call: Call<'StopPodSandbox'>, ctx: Context): void {
    const { podUid } = call
    const sandbox = this.tables.sandboxes.get(podUid)
    for (const container of this.tables.containers.by('pod', podUid))
      if (container.state === 'running') killContainer(this.tables, container, ctx)
    if (sandbox?.state !== 'ready' || sandbox.ip === this.options.nodeIp) {
      if (sandbox) this.tables.sandboxes.set(podUid, { ...sandbox, state: 'notready', ip: '' })
      answer(ctx, { ...pod(call, ctx.event.id), call: 'StopPodSandbox' })
      return
    }
    this.tables.sandboxes.set(podUid, { ...sandbox, state: 'notready', ip: '' })
    this.tables.sandboxCalls.set(podUid, ctx.event.id)
    this.askCni({ type: 'cni', call: 'DEL', podUid, ip: sandbox.ip }, 0, ctx)
  }

  private onCni(result: CniAnswer, ctx: Context): void {
    const { podUid } = result
    const callId = this.tables.sandboxCalls.get(podUid)
    if (callId === undefined) {
      if (result.call === 'ADD') giveBack(this.cni, podUid, result.ip, ctx)
      return
    }
    this.tables.sandboxCalls.delete(podUid)
    if (result.call === 'DEL') {
      answerKubelet(ctx, this.options.node, {
        type: 'cri-answer',
        callId,
        podUid,
        error: '',
        call: 'StopPodSandbox',
      })
      return
    }
    const sandbox = this.tables.sandboxes.get(podUid)
    if (!sandbox) return
    const failure =
      result.error === ''
        ? ''
        : `rpc error: code = Unknown desc = failed to setup network for sandbox "${sandbox.id}": ${result.error}`
    const state = failure === '' ? 'ready' : 'notready'
    this.tables.sandboxes.set(podUid, { ...sandbox, state, ip: result.ip })
    answerKubelet(ctx, this.options.node, {
      type: 'cri-answer',
      callId,
      podUid,
      error: failure,
      call: 'RunPodSandbox',
    })
  }

  private askCni(call: CniCall, delay: Micros, ctx: Context): void {
    const refused: CniRefused = { type: 'cni-refused', call }
    ctx.send(this.cni, call, { delay, lost: { message: refused, refused, after: delay } })
  }

  /** The plugin is not there: pods that exist keep their network, none comes or goes. */
  private onCniRefused({ call }: CniRefused, ctx: Context): void {
    const { podUid } = call
    if (call.call === 'ADD') {
      this.onCni({ type: 'cni-answer', call: 'ADD', podUid, ip: '', error: NO_PLUGIN }, ctx)
      return
    }
    const callId = this.tables.sandboxCalls.get(podUid)
    const sandbox = this.tables.sandboxes.get(podUid)
    if (callId === undefined || !sandbox) return
    this.tables.sandboxCalls.delete(podUid)
    this.tables.sandboxes.set(podUid, { ...sandbox, state: 'ready', ip: call.ip })
    const error = `rpc error: code = Unknown desc = failed to destroy network for sandbox "${sandbox.id}": ${NO_PLUGIN}`
    const told: CriAnswer = { type: 'cri-answer', callId, podUid, error, call: 'StopPodSandbox' }
    answerKubelet(ctx, this.options.node, told)
  }

  private removeSandbox(podUid: string, ctx: Context): void {
    for (const container of this.tables.containers.by('pod', podUid)) {
      const process = this.tables.processes.get(container.id)
      if (process && process.exitTimer !== 0) ctx.cancel(process.exitTimer)
      this.tables.processes.delete(container.id)
      this.tables.containers.delete(container.id)
    }
    this.tables.sandboxes.delete(podUid)
    this.tables.sandboxCalls.delete(podUid)
  }

  private pull(call: Call<'PullImage'>, ctx: Context): void {
    const result = pullImage(call.image)
    const isPresent = result.type === 'pulled' && this.tables.images.has(result.name)
    const took = isPresent ? PULL_OF_PRESENT : result.took
    const { podUid, image } = call
    const callId = ctx.event.id
    const life = this.tables.stops.get()
    const done: RuntimeTimer = { type: 'image-pulled', podUid, image, callId, took, life }
    ctx.after(took, done)
  }

  private onPulled(done: Extract<RuntimeTimer, { type: 'image-pulled' }>, ctx: Context): void {
    const { podUid, image, callId, took, life } = done
    if (life !== this.tables.stops.get()) return
    const result = pullImage(image)
    const base = { type: 'cri-answer', call: 'PullImage', callId, podUid, took } as const
    if (result.type === 'failed') {
      answerKubelet(ctx, this.options.node, { ...base, error: result.error, image: undefined })
      return
    }
    answerKubelet(ctx, this.options.node, { ...base, error: '', image: this.keepImage(image) })
  }

  private keepImage(image: string) {
    const name = parseImage(image)?.full ?? image
    const kept = this.tables.images.get(name) ?? {
      name,
      imageId: imageIdOf(image),
      sizeBytes: imageSize(image),
    }
    this.tables.images.set(name, kept)
    return kept
  }

  private create(call: Call<'CreateContainer'>, ctx: Context): void {
    const { podUid, namespace, podName, config } = call
    const id = hexDigest(`${podUid}/${config.name}/${config.attempt}/${ctx.now}`)
    const imageName = parseImage(config.image)?.full ?? config.image
    this.tables.containers.set(id, {
      id,
      podUid,
      namespace,
      podName,
      config,
      imageName,
      imageId: this.tables.images.get(imageName)?.imageId ?? imageIdOf(config.image),
      state: 'created',
      createdAt: ctx.now,
      startedAt: 0,
      finishedAt: 0,
      exitCode: 0,
      reason: '',
      message: '',
    })
    const done: CriAnswer = {
      ...pod(call, ctx.event.id),
      call: 'CreateContainer',
      containerId: id,
    }
    answer(ctx, done, TIMINGS.containerCreate)
  }

  private start(call: Call<'StartContainer'>, ctx: Context): void {
    const container = this.tables.containers.get(call.containerId)
    const base = { ...pod(call, ctx.event.id), call: 'StartContainer' as const }
    if (container?.state !== 'created') {
      answer(ctx, { ...base, error: 'rpc error: code = NotFound desc = no such container' })
      return
    }
    const program = programOf({ ...container.config, files: this.options.files })
    const startedAt = ctx.now + TIMINGS.containerStart
    if (program.startError !== undefined) {
      this.tables.containers.set(container.id, {
        ...container,
        state: 'exited',
        finishedAt: startedAt,
        exitCode: program.exitCode,
        reason: 'StartError',
        message: program.startError,
      })
      answer(ctx, { ...base, error: program.startError }, TIMINGS.containerStart)
      return
    }
    this.tables.containers.set(container.id, { ...container, state: 'running', startedAt })
    const { exitsAfter, exitCode } = program
    const exit: RuntimeTimer = {
      type: 'container-exits',
      containerId: container.id,
      exitCode,
      reason: '',
    }
    const exitTimer =
      exitsAfter === undefined ? 0 : ctx.after(TIMINGS.containerStart + exitsAfter, exit)
    this.tables.processes.set(container.id, { program, exitTimer, stopCalls: [], files: {} })
    answer(ctx, base, TIMINGS.containerStart)
  }

  private list(call: Call<'ListContainers'>, ctx: Context): void {
    const uids = call.podUids ?? this.tables.sandboxes.keys()
    const pods = uids.map((podUid) => ({ podUid, ...podStatusOf(this.tables, podUid) }))
    const images = call.podUids ? undefined : this.tables.images.values()
    const callId = ctx.event.id
    answer(ctx, { type: 'cri-answer', call: 'ListContainers', callId, pods, images })
  }
}

function pod(call: { readonly podUid: string }, callId: EventId) {
  return { type: 'cri-answer' as const, callId, podUid: call.podUid, error: '' }
}

function answer(ctx: Context, message: CriAnswer, delay: Micros = 0): void {
  ctx.send(ctx.event.from, message, { delay })
}

function answerKubelet(ctx: Context, node: string, message: CriAnswer): void {
  ctx.send(`${node}/kubelet`, message)
}
