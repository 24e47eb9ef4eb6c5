import { stringify } from 'yaml'
import type { JsonObject } from '../../protocol/objects/meta.ts'
import { encodeBase64 } from '../api/base64.ts'
import { apiVersionOf } from '../api/resources.ts'
import type { Job, Target } from './job.ts'
import { forTargets, namespaceOf, refuse, type Words } from './words.ts'

/** Objects that kubectl writes itself: `create deployment`, `run` and their kin. Upstream: kubectl/pkg/cmd/create, v1.36. */

type Generator = (name: string, words: Words) => { readonly job: Job } | { readonly error: string }

/** `kubectl create TYPE NAME`. */
export function generatorJobs(words: Words): readonly Job[] {
  const [type = '', ...rest] = words.positional
  if (type === '') return [refuse('error: must specify one of -f and -k')]
  const subtype = SUBTYPED.has(type) ? ` ${rest.shift() ?? ''}` : ''
  const generate = GENERATORS[SHORT[type] ?? type + subtype]
  if (!generate)
    return [refuse(`error: "kubectl create ${type + subtype}" is not part of this edition`)]
  if (rest.length !== 1) {
    return [
      refuse(
        `error: exactly one NAME is required, got ${rest.length}\nSee 'kubectl create ${type} -h' for help and examples`,
      ),
    ]
  }
  const made = generate(rest[0] ?? '', words)
  return ['error' in made ? refuse(made.error) : made.job]
}

const SUBTYPED = new Set(['secret', 'service', 'svc'])
const SHORT: { readonly [type: string]: string } = {
  deploy: 'deployment',
  cm: 'configmap',
  ns: 'namespace',
  sa: 'serviceaccount',
}

const GENERATORS: { readonly [type: string]: Generator } = {
  deployment: deploymentOf,
  configmap: (name, words) => {
    const data = Object.fromEntries(literalsOf(words))
    const object = { apiVersion: 'v1', kind: 'ConfigMap', data, metadata: metadataOf(name, words) }
    return creation(object, words, 'failed to create configmap')
  },
  'secret generic': (name, words) => {
    const entries = literalsOf(words).map(([key, value]) => [key, encodeBase64(value)])
    const data = Object.fromEntries(entries) as JsonObject
    const object = { apiVersion: 'v1', kind: 'Secret', data, metadata: metadataOf(name, words) }
    return creation(object, words, 'failed to create secret')
  },
  namespace: (name, words) =>
    creation({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }, words),
  serviceaccount: (name, words) => {
    const object = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadataOf(name, words) }
    return creation(object, words, 'failed to create serviceaccount')
  },
  'service clusterip': (name, words) => serviceOf(name, words, 'ClusterIP'),
  'service nodeport': (name, words) => serviceOf(name, words, 'NodePort'),
  'service loadbalancer': (name, words) => serviceOf(name, words, 'LoadBalancer'),
}

function deploymentOf(name: string, words: Words): ReturnType<Generator> {
  const { image, replicas, port } = words.flags
  if (image === undefined) return { error: 'error: required flag(s) "image" not set' }
  const labels = { app: name }
  const containers = image.split(',').map((one) => ({
    image: one,
    name: containerName(one),
    ...(words.rest.length > 0 && { command: [...words.rest] }),
    ...(port !== undefined && { ports: [{ containerPort: Number(port) }] }),
    resources: {},
  }))
  const object = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { ...metadataOf(name, words), labels },
    spec: {
      replicas: replicas === undefined ? 1 : Number(replicas),
      selector: { matchLabels: labels },
      strategy: {},
      template: { metadata: { labels }, spec: { containers } },
    },
  }
  return creation(object, words, 'failed to create deployment')
}

/** The last part of an image's name, without tag and digest. */
function containerName(image: string): string {
  const last = image.split('/').at(-1) ?? image
  return last.replace(/[:@].*$/, '').replace(/[^a-z0-9-]/g, '-')
}

