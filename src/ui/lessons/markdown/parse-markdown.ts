/** Markdown to its syntax tree. Nothing here makes HTML; what is drawn of the tree, `Markdown.tsx` decides. */
import type { Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { cjkFriendlyExtension } from 'micromark-extension-cjk-friendly'
import { gfmTable } from 'micromark-extension-gfm-table'

/** Longer texts are cut: nobody reads them, and a lesson from a link must not hang the page. */
const LENGTH_MAX = 20_000
const KNOWN_MAX = 60

const known = new Map<string, Root>()

/** The tree of a text, remembered: a lesson shows the same few texts with every change around them. */
export function parseMarkdown(text: string): Root {
  const hit = known.get(text)
  if (hit) return hit
  const root = fromMarkdown(text.slice(0, LENGTH_MAX), {
    // CommonMark alone does not end bold before a Korean particle: **파드(Pod)**는.
    extensions: [cjkFriendlyExtension(), gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  })
  if (known.size >= KNOWN_MAX) known.clear()
  known.set(text, root)
  return root
}
