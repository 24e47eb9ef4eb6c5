import { MILLISECOND, MINUTE, type Micros, SECOND } from '../kernel/types.ts'
import {
  DIES_OF_TERM,
  type FileChange,
  IDLE,
  IGNORES_TERM,
  type Program,
  type Serving,
  type TermResponse,
} from './program.ts'
import { BUILT_INS, type BuiltIn, baseName, HARMLESS, SHELLS } from './shell-commands.ts'
import { parseScript, type Script, type Statement } from './shell-syntax.ts'

/** What a command finds around it. */
export interface ShellWorld {
  readonly files: readonly string[]
  readonly environment: { readonly [name: string]: string }
  /** Answers for commands that the shell does not have: the image's own program, or undefined: not found. */
  readonly program: (words: readonly string[]) => Program | undefined
}

/** Every little command takes this long. */
const COMMAND: Micros = 2 * MILLISECOND
const LOOP_ROUNDS_MAX = 100
const FOR_ROUNDS_MAX = 1000
const NOT_FOUND = 127

const UNITS: { readonly [unit: string]: Micros } = {
  '': SECOND,
  s: SECOND,
  m: MINUTE,
  h: 60 * MINUTE,
  d: 1440 * MINUTE,
}

/** Runs a command in the mind: what it will do and when. Undefined if there is no such executable. */
export function interpret(argv: readonly string[], world: ShellWorld): Program | undefined {
  const shell = new Shell(world)
  const [name = ''] = argv
  if (!shell.knows(name)) return world.program(argv)
  const status = shell.command(argv)
  return shell.toProgram(status)
}

/** A run of the shell; lives only inside `interpret`. */
class Shell {
  private readonly world: ShellWorld
  private readonly present: Set<string>
  private readonly variables: Map<string, string>
  private readonly files: FileChange[] = []
  private readonly logs: { at: Micros; text: string; every?: Micros }[] = []
  private readonly serving: Serving[] = []
  private now: Micros = 0
  private term: TermResponse = IGNORES_TERM
  private isTrapped = false
  private exit: number | undefined
  private isEndless = false
  private hasEndlessBackground = false
  private cpuMilli = 1

  constructor(world: ShellWorld) {
    this.world = world
    this.present = new Set(world.files)
    this.variables = new Map(Object.entries(world.environment))
  }

  toProgram(status: number): Program {
    return {
      ...IDLE,
      exitsAfter: this.isEndless ? undefined : this.now,
      exitCode: this.exit ?? status,
      // Simplified: a real PID 1 without a handler ignores TERM; the recordings' runtime lets it die of it.
      term: this.isTrapped ? this.term : DIES_OF_TERM,
      serving: this.serving,
      files: this.files,
      logs: this.logs,
      cpuMilli: this.cpuMilli,
    }
  }

  knows(name: string): boolean {
    return SHELLS.has(name) || BUILT_INS.has(baseName(name)) || HARMLESS.has(baseName(name))
  }

  private get hasEnded(): boolean {
    return this.exit !== undefined || this.isEndless
  }

  private run(script: Script): number {
    let status = 0
    for (const statement of script) {
      status = this.statement(statement)
      if (this.hasEnded) break
    }
    return status
  }

  private statement(statement: Statement): number {
    switch (statement.type) {
      case 'command':
        return this.command(statement.words.map((word) => this.expand(word)))
      case 'chain': {
        let status = this.statement(statement.first)
        for (const link of statement.rest) {
          if (this.hasEnded) break
          if ((link.operator === '&&') === (status === 0)) status = this.statement(link.statement)
        }
        return status
      }
      case 'if': {
        const holds = this.run(statement.condition) === 0
        if (this.hasEnded) return 0
        return this.run(holds ? statement.then : statement.otherwise)
      }
      case 'for': {
        const values = statement.values.flatMap((value) => this.expand(value).split(' '))
        let status = 0
        for (const value of values.slice(0, FOR_ROUNDS_MAX)) {
          this.variables.set(statement.variable, value)
          status = this.run(statement.body)
          if (this.hasEnded) break
        }
        return status
      }
      case 'loop':
        return this.loop(statement)
      case 'background':
        return this.background(statement.statement)
    }
  }

