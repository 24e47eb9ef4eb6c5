/** Everything that can be taken out of the page, made from what the page knows now. */
import { strToU8, type Zippable, zipSync } from 'fflate'
import i18next from 'i18next'
import type { TimelineEntry } from '../../../protocol/views.ts'
import { formatClock } from '../../state/clock.ts'
import { useCluster } from '../../state/cluster.ts'
import { commands } from '../../state/commands.ts'
import { useFiles } from '../../state/files.ts'
import { type FolderFile, kindFolder } from './kind/folder.ts'
import { MESSAGES_MAX, sequenceMermaid } from './mermaid.ts'
import { storyMarkdown } from './story-markdown.ts'
import { presentSvg } from './svg/present-svg.ts'
import { rasterised } from './svg/rasterise.ts'

export interface ExportedFile {
  readonly name: string
  readonly content: Blob
}

export type ExportName = 'svg' | 'png' | 'story' | 'sequence' | 'manifests' | 'kind'

/** How each is made. They throw if the cluster does not answer. */
export const exporters: { readonly [E in ExportName]: () => Promise<ExportedFile> } = {
  svg: async () => textFile('svg', 'image/svg+xml', presentSvg().svg),
  png: async () => ({ name: nameOf('png'), content: await rasterised(presentSvg()) }),
  story: async () => textFile('md', 'text/markdown', await presentStory()),
  sequence: async () => textFile('mmd', 'text/vnd.mermaid', await presentSequence()),
  manifests: async () => zipFile('manifests', useFiles.getState().files),
  kind: async () => zipFile('kind', kindFolder(await presentRecording())),
}

/** `pilothouse-0-01-12.svg`: where in the run it was made is in the name. */
function nameOf(ending: string): string {
  const time = formatClock(useCluster.getState().atMicros).replace(/\.\d+$/, '')
  return `pilothouse-${time.replaceAll(':', '-')}.${ending}`
}

function textFile(ending: string, type: string, text: string): ExportedFile {
  return { name: nameOf(ending), content: new Blob([text], { type: `${type};charset=utf-8` }) }
}

/** UNIX, with the right to be run. */
const EXECUTABLE = { os: 3, attrs: 0o100755 << 16 } as const
/** The earliest moment that a zip can tell: the same run gives the same bytes. */
const MADE_AT = new Date(1980, 0, 1)

/** A zip with one folder in it. */
function zipFile(folder: string, files: readonly FolderFile[]): ExportedFile {
  const entries: Zippable = {}
  for (const { name, text, isExecutable } of files) {
    const path = `pilothouse-${folder}/${name}`
    entries[path] = [strToU8(text), { mtime: MADE_AT, ...(isExecutable ? EXECUTABLE : {}) }]
  }
  const content = new Blob([zipSync(entries)], { type: 'application/zip' })
  return { name: nameOf(`${folder}.zip`), content }
}

async function presentRecording() {
  const reply = await commands.save()
  if (reply.type !== 'saved') throw new Error(reply.message)
  return reply.recording
}

/** Whole sentences in the page's language. */
function say(key: string, params: { readonly [name: string]: string | number } = {}): string {
  return i18next.t(key, params)
}

async function presentStory(): Promise<string> {
  const reply = await commands.story()
  if (reply.type !== 'story') throw new Error(reply.message)
  const { actions, seed, topology } = await presentRecording()
  const { atMicros, position, start } = useCluster.getState()
  const time = formatClock(atMicros)
  // Events are counted as the toolbar counts them.
  const about = { seed, count: topology.workers, time, position: position - start }
  const written = actions.filter((action) => action.position <= position)
  return storyMarkdown(
    {
      title: say('sharing:story.title'),
      about: say('sharing:story.about', about),
      why: say('sharing:story.why'),
      none: say('sharing:story.none'),
      commands: say('sharing:story.commands'),
    },
    written.map(({ atMicros: at, action }) => ({ clock: formatClock(at), action })),
    reply.steps.map((step) => ({
      clock: formatClock(step.atMicros),
      title: say(step.title.key, step.title.params),
      what: step.what.map(({ key, params }) => say(key, params)),
      why: step.why.map(({ key, params }) => say(key, params)),
    })),
  )
}

async function presentSequence(): Promise<string> {
  const { position, atMicros } = useCluster.getState()
  return sequenceMermaid(await entriesUpTo(position), position, {
    title: say('sharing:sequence.title', { time: formatClock(atMicros) }),
    none: say('sharing:sequence.none'),
    shortened: (shown, all) => say('sharing:sequence.shortened', { shown, all }),
    clock: formatClock,
    story: ({ storyTitle }) => (storyTitle ? say(storyTitle.key, storyTitle.params) : ''),
  })
}

/** Entries of one question to the worker. */
const CHUNK = 4000

/** What the worker still knows of the messages up to a position: the oldest of a long run may be gone. */
async function entriesUpTo(position: number): Promise<readonly TimelineEntry[]> {
  const entries: TimelineEntry[] = []
  let from = useCluster.getState().start + 1
  while (from <= position) {
    const reply = await commands.timeline(from, CHUNK)
    if (reply.type !== 'timeline') throw new Error(reply.message)
    entries.push(...reply.entries)
    if (reply.through < from) break
    from = reply.through + 1
  }
  return entries.slice(-MESSAGES_MAX * 20)
}
