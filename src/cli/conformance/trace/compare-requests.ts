import type { JsonObject, Status } from '../../../protocol/objects/meta.ts'
import type { TableBody } from '../../../sim/apiserver/wire.ts'
import { comparable } from '../suites/validation-changes.ts'
import type { ActionAnswer } from './answers.ts'
import { type Aside, absentObjects, type Check, flat, listDifferences } from './compare.ts'
import {
  ANSWERS_ASIDE,
  DESCRIBED_ASIDE,
  modernAnswer,
  STATUS_CODES_CHANGED,
} from './known-differences.ts'
import { normaliseName, normaliseText } from './normalise.ts'
import type { Replay } from './replay.ts'
import type { RecordedAnswer, TraceAction, TraceCase, TraceFile, TraceTable } from './trace-file.ts'

/** Compares what the two servers answered to each request and command, and the Tables at the end. */
export function compareRequests(trace: TraceFile, replayed: Replay): readonly Check[] {
  const aside = absentObjects(trace)
  const actions = trace.actions.flatMap((action, index): readonly Check[] => {
    const answer = replayed.answers[index]
    if (!answer) return []
    const name = `answer ${index} (${action.api ?? action.kubectl ?? ''})`
    const differences = action.api
      ? apiDifferences(action, answer)
      : kubectlOf(action, answer, aside)
    return [{ name, differences: isAside(name) ? [] : differences }]
  })
  const cases = (trace.cases ?? []).flatMap((one, index) => {
    const answer = replayed.cases[index]
    return answer ? caseChecks(one, answer) : []
  })
  const tables = Object.entries(trace.tables ?? {}).flatMap(([kind, want]): readonly Check[] => {
    const got = replayed.tables.get(kind)
    if (!got) return []
    return [{ name: `table of ${kind}`, differences: tableDifferences(got, want, aside) }]
  })
  return [...actions, ...cases, ...tables]
}

function isAside(name: string): boolean {
  return ANSWERS_ASIDE.some(([pattern]) => pattern.test(name))
}

function caseChecks(
  { id, code, status, kubectl, kubectlNoValidate }: TraceCase,
  answer: { readonly api: ActionAnswer; readonly kubectl: ActionAnswer | undefined },
): readonly Check[] {
  const api = {
    name: `case ${id}: API`,
    differences: apiDifferences({ code, response: status }, answer.api),
  }
  // kubectl checked against the schema by itself until 1.27; now the server alone does.
  const isOld = /error validating/.test(kubectl?.stderr ?? '')
  const wanted = isOld ? kubectlNoValidate : kubectl
  if (isAside(id)) return []
  if (!wanted || !answer.kubectl) return [api]
  return [
    api,
    { name: `case ${id}: kubectl`, differences: kubectlDifferences(wanted, answer.kubectl) },
  ]
}

function apiDifferences(
  { code, response }: Pick<TraceAction, 'code' | 'response'>,
  answer: ActionAnswer,
): readonly string[] {
  const got = answer.response
  if (!got) return ['- an answer', '+ none']
  const want = response as Status | string | undefined
  const isStatus = typeof want === 'object' && want.kind === 'Status' && want.status === 'Failure'
  const text = isStatus ? (want.message ?? '') : ''
  const change = STATUS_CODES_CHANGED.find(([pattern]) => pattern.test(text))
  const codeWanted = change?.[1] ?? code
  const differences = listDifferences([`code ${got.code}`], [`code ${codeWanted}`])
  if (!isStatus || change || differences.length > 0) {
    return differences.length > 0
      ? [...differences, `  ${shortened((got.body as Status).message)}`]
      : []
  }
  return listDifferences(statusLines(got.body as Status), statusLines(want))
}

function shortened(text = ''): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}

function statusLines({ message = '', reason = '', details }: Status): readonly string[] {
  const causes = (details?.causes ?? []).map((cause) => ({
    type: cause.reason ?? '',
    fullText: withoutValue(`${cause.field ?? ''}: ${cause.message ?? ''}`),
  }))
  const errors = comparable(causes).map(
    ({ type, fullText }) => `${type} ${normaliseText(fullText)}`,
  )
  const { name = '', group = '', kind = '' } = details ?? {}
  return [
    `reason ${reason}`,
    `details ${group} ${kind} ${normaliseName(name)}`,
    ...(errors.length > 0 ? errors.sort() : [modernAnswer(normaliseText(message))]),
  ]
}

/** How much of the end of an error that shows a value is compared: less than the shortest reason. */
const TAIL = 15

/** Values are compared by the suites. Structures were printed as Go writes them; since 1.31 as JSON. */
function withoutValue(text: string): string {
  const [line = ''] = text.split('\n')
  const head = /^(.*?): (Invalid|Unsupported|Duplicate) value: /.exec(line)
  if (!head) return line
  const hasReason = head[2] !== 'Duplicate' && !head[1]?.endsWith('patch')
  return `${head[1]}: ${head[2]} value${hasReason ? `: … ${line.slice(-TAIL)}` : ''}`
}

