/** A manifest's text as a tree, for completion, hover and marks: within bounds, for it is read again with every key. */
import { type Document, isMap, parseAllDocuments } from 'yaml'
import { excessOf } from '../../../../lessons/format/excess.ts'

/** About 4,000 lines: what is longer takes longer to read than between two keys. */
const CHARACTERS_MAX = 120_000

interface Read {
  readonly text: string
  readonly isWithin: boolean
  documents?: readonly Document[]
}

/** What was asked about last: completion, hover and marks ask about the same text. */
let last: Read = { text: '', isWithin: true }

function lookAt(text: string): Read {
  if (last.text !== text) {
    const isWithin = text.length <= CHARACTERS_MAX && excessOf(text) === undefined
    last = { text, isWithin }
  }
  return last
}

/** Whether the editor helps with a text: not where it is too long, too deep or has too many keys. */
export function isWithinBounds(text: string): boolean {
  return lookAt(text).isWithin
}

/** The documents that are mappings; none of a text beyond the bounds. */
export function documentsOf(text: string): readonly Document[] {
  const read = lookAt(text)
  if (!read.isWithin) return []
  if (!read.documents) {
    // The API server's dry run tells of keys that stand twice; to look for them here takes the square of their number.
    const documents = parseAllDocuments(text, { uniqueKeys: false })
    read.documents = Array.isArray(documents) ? documents.filter((one) => isMap(one.contents)) : []
  }
  return read.documents
}

/** The text without a field of one of its documents (its index among `documentsOf`), or without that document where `path` is empty. */
export function textWithout(
  text: string,
  document: number,
  path: readonly (string | number)[],
): string {
  // A tree of its own: the remembered one stays as the text is.
  const documents = documentsOf(text).map((one) => one.clone())
  if (path.length > 0) documents[document]?.deleteIn(path)
  else documents.splice(document, 1)
  // The line between two is ours, for the first of a text may go.
  for (const { directives } of documents) if (directives) directives.docStart = null
  return documents.map(String).join('---\n')
}
