import { MILLISECOND, type Micros, SECOND } from '../kernel/types.ts'

/** What an image does when nothing in the pod overrides its entrypoint. */
export type ImageBehaviour =
  /** Listens and serves until it is told to stop. */
  | {
      readonly type: 'server'
      readonly ports: readonly number[]
      readonly startup: Micros
      /** HTTP paths that exist; without them all do. */
      readonly paths?: readonly string[]
      readonly isTcpOnly?: boolean
      readonly cpuMilli?: number
      readonly greeting: string
      /** Tools inside that probes call, and that succeed while it serves. */
      readonly tools?: readonly string[]
      /** Starts to answer 500 after this time. */
      readonly sickensAfter?: Micros
      readonly ignoresTerm?: boolean
    }
  /** A shell with the usual small tools; without a command it ends at once. */
  | { readonly type: 'shell' }
  /** Runs for a time and ends with a code. */
  | {
      readonly type: 'task'
      readonly runs: Micros
      readonly exitCode: number
      readonly says: string
    }

export interface CatalogueImage {
  readonly sizeBytes: number
  readonly behaviour: ImageBehaviour
}

const MB = 1_000_000

function server(
  sizeMb: number,
  ports: readonly number[],
  startup: Micros,
  more: Partial<Extract<ImageBehaviour, { type: 'server' }>> = {},
): CatalogueImage {
  const behaviour = { type: 'server' as const, ports, startup, greeting: 'ready', ...more }
  return { sizeBytes: Math.round(sizeMb * MB), behaviour }
}

function shell(sizeMb: number): CatalogueImage {
  return { sizeBytes: Math.round(sizeMb * MB), behaviour: { type: 'shell' } }
}

function task(runs: Micros, exitCode: number, says: string): CatalogueImage {
  return { sizeBytes: 4 * MB, behaviour: { type: 'task', runs, exitCode, says } }
}

/**
 * Start-up of what serves as soon as it runs. The kubelet sees a container run up to a second later and
 * probes it then for the first time, so such a server is practically always ready at its first probe.
 */
const QUICK: Micros = 5 * MILLISECOND
const WEB_ROOT = ['/', '/index.html', '/50x.html']
const DATABASE = { isTcpOnly: true } as const

/**
 * Images whose behaviour is known. Sizes are those of the compressed images on Docker Hub, roughly.
 * Anything else of plausible name is a generic server (see `image-behaviour.ts`).
 */
export const CATALOGUE: { readonly [name: string]: CatalogueImage } = {
  nginx: server(72.9, [80], QUICK, {
    paths: WEB_ROOT,
    greeting: 'nginx: start worker processes',
    tools: ['nginx', 'curl'],
  }),
  httpd: server(63.2, [80], QUICK, {
    paths: ['/', '/index.html'],
    greeting: 'AH00094: Command line: httpd -D FOREGROUND',
  }),
  caddy: server(21.4, [80, 443], QUICK, { greeting: 'serving initial configuration' }),
  traefik: server(49.6, [80, 443, 8080], 300 * MILLISECOND, { greeting: 'Traefik started' }),
  redis: server(52.6, [6379], QUICK, {
    ...DATABASE,
    greeting: 'Ready to accept connections tcp',
    tools: ['redis-cli'],
  }),
  memcached: server(31.5, [11211], QUICK, { ...DATABASE, greeting: 'server listening' }),
  postgres: server(158.7, [5432], 2500 * MILLISECOND, {
    ...DATABASE,
    greeting: 'database system is ready to accept connections',
    tools: ['pg_isready', 'psql'],
  }),
  mysql: server(231.4, [3306], 8 * SECOND, {
    ...DATABASE,
    greeting: 'mysqld: ready for connections.',
    tools: ['mysqladmin', 'mysql'],
  }),
  mariadb: server(122.3, [3306], 4 * SECOND, {
    ...DATABASE,
    greeting: 'mariadbd: ready for connections.',
    tools: ['mariadb-admin', 'mysqladmin', 'healthcheck.sh'],
  }),
  mongo: server(279.6, [27017], 3 * SECOND, {
    ...DATABASE,
    greeting: 'Waiting for connections',
    tools: ['mongosh', 'mongo'],
  }),
  rabbitmq: server(105.8, [5672, 15672], 9 * SECOND, {
    greeting: 'Server startup complete',
    tools: ['rabbitmq-diagnostics', 'rabbitmqctl'],
  }),
  node: server(402.1, [3000, 8080], 800 * MILLISECOND, { greeting: 'Listening on port 3000' }),
  python: server(375.9, [8000], 500 * MILLISECOND, {
    greeting: 'Serving HTTP on 0.0.0.0 port 8000',
  }),
  'hashicorp/http-echo': server(3.6, [5678], QUICK, {
    greeting: 'server is listening on :5678',
  }),
  'traefik/whoami': server(2.8, [80], QUICK, { greeting: 'Starting up on port 80' }),
  'registry.k8s.io/e2e-test-images/agnhost': server(53.9, [80, 8080], QUICK),
  'gcr.io/google-samples/hello-app': server(11.5, [8080], QUICK, {
    greeting: 'Server listening on port 8080',
  }),
  'gcr.io/google-samples/gb-frontend': server(188.3, [80], QUICK),
  'us-docker.pkg.dev/google-samples/containers/gke/gb-frontend': server(188.3, [80], QUICK),
  'gcr.io/google-samples/node-hello': server(263.7, [8080], 600 * MILLISECOND),
  'registry.k8s.io/pause': server(0.3, [], QUICK, { greeting: '', cpuMilli: 0 }),
  busybox: shell(2.2),
  alpine: shell(3.8),
  debian: shell(48.5),
  ubuntu: shell(29.7),
  bash: shell(6.1),
  'curlimages/curl': shell(9.6),
  'bitnami/kubectl': shell(87.2),
  perl: shell(336.2),
  'hello-world': task(10 * MILLISECOND, 0, 'Hello from Docker!'),

  // Teaching images: what they do is in their name.
  'pilothouse/web': server(12, [80, 8080], QUICK),
  'pilothouse/slow-start': server(12, [80, 8080], 12 * SECOND),
  'pilothouse/cpu-burner': server(12, [80, 8080], QUICK, { cpuMilli: 1000 }),
  'pilothouse/falls-ill': server(12, [80, 8080], QUICK, { sickensAfter: 30 * SECOND }),
  'pilothouse/stubborn': server(12, [80, 8080], QUICK, { ignoresTerm: true }),
  'pilothouse/crash': task(1 * SECOND, 1, 'panic: something is missing'),
  'pilothouse/crash-later': task(30 * SECOND, 2, 'fatal: connection to the backend was lost'),
  'pilothouse/oom': task(5 * SECOND, 137, 'allocating...'),
  'pilothouse/job': task(10 * SECOND, 0, 'done'),
}