function serviceOf(name: string, words: Words, type: string): ReturnType<Generator> {
  const pairs = (words.flags.tcp ?? '').split(/[\n,]/).filter((pair) => pair !== '')
  if (pairs.length === 0)
    return { error: 'error: at least one tcp port specifier must be provided' }
  const ports = pairs.map((pair) => {
    const [port = '', target = port] = pair.split(':')
    const targetPort = /^\d+$/.test(target) ? Number(target) : target
    return { name: pair.replace(':', '-'), port: Number(port), protocol: 'TCP', targetPort }
  })
  const labels = { app: name }
  const metadata = { ...metadataOf(name, words), labels }
  const object = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { ports, selector: labels, type },
  }
  return creation(object, words, `failed to create ${type} service`)
}

function literalsOf(words: Words): readonly (readonly [string, string])[] {
  const lines = (words.flags['from-literal'] ?? '').split('\n').filter((line) => line !== '')
  return lines.map((line) => {
    const [key = '', value = ''] = line.split(/=(.*)/s)
    return [key, value] as const
  })
}

function metadataOf(name: string, words: Words): { name: string; namespace: string } {
  return { name, namespace: namespaceOf(words) }
}

interface Generated extends JsonObject {
  readonly kind: string
  readonly metadata: JsonObject & { readonly name: string; readonly namespace?: string }
}

function creation(object: Generated, words: Words, prefix?: string): { readonly job: Job } {
  return { job: creationJob(object, words, { manager: 'kubectl-create', prefix }) }
}

function creationJob(
  object: Generated,
  { flags }: Words,
  { manager, prefix }: { readonly manager: string; readonly prefix?: string | undefined },
): Job {
  const { name, namespace = '' } = object.metadata
  if (flags['dry-run'] === 'client' && flags.output)
    return { type: 'say', line: shown(object, flags.output) }
  const target = { kind: object.kind, namespace, name } as Target
  if (flags['dry-run'] === 'client') {
    const { kind } = target
    const group = apiVersionOf(kind).includes('/') ? `.${apiVersionOf(kind).split('/')[0]}` : ''
    return { type: 'say', line: `${kind.toLowerCase()}${group}/${name} created (dry run)` }
  }
  return { type: 'create', object, target, manager, ...(prefix === undefined ? {} : { prefix }) }
}

function shown(object: JsonObject, output: string): string {
  return output === 'json' ? JSON.stringify(object, null, 4) : stringify(object).trimEnd()
}

/** `kubectl run NAME --image=IMAGE`: a bare pod. */
export function runJobs(words: Words): readonly Job[] {
  const [name] = words.positional
  const { image, port, restart = 'Always', labels, command } = words.flags
  if (name === undefined)
    return [refuse("error: NAME is required for run\nSee 'kubectl run -h' for help and examples")]
  if (!image) return [refuse('error: required flag(s) "image" not set')]
  const container = {
    image,
    name,
    ...(words.rest.length > 0 && { [command === 'true' ? 'command' : 'args']: [...words.rest] }),
    ...(port !== undefined && { ports: [{ containerPort: Number(port) }] }),
    resources: {},
  }
  const pairs = labels?.split(',').map((pair) => pair.split(/=(.*)/s).slice(0, 2))
  const object = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...metadataOf(name, words),
      labels: pairs ? (Object.fromEntries(pairs) as JsonObject) : { run: name },
    },
    spec: { containers: [container], dnsPolicy: 'ClusterFirst', restartPolicy: restart },
  }
  return [creationJob(object, words, { manager: 'kubectl-run' })]
}

/** `kubectl expose deployment web --port=80`. */
export function exposeJobs(words: Words): readonly Job[] {
  const { port, name, type, protocol } = words.flags
  const targetPort = words.flags['target-port']
  return forTargets(words, (target) => ({
    type: 'expose',
    target,
    name: name ?? target.name,
    ...(port === undefined ? {} : { port: Number(port) }),
    ...(targetPort === undefined ? {} : { targetPort }),
    ...(type === undefined ? {} : { serviceType: type }),
    protocol: protocol ?? 'TCP',
  }))
}