function kubectlOf(action: TraceAction, answer: ActionAnswer, aside: Aside): readonly string[] {
  if (/ -o json$/.test(action.kubectl ?? '')) return objectDifferences(action, answer)
  const verb = /^(get|describe|rollout status)/.exec(action.kubectl ?? '')?.[0]
  const { exitCode = 0, stdout = '', stderr = '' } = action
  return kubectlDifferences({ exitCode, stdout, stderr }, answer, { verb, aside })
}

function kubectlDifferences(
  want: RecordedAnswer,
  got: ActionAnswer,
  how: Printed = { verb: undefined, aside: () => false },
): readonly string[] {
  const wanted = printedLines(`${want.stderr}\n${want.stdout}`, how)
  const ours = printedLines(got.lines.join('\n'), how)
  const codes = listDifferences([`exit ${got.exitCode}`], [`exit ${want.exitCode}`])
  return [...codes, ...listDifferences(ours, wanted)]
}

/** What printed the lines, and which objects in them are of kinds that this edition does not have. */
interface Printed {
  readonly verb: string | undefined
  readonly aside: Aside
}

/** Lines without what differs from run to run; of progress only its end, of tables only columns and names. */
function printedLines(text: string, { verb, aside }: Printed): readonly string[] {
  const lines = modernAnswer(text)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !/^warning: deleting cluster-scoped/i.test(line))
  if (verb === 'rollout status') return lines.slice(-1).map(normaliseText)
  if (verb === 'describe' && !/^error/i.test(lines[0] ?? '')) return outlineOf(lines)
  const isTable = verb === 'get' && !/^(error|No resources)/i.test(lines[0] ?? '')
  // Since 1.27 pods that end are gone at once; before, the kubelet told it up to 10 s later.
  const kept = lines.filter((line) => !/ Terminating /.test(line) && !aside(nameIn(line)))
  const shown = isTable ? kept.map(tableLine) : kept.map(normaliseText)
  return shown.map((line) => withoutValue(line).replace(/\s+/g, ' ')).sort()
}

/** The titles of a description and the heads of its tables: the rest is a matter of the moment. */
function outlineOf(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line, index) => {
    const isHead = /^ *---/.test(lines[index + 1] ?? '')
    const title = isHead
      ? line.replace(/\s+/g, ' ')
      : /^ *\w[\w-]*(?: [\w-]+)*(?=:)/.exec(line)?.[0]
    return title === undefined || DESCRIBED_ASIDE.has(title) ? [] : [title.toLowerCase()]
  })
}

/** `web` in `deployment.apps/web created` and in a row of a table. */
function nameIn(line: string): string {
  return (line.split(/\s+/)[0] ?? '').replace(/^[^/]*\//, '')
}

/** The heading, or the name in a row: the rest is a matter of the moment. */
function tableLine(line: string): string {
  return line === line.toUpperCase() ? line : normaliseName(line.split(/\s+/)[0] ?? '')
}

/** Objects that `get -o json` shows: their status is a matter of the moment. */
function objectDifferences(action: TraceAction, answer: ActionAnswer): readonly string[] {
  try {
    const spec = (text: string) =>
      flat({ ...(JSON.parse(text) as JsonObject), status: {} }).map(modernAnswer)
    return listDifferences(spec(answer.lines.join('\n')), spec(action.stdout ?? ''))
  } catch {
    return ['- an object', `+ ${shortened(answer.lines.join(' '))}`]
  }
}

const CELLS_ASIDE = new Set([
  'Version',
  'OS-Image',
  'Kernel-Version',
  'Container-Runtime',
  'Age',
  'IP',
  'Node',
  'Cluster-IP',
  'Endpoints',
  'Last Seen',
  'Data',
  'Labels',
])

function tableDifferences(got: TableBody, want: TraceTable, aside: Aside): readonly string[] {
  const columns = (table: TraceTable) =>
    table.columns.map(({ name, priority }) => `${name} ${priority}`)
  const ours = {
    columns: got.columnDefinitions,
    rows: got.rows.map((row) => row.cells),
  }
  const differences = listDifferences(columns(ours), columns(want))
  if (differences.length > 0) return differences
  return listDifferences(rowLines(ours, aside), rowLines(want, aside))
}

function rowLines({ columns, rows }: TraceTable, aside: Aside): readonly string[] {
  return rows
    .filter(([name]) => !aside(String(name)))
    .map((row) =>
      row
        .map((cell, index) =>
          CELLS_ASIDE.has(columns[index]?.name ?? '')
            ? ''
            : normaliseText(String(cell))
                .replace(/pod-template-hash=\w+/, 'HASH')
                .replace(/ \(\S+ ago\)$/, ''),
        )
        .join(' | '),
    )
    .filter((line) => !/Terminating|kube-root-ca|-token-/.test(line))
    .sort()
}