  /** A loop whose round changes nothing but the time never ends; its lines repeat. */
  private loop(loop: Extract<Statement, { type: 'loop' }>): number {
    for (let round = 0; round < LOOP_ROUNDS_MAX; round++) {
      const holds = (this.run(loop.condition) === 0) !== loop.until
      if (!holds || this.hasEnded) return 0
      const began = this.now
      const filesBefore = this.files.length
      const logsBefore = this.logs.length
      this.run(loop.body)
      if (this.hasEnded) return 0
      if (this.files.length !== filesBefore) continue
      const period = this.now - began
      if (period <= COMMAND) this.cpuMilli = 1000
      const holdsStill = (this.run(loop.condition) === 0) !== loop.until
      if (!holdsStill) return 0
      for (const line of this.logs.slice(logsBefore)) line.every = Math.max(period, SECOND)
      break
    }
    this.isEndless = true
    return 0
  }

  private background(statement: Statement): number {
    const before = this.now
    this.statement(statement)
    if (this.isEndless) this.hasEndlessBackground = true
    this.isEndless = false
    this.now = before
    return 0
  }

  /** Runs one command by its words; answers its exit status. */
  command(words: readonly string[]): number {
    const argv = this.redirect(this.assign(words))
    const [name = '', ...args] = argv
    if (name === '') return 0
    if (SHELLS.has(name)) return this.shell(args)
    const builtIn = BUILT_INS.get(baseName(name))
    if (builtIn) return this.builtIn(builtIn, args)
    this.now += COMMAND
    if (HARMLESS.has(baseName(name))) return 0
    return this.external(argv)
  }

  private builtIn(builtIn: BuiltIn, args: readonly string[]): number {
    switch (builtIn) {
      case 'true':
        return 0
      case 'false':
        return 1
      case 'exit':
        this.exit = Number(args[0] ?? 0) & 255
        return this.exit
      case 'sleep':
        return this.sleep(args)
      case 'echo':
        this.say(args.filter((arg) => !/^-[ne]+$/.test(arg)).join(' '))
        return 0
      case 'cat':
      case 'tail':
        return this.show(builtIn, args)
      case 'touch':
      case 'rm':
        for (const path of args) if (!path.startsWith('-')) this.setFile(path, builtIn === 'touch')
        this.now += COMMAND
        return 0
      case 'test':
        return this.test(args.filter((arg) => arg !== ']' && arg !== ']]')) ? 0 : 1
      case 'trap':
        return this.trap(args)
      case 'exec':
        this.exit = this.command(args)
        return this.exit
      case 'wait':
        if (this.hasEndlessBackground) this.isEndless = true
        return 0
      case 'endless':
        this.isEndless = true
        return 0
      case 'burning':
        this.cpuMilli = 1000
        this.isEndless = true
        return 0
      case 'serve':
        this.serving.push({ port: 0, from: this.now })
        this.isEndless = true
        return 0
    }
  }

  private shell(args: readonly string[]): number {
    const flag = args.findIndex((arg) => /^-[a-z]*c$/.test(arg))
    if (flag < 0) return 0
    const status = this.run(parseScript(args[flag + 1] ?? ''))
    return this.exit ?? status
  }

  private sleep(args: readonly string[]): number {
    for (const arg of args) {
      if (arg === 'infinity' || arg === 'inf') {
        this.isEndless = true
        return 0
      }
      const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(arg) ?? []
      if (amount === undefined) {
        this.say(`sleep: invalid number '${arg}'`)
        return 1
      }
      this.now += Math.round(Number(amount) * (UNITS[unit] ?? SECOND))
    }
    return 0
  }

