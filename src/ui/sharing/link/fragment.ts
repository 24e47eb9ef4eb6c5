/** A run in an address: `#run=1.<packed document>`. */
import { pack, unpack } from './pack.ts'
import { readDocument, writeDocument } from './run-document.ts'
import { LIMITS, RunError, type SharedRun } from './shared-run.ts'

const PREFIX = '#run='
/** How the document is packed; the document has a version of its own. */
const PACKING = '1'

/** The fragment of a link to a run, with its `#`. It may be too long for a link: see `isTooLong`. */
export async function writeFragment(run: SharedRun): Promise<string> {
  return `${PREFIX}${PACKING}.${await pack(JSON.stringify(writeDocument(run)))}`
}

/** Links of this length do not survive mail programs and chats. */
export function isTooLong(fragment: string): boolean {
  return fragment.length > LIMITS.fragmentBytes
}

/** The run that a fragment (or a whole link with one) holds. Throws a `RunError`, and nothing else. */
export async function readFragment(address: string): Promise<SharedRun> {
  const at = address.indexOf(PREFIX)
  if (at < 0) throw new RunError('not-a-run')
  const [, packing, letters] = /^(\d+)\.(.*)$/.exec(address.slice(at + PREFIX.length).trim()) ?? []
  if (packing === undefined || letters === undefined) throw new RunError('damaged')
  if (packing !== PACKING) throw new RunError(packing === '0' ? 'damaged' : 'newer')
  return readDocument(parse(await unpack(letters)))
}

/** What a `*.pilothouse.json` file holds: the document as it is, for people to read too. */
export function writeRunFile(run: SharedRun): string {
  return `${JSON.stringify(writeDocument(run), null, 1)}\n`
}

/** The run in a file's text. Throws a `RunError`, and nothing else. */
export function readRunFile(text: string): SharedRun {
  if (text.length > LIMITS.inflatedBytes) throw new RunError('too-large')
  return readDocument(parse(text))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new RunError('damaged')
  }
}
