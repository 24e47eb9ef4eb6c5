/** A worker machine as the cluster is made with it. */
export interface WorkerSpec {
  readonly name: string
  /** Counts from 0; decides the machine's address. */
  readonly index: number
  readonly cpuMilli: number
  readonly memoryBytes: number
  readonly podsMax: number
  /** Images that lie on its disk from the beginning. */
  readonly images?: readonly string[]
  /** Files that every container finds, for recordings whose containers came with some. */
  readonly containerFiles?: readonly string[]
}

/** Addresses of the machines: 172.18.0.2 is the control plane's, workers follow. */
export function workerIp({ index }: WorkerSpec): string {
  const number = index + 3
  return `172.18.${Math.floor(number / 250)}.${(number % 250) + (number >= 250 ? 1 : 0)}`
}