  private show(command: 'cat' | 'tail', args: readonly string[]): number {
    if (args.some((arg) => /^-[a-zA-Z]*[fF]/.test(arg))) {
      this.isEndless = true
      return 0
    }
    let status = 0
    for (const path of args) {
      if (path.startsWith('-') || /^\d+$/.test(path) || this.exists(path)) continue
      this.say(`${command}: can't open '${path}': No such file or directory`)
      status = 1
    }
    return status
  }

  private test(args: readonly string[]): boolean {
    if (args[0] === '!') return !this.test(args.slice(1))
    const [a = '', b = '', c = ''] = args
    if (args.length === 2) {
      if (a === '-z') return b === ''
      if (a === '-n') return b !== ''
      return this.exists(b)
    }
    if (b === '=' || b === '==') return a === c
    if (b === '!=') return a !== c
    const [left, right] = [Number(a), Number(c)]
    if (b === '-eq') return left === right
    if (b === '-ne') return left !== right
    if (b === '-lt') return left < right
    if (b === '-le') return left <= right
    if (b === '-gt') return left > right
    if (b === '-ge') return left >= right
    return args.length === 1 && a !== ''
  }

  private trap([action = '', ...signals]: readonly string[]): number {
    if (!signals.some((signal) => /^(SIG)?(TERM|EXIT)$|^15$/.test(signal))) return 0
    this.isTrapped = true
    const [, code] = /exit\s*(\d+)?/.exec(action) ?? []
    const ends = /\bexit\b/.test(action)
    const [, nap] = /sleep\s+(\d+)/.exec(action) ?? []
    this.term = ends
      ? { heeds: true, exitCode: Number(code ?? 0), after: Number(nap ?? 0) * SECOND + MILLISECOND }
      : IGNORES_TERM
    return 0
  }

  private external(argv: readonly string[]): number {
    const program = this.world.program(argv)
    if (!program) {
      this.say(`sh: ${argv[0]}: not found`)
      return NOT_FOUND
    }
    for (const serving of program.serving)
      this.serving.push({ ...serving, from: serving.from + this.now })
    for (const line of program.logs) this.logs.push({ ...line, at: line.at + this.now })
    this.cpuMilli = Math.max(this.cpuMilli, program.cpuMilli)
    if (!this.isTrapped) {
      this.isTrapped = true
      this.term = program.term
    }
    if (program.exitsAfter === undefined) this.isEndless = true
    else this.now += program.exitsAfter
    return program.exitCode
  }

  private assign(words: readonly string[]): readonly string[] {
    let start = 0
    for (const word of words) {
      const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/.exec(word) ?? []
      if (name === undefined) break
      this.variables.set(name, value ?? '')
      start++
    }
    return start === 0 ? words : words.slice(start)
  }

  private redirect(words: readonly string[]): readonly string[] {
    const kept: string[] = []
    for (let i = 0; i < words.length; i++) {
      const [, to] = /^\d?>>?(.*)$/.exec(words[i] ?? '') ?? []
      if (to === undefined) kept.push(words[i] ?? '')
      else {
        const path = to === '' ? (words[++i] ?? '') : to
        if (!path.startsWith('&') && !path.startsWith('/dev/')) this.setFile(path, true)
      }
    }
    return kept
  }

  private setFile(path: string, exists: boolean): void {
    if (exists === this.present.has(path)) return
    if (exists) this.present.add(path)
    else this.present.delete(path)
    this.files.push({ at: this.now, path, exists })
  }

  private exists(path: string): boolean {
    return this.present.has(path) || /^\/(proc|etc|dev|var\/run\/secrets)\//.test(path)
  }

  private say(text: string): void {
    this.logs.push({ at: this.now, text })
  }

  private expand(word: string): string {
    if (!word.includes('$')) return word
    return word.replace(
      /\$\{?([A-Za-z_]\w*)\}?/g,
      (_whole, name: string) => this.variables.get(name) ?? '',
    )
  }
}
