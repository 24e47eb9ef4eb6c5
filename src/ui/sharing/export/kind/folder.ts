/** A folder that repeats a run on a real cluster: kind's configuration, the manifests, a script and what to know. */
import type { Recording } from '../../../../protocol/messages.ts'
import readme from './README.template.md?raw'
import script from './run.template.sh?raw'
import { CLUSTER, type ScriptFile, scriptOf } from './script.ts'

/** The Kubernetes that Pilothouse models. */
const NODE_IMAGE = 'kindest/node:v1.36.0'

export interface FolderFile extends ScriptFile {
  readonly isExecutable?: boolean
}

/** All files of the folder. */
export function kindFolder(recording: Recording): readonly FolderFile[] {
  const { lines, manifests } = scriptOf(recording)
  const { workers } = recording.topology
  return [
    { name: 'README.md', text: readme.replaceAll('@WORKERS@', String(workers)) },
    { name: 'kind.yaml', text: kindConfiguration(workers) },
    {
      name: 'run.sh',
      // A function as the replacement: commands may hold `$&`, which would mean something.
      text: script.replaceAll('@CLUSTER@', CLUSTER).replace('@COMMANDS@', () => lines.join('\n')),
      isExecutable: true,
    },
    ...manifests,
  ]
}

/** One control plane and as many workers as the run has. */
function kindConfiguration(workers: number): string {
  const node = (role: string) => `  - role: ${role}\n    image: ${NODE_IMAGE}\n`
  return `kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nname: ${CLUSTER}\nnodes:\n${node('control-plane')}${node('worker').repeat(workers)}`
}
