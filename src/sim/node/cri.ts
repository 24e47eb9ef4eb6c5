import type { Connection } from '../images/connect.ts'
import type { EventId, Micros } from '../kernel/types.ts'

/**
 * What kubelet and container runtime say to each other: the Container Runtime Interface
 * (k8s.io/cri-api runtime/v1), as far as this edition needs it, one message per call and answer.
 */

/** What a container is made from. */
export interface ContainerConfig {
  readonly name: string
  readonly attempt: number
  readonly image: string
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  readonly ports: readonly number[]
  readonly environment: { readonly [name: string]: string }
  readonly isInteractive: boolean
}

type ContainerState = 'created' | 'running' | 'exited'

/** A container as the runtime knows it; survives its own end until it is removed. */
export interface RuntimeContainer {
  readonly id: string
  readonly podUid: string
  readonly namespace: string
  readonly podName: string
  readonly config: ContainerConfig
  readonly imageName: string
  readonly imageId: string
  readonly state: ContainerState
  readonly createdAt: Micros
  /** 0 if it never started. */
  readonly startedAt: Micros
  readonly finishedAt: Micros
  readonly exitCode: number
  /** `Completed`, `Error`, `OOMKilled`, `StartError`, `Unknown`. */
  readonly reason: string
  readonly message: string
}

export interface RuntimeSandbox {
  readonly id: string
  readonly podUid: string
  readonly namespace: string
  readonly podName: string
  readonly attempt: number
  readonly state: 'creating' | 'ready' | 'notready'
  readonly ip: string
  readonly createdAt: Micros
}

/** All that the runtime has of one pod. Containers are newest first. */
export interface PodRuntimeStatus {
  readonly sandbox: RuntimeSandbox | undefined
  readonly containers: readonly RuntimeContainer[]
}

interface PodIdentity {
  readonly podUid: string
  readonly namespace: string
  readonly podName: string
}

export type CriCall =
  | ({
      readonly type: 'cri'
      readonly call: 'RunPodSandbox'
      readonly attempt: number
      readonly hostNetwork: boolean
    } & PodIdentity)
  | { readonly type: 'cri'; readonly call: 'StopPodSandbox'; readonly podUid: string }
  /** Takes the sandbox and all its containers off the disk. */
  | { readonly type: 'cri'; readonly call: 'RemovePodSandbox'; readonly podUid: string }
  | {
      readonly type: 'cri'
      readonly call: 'PullImage'
      readonly podUid: string
      readonly image: string
    }
  | ({
      readonly type: 'cri'
      readonly call: 'CreateContainer'
      readonly config: ContainerConfig
    } & PodIdentity)
  | {
      readonly type: 'cri'
      readonly call: 'StartContainer'
      readonly podUid: string
      readonly containerId: string
    }
  | {
      readonly type: 'cri'
      readonly call: 'StopContainer'
      readonly podUid: string
      readonly containerId: string
      /** From SIGTERM to SIGKILL. */
      readonly timeout: Micros
    }
  | {
      readonly type: 'cri'
      readonly call: 'RemoveContainer'
      readonly podUid: string
      readonly containerId: string
    }
  | {
      readonly type: 'cri'
      readonly call: 'ExecSync'
      readonly podUid: string
      readonly containerId: string
      readonly command: readonly string[]
      readonly timeout: Micros
    }
  /** One relist of PLEG: the pods named, or all. */
  | { readonly type: 'cri'; readonly call: 'ListContainers'; readonly podUids?: readonly string[] }
  | {
      readonly type: 'cri'
      readonly call: 'UpdateRuntimeConfig'
      readonly podCidr: string
    }

interface Answered {
  readonly type: 'cri-answer'
  readonly callId: EventId
}
/** An answer to a call about one pod. `error` is the gRPC error, '' if all went well. */
type PodAnswer<Call extends string, More = object> = Answered & {
  readonly call: Call
  readonly podUid: string
  readonly error: string
} & More

export type CriAnswer =
  | PodAnswer<'RunPodSandbox'>
  | PodAnswer<'StopPodSandbox'>
  | PodAnswer<'RemovePodSandbox'>
  | PodAnswer<'PullImage', { readonly image: PulledImage | undefined; readonly took: Micros }>
  | PodAnswer<'CreateContainer', { readonly containerId: string }>
  | PodAnswer<'StartContainer'>
  | PodAnswer<'StopContainer', { readonly containerId: string }>
  | PodAnswer<'RemoveContainer'>
  | PodAnswer<'ExecSync', { readonly exitCode: number; readonly output: string }>
  | (Answered & {
      readonly call: 'ListContainers'
      readonly pods: readonly (PodRuntimeStatus & { readonly podUid: string })[]
      /** Only where all was asked for. */
      readonly images?: readonly PulledImage[]
    })

/** Nobody takes calls at the runtime's socket: containerd does not run. Its containers do, under their shims. */
export interface CriUnavailable {
  readonly type: 'cri-unavailable'
  readonly callId: EventId
  readonly call: CriCall
}

/** What becomes of the connection to the runtime's socket: calls under way are lost with it. */
export interface RuntimeConnection {
  readonly type: 'runtime-closed' | 'runtime-opened'
}

/** Reads a container's log; it lies on the node's disk, so this goes well without the daemon too. */
export interface ReadLog {
  readonly type: 'read-log'
  /** The call of the API server that it is for. */
  readonly asker: EventId
  readonly containerId: string
  readonly timestamps: boolean
  readonly tailLines?: number
  readonly sinceSeconds?: number
}

export interface LogRead {
  readonly type: 'log-read'
  readonly asker: EventId
  readonly text: string
}

/** An image on the node's disk. */
export interface PulledImage {
  readonly name: string
  readonly imageId: string
  readonly sizeBytes: number
}

/** The runtime's event stream: something happened to this pod that the kubelet did not ask for. */
export interface CriEvent {
  readonly type: 'cri-event'
  readonly podUid: string
}

/** A connection into a pod's network, as probes make them. */
export interface ConnectCall {
  readonly type: 'connect'
  readonly podUid: string
  readonly containerId: string
  readonly port: number
  /** With a path it is an HTTP GET. */
  readonly path?: string
}
export interface ConnectAnswer {
  readonly type: 'connect-answer'
  readonly callId: EventId
  readonly connection: Connection
}

export type CniCall =
  | {
      readonly type: 'cni'
      readonly call: 'ADD'
      readonly podUid: string
      readonly podCidr: string
    }
  | { readonly type: 'cni'; readonly call: 'DEL'; readonly podUid: string; readonly ip: string }
export type CniAnswer =
  | {
      readonly type: 'cni-answer'
      readonly call: 'ADD'
      readonly podUid: string
      readonly ip: string
      readonly error: string
    }
  | { readonly type: 'cni-answer'; readonly call: 'DEL'; readonly podUid: string }
