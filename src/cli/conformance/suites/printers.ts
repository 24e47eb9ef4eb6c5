import type { Kind, KubeObject } from '../../../protocol/objects/index.ts'
import type { Json, JsonObject } from '../../../protocol/objects/meta.ts'
import { printTable } from '../../../sim/api/printing/index.ts'
import { RESOURCES } from '../../../sim/api/resources.ts'
import { timeOf } from '../../../sim/api/time.ts'
import { compareAnswers } from '../compare-answers.ts'
import type { GoldenCase, SuiteAdapter } from '../suite-adapter.ts'

interface PrintedObject {
  readonly kind: string
  readonly metadata: { readonly deletionTimestamp?: string }
  readonly spec?: { readonly initContainers?: readonly { readonly restartPolicy?: string }[] }
  readonly status?: {
    readonly phase?: string
    readonly conditions?: readonly { readonly type: string; readonly status: string }[]
  }
}

type Cells = readonly (string | number | boolean | null)[]

/**
 * Server-side Tables. Recorded with 1.20; what 1.36 prints otherwise is mapped or accepted, each
 * with its reason.
 */
export const printersSuite: SuiteAdapter = {
  suite: 'printers',
  run(input, notes) {
    const object = input.object as unknown as KubeObject
    const now = timeOf(String((notes as JsonObject).now))
    const table = printTable([object], object.kind, now)
    return {
      columns: table.columnDefinitions.map(({ name, priority }) => ({ name, priority })),
      rows: table.rows.map(({ cells }) => cells),
    }
  },
  skip(testCase) {
    const { kind } = objectOf(testCase)
    return kind in RESOURCES ? undefined : `kind ${kind} is not in this edition`
  },
  compare(got, want, testCase) {
    // The server always prints wide cells; `rowsNarrow` is for clients that print by themselves.
    const { rowsNarrow, ...answer } = want
    const kind = objectOf(testCase).kind as Kind
    if (kind !== 'Pod') return compareAnswers(got, answer)
    const printed = got as { readonly columns: Json; readonly rows: readonly Cells[] }
    return compareAnswers({ ...printed, rows: printed.rows.map(withoutRestartAge) }, answer)
  },
  accept(testCase) {
    const { kind, metadata, spec, status } = objectOf(testCase)
    if (kind !== 'Pod') return undefined
    if (spec?.initContainers?.some(({ restartPolicy }) => restartPolicy === 'Always')) {
      return 'sidecars count among the containers since 1.29'
    }
    const isOver = status?.phase === 'Succeeded' || status?.phase === 'Failed'
    if (metadata.deletionTimestamp !== undefined && isOver) {
      return 'a pod that has ended is not shown as Terminating since 1.32'
    }
    const initialized = status?.conditions?.find(({ type }) => type === 'Initialized')
    if (initialized?.status === 'True' && spec?.initContainers !== undefined) {
      return 'init containers restarted after initialization no longer hide the others since 1.29'
    }
    return undefined
  },
}

function objectOf(testCase: GoldenCase): PrintedObject {
  return testCase.input.object as unknown as PrintedObject
}

/** RESTARTS is a text since 1.22, `4 (20s ago)`; 1.20 printed the bare number. */
function withoutRestartAge(cells: Cells): Cells {
  return cells.map((cell, index) => (index === 3 ? Number.parseInt(String(cell), 10) : cell))
}
