import { MILLISECOND, type Micros } from '../kernel/types.ts'
import type { ImageBehaviour } from './catalogue.ts'
import { knownImage } from './image-pull.ts'
import { IDLE, IGNORES_TERM, type Program, type Serving, SHUTS_DOWN } from './program.ts'
import { interpret, type ShellWorld } from './shell.ts'

/** What of a container's config decides what it does. */
export interface ContainerCommand {
  readonly image: string
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  /** Ports of the pod's manifest; a generic server listens on all. */
  readonly ports: readonly number[]
  readonly environment: { readonly [name: string]: string }
  readonly files: readonly string[]
  readonly isInteractive: boolean
}

const GENERIC_STARTUP: Micros = 5 * MILLISECOND
const GENERIC: ImageBehaviour = {
  type: 'server',
  ports: [],
  startup: GENERIC_STARTUP,
  greeting: 'server started',
}
const TOOL_TIME: Micros = 20 * MILLISECOND

/** What runs when a container of this image starts with this command. An unknown image is a server that answers everything. */
export function programOf(container: ContainerCommand): Program {
  const behaviour = knownImage(container.image)?.behaviour ?? GENERIC
  const { command, args = [] } = container
  if (command === undefined || command.length === 0) {
    if (behaviour.type !== 'shell') return entrypoint(behaviour, container, args)
    if (args.length === 0)
      return container.isInteractive ? forever(IDLE) : { ...IDLE, exitsAfter: 0 }
  }
  const argv = [...(command ?? []), ...args]
  return interpret(argv, worldOf(behaviour, container)) ?? notExecutable(argv[0] ?? '')
}

/** What a command run inside the container gives (probes, hooks, kubectl exec). */
export interface ExecResult {
  readonly exitCode: number
  readonly output: string
  readonly took: Micros
  /** Files that it made or removed. */
  readonly files: Program['files']
}

/** Runs `argv` in a container that has run for `age`, with the files that it has by now. */
export function execIn(
  container: ContainerCommand,
  program: Program,
  argv: readonly string[],
  age: Micros,
): ExecResult {
  const behaviour = knownImage(container.image)?.behaviour ?? GENERIC
  const isServing = program.serving.some(
    ({ from, until }) => age >= from && (until === undefined || age < until),
  )
  const tools = behaviour.type === 'server' ? behaviour.tools : undefined
  const world: ShellWorld = {
    files: container.files,
    environment: container.environment,
    program: ([name = '']) => {
      const isTool = tools === undefined ? behaviour.type === 'server' : tools.includes(name)
      if (!isTool) return undefined
      return { ...IDLE, exitsAfter: TOOL_TIME, exitCode: isServing ? 0 : 1 }
    },
  }
  const done = interpret(argv, world)
  if (!done) {
    const output = `OCI runtime exec failed: exec failed: unable to start container process: ${notInPath(argv[0] ?? '')}: unknown`
    return { exitCode: 126, output, took: TOOL_TIME, files: [] }
  }
  const output = done.logs.map(({ text }) => `${text}\n`).join('')
  const took = done.exitsAfter ?? Number.POSITIVE_INFINITY
  return { exitCode: done.exitCode, output, took, files: done.files }
}

function worldOf(behaviour: ImageBehaviour, container: ContainerCommand): ShellWorld {
  return {
    files: container.files,
    environment: container.environment,
    // What a server image is told to run, if it is no shell tool, is its server.
    program: (words) =>
      behaviour.type === 'server' ? entrypoint(behaviour, container, words.slice(1)) : undefined,
  }
}

function entrypoint(
  behaviour: Exclude<ImageBehaviour, { type: 'shell' }> | ImageBehaviour,
  container: ContainerCommand,
  args: readonly string[],
): Program {
  switch (behaviour.type) {
    case 'shell':
      return { ...IDLE, exitsAfter: 0 }
    case 'task':
      return {
        ...IDLE,
        exitsAfter: behaviour.runs,
        exitCode: behaviour.exitCode,
        logs: [{ at: 0, text: behaviour.says }],
      }
    case 'server':
      return {
        ...IDLE,
        exitsAfter: undefined,
        term: behaviour.ignoresTerm ? IGNORES_TERM : SHUTS_DOWN,
        serving: servingOf(behaviour, container, args),
        logs:
          behaviour.greeting === '' ? [] : [{ at: behaviour.startup, text: behaviour.greeting }],
        cpuMilli: behaviour.cpuMilli ?? 5,
      }
  }
}

function servingOf(
  behaviour: Extract<ImageBehaviour, { type: 'server' }>,
  container: ContainerCommand,
  args: readonly string[],
): readonly Serving[] {
  const { startup, paths, isTcpOnly, sickensAfter } = behaviour
  const told = args.flatMap((arg) => {
    const [, port] = /^-{1,2}(?:[a-z-]*port|listen|addr|bind)=(?:[\w.]*:)?(\d+)$/.exec(arg) ?? []
    return port === undefined ? [] : [Number(port)]
  })
  const isGeneric = behaviour === GENERIC
  const listened = told.length > 0 ? told : isGeneric ? [0] : behaviour.ports
  // An own-built image that only reuses the name listens where its manifest says; nginx does not.
  const ports = paths === undefined && !isTcpOnly ? [...listened, ...container.ports] : listened
  return ports.map((port) => ({ port, from: startup, until: sickensAfter, paths, isTcpOnly }))
}

function forever(program: Program): Program {
  return { ...program, exitsAfter: undefined }
}

function notExecutable(name: string): Program {
  const startError = `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ${notInPath(name)}: unknown`
  return { ...IDLE, exitsAfter: 0, exitCode: 128, startError }
}

function notInPath(name: string): string {
  return name.includes('/')
    ? `exec: "${name}": stat ${name}: no such file or directory`
    : `exec: "${name}": executable file not found in $PATH`
}
