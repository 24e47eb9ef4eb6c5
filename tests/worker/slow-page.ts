import type { Command, Update } from '../../src/protocol/messages.ts'
import { createHost } from '../../src/worker/host.ts'

const TICKS_MAX = 100_000

/** A page whose clock goes on by some milliseconds at every look: work takes time, the same on every machine. */
export function slowPage() {
  let clock = 0
  const updates: Update[] = []
  const host = createHost(
    (update) => {
      updates.push(update)
      if (update.type === 'frame') host.receive({ type: 'frame-drawn', sequence: update.sequence })
    },
    () => (clock += 4),
  )
  return {
    updates,
    send: (command: Command) => host.receive(command),
    boot: (workers: number) => host.receive(bootOf(workers)),
    /** Ticks until there is nothing to do. */
    rest: () => {
      for (let i = 0; i < TICKS_MAX; i++) if (host.tick() === null) return
      throw new Error('the host does not come to rest')
    },
    /** Ticks until an update of this type has come. */
    until: (type: Update['type']) => {
      const before = updates.length
      for (let i = 0; i < TICKS_MAX; i++) {
        if (updates.slice(before).some((update) => update.type === type)) return
        host.tick()
      }
      throw new Error(`no ${type} came`)
    },
    of: <T extends Update['type']>(type: T) =>
      updates.filter((update): update is Extract<Update, { type: T }> => update.type === type),
  }
}

function bootOf(workers: number, seed = 1): Command & { readonly type: 'boot' } {
  return {
    type: 'boot',
    seed,
    topology: { workers, cpuMilli: 4000, memoryBytes: 8 * 2 ** 30, podsMax: 110 },
  }
}
