/** Manifests to begin with: the very files of `examples/`, which the CLI and the tests run too. */
import barePod from '../../../examples/bare-pod.yaml?raw'
import crashing from '../../../examples/crashing.yaml?raw'
import guestbook from '../../../examples/guestbook.yaml?raw'
import rollingUpdate1 from '../../../examples/rolling-update-v1.yaml?raw'
import rollingUpdate2 from '../../../examples/rolling-update-v2.yaml?raw'
import shop from '../../../examples/shop.yaml?raw'
import tooBig from '../../../examples/too-big.yaml?raw'
import web from '../../../examples/web.yaml?raw'
import type { ManifestFile } from './files.ts'

export interface Example {
  /** In the URL (`?example=web`), and after `example.` the key of its title. */
  readonly name: string
  /** Other words under which a link may ask for it. */
  readonly aliases: readonly string[]
  readonly files: readonly ManifestFile[]
}

/** In the order of the menu. The first is what a newcomer finds in the editor. */
export const examples: readonly Example[] = [
  {
    name: 'web',
    aliases: ['nginx', 'deployment'],
    files: [{ name: 'web.yaml', text: web }],
  },
  {
    name: 'bare-pod',
    aliases: ['pod'],
    files: [{ name: 'bare-pod.yaml', text: barePod }],
  },
  {
    name: 'rolling-update',
    aliases: ['rolling', 'rollout'],
    files: [
      { name: 'web-v1.yaml', text: rollingUpdate1 },
      { name: 'web-v2.yaml', text: rollingUpdate2 },
    ],
  },
  {
    name: 'crashing',
    aliases: ['crash', 'crashing-app', 'crashloop'],
    files: [{ name: 'crashing.yaml', text: crashing }],
  },
  {
    name: 'too-big',
    aliases: ['does-not-fit', 'unschedulable'],
    files: [{ name: 'too-big.yaml', text: tooBig }],
  },
  { name: 'guestbook', aliases: [], files: [{ name: 'guestbook.yaml', text: guestbook }] },
  { name: 'shop', aliases: [], files: [{ name: 'shop.yaml', text: shop }] },
]

/** The example of that name or alias (with or without `.yaml`); undefined if there is none. */
export function findExample(name: string): Example | undefined {
  const wanted = name.toLowerCase().replace(/\.ya?ml$/, '')
  return examples.find((example) => example.name === wanted || example.aliases.includes(wanted))
}
