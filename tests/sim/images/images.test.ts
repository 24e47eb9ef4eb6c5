// Goal: containers do what their images and commands say. Method: tables of commands.
import { describe, expect, test } from 'vitest'
import { connect } from '../../../src/sim/images/connect.ts'
import {
  type ContainerCommand,
  execIn,
  programOf,
} from '../../../src/sim/images/image-behaviour.ts'
import { pullImage } from '../../../src/sim/images/image-pull.ts'
import { parseImage } from '../../../src/sim/images/reference.ts'
import { SECOND } from '../../../src/sim/kernel/types.ts'

function container(image: string, ...command: readonly string[]): ContainerCommand {
  const base = { image, ports: [], environment: { NAME: 'pilot' }, files: [], isInteractive: false }
  return command.length === 0 ? base : { ...base, command }
}

/** What a script does, in one line: `exits 1 after 2 s`, `runs`. */
function summary(...command: readonly string[]): string {
  const program = programOf(container('busybox', ...command))
  if (program.startError !== undefined) return `can not start: ${program.exitCode}`
  if (program.exitsAfter === undefined) return 'runs'
  return `exits ${program.exitCode} after ${Math.floor(program.exitsAfter / SECOND)} s`
}

describe('commands', () => {
  test.each([
    [['sleep', '30'], 'exits 0 after 30 s'],
    [['sleep', '2m'], 'exits 0 after 120 s'],
    [['sleep', 'infinity'], 'runs'],
    [['true'], 'exits 0 after 0 s'],
    [['false'], 'exits 1 after 0 s'],
    [['echo', 'hello'], 'exits 0 after 0 s'],
    [['nosuchcommand'], 'can not start: 128'],
    [['sh', '-c', 'exit 1'], 'exits 1 after 0 s'],
    [['sh', '-c', 'sleep 1; exit 4'], 'exits 4 after 1 s'],
    [['/bin/sh', '-c', 'sleep 3 && false || exit 7'], 'exits 7 after 3 s'],
    [['sh', '-c', 'while true; do echo hello; sleep 5; done'], 'runs'],
    [['sh', '-c', 'while :; do :; done'], 'runs'],
    [['sh', '-c', 'for i in 1 2 3; do sleep 2; done'], 'exits 0 after 6 s'],
    [['sh', '-c', 'if [ -f /tmp/x ]; then exit 3; else exit 4; fi'], 'exits 4 after 0 s'],
    [['sh', '-c', 'touch /tmp/x; test -f /tmp/x && exit 9'], 'exits 9 after 0 s'],
    [['sh', '-c', 'echo hi > /tmp/x; cat /tmp/x'], 'exits 0 after 0 s'],
    [['sh', '-c', 'cat /nowhere'], 'exits 1 after 0 s'],
    [['sh', '-c', 'foo'], 'exits 127 after 0 s'],
    [['sh', '-c', "trap '' TERM; sleep infinity"], 'runs'],
    [['sh', '-c', 'exec sleep 4'], 'exits 0 after 4 s'],
    [['tail', '-f', '/dev/null'], 'runs'],
    [['sh', '-ec', 'sleep 1\n# done\nexit 2\n'], 'exits 2 after 1 s'],
  ])('%j %s', (command, expected) => {
    expect(summary(...command)).toBe(expected)
  })

  test('without a command a shell ends at once, and a server serves', () => {
    expect(programOf(container('busybox')).exitsAfter).toBe(0)
    expect(programOf(container('nginx:1.27')).exitsAfter).toBeUndefined()
    expect(programOf(container('ghcr.io/acme/shop:v3', '/app/server')).exitsAfter).toBeUndefined()
    expect(programOf(container('pilothouse/crash')).exitCode).toBe(1)
  })

  test('SIGTERM ends a shell with 143, a server with 0, and nothing that traps it', () => {
    expect(programOf(container('busybox', 'sleep', '9')).term).toMatchObject({ exitCode: 143 })
    expect(programOf(container('nginx')).term).toMatchObject({ heeds: true, exitCode: 0 })
    const trap = programOf(container('busybox', 'sh', '-c', "trap '' TERM; sleep 9"))
    expect(trap.term.heeds).toBe(false)
    const tidy = programOf(container('busybox', 'sh', '-c', "trap 'exit 3' TERM; sleep 9"))
    expect(tidy.term).toMatchObject({ heeds: true, exitCode: 3 })
  })

  test('variables are put in, lines are logged', () => {
    const [line] = programOf(container('busybox', 'sh', '-c', 'echo "I am $NAME"')).logs
    expect(line?.text).toBe('I am pilot')
  })
})

describe('inside a container', () => {
  test('exec sees the files and the tools that are there', () => {
    // given
    const redis = container('redis:7')
    const program = programOf(redis)

    // then
    expect(execIn(redis, program, ['redis-cli', 'ping'], 10 * SECOND).exitCode).toBe(0)
    expect(execIn(redis, program, ['redis-cli', 'ping'], 0).exitCode).toBe(1)
    expect(execIn(redis, program, ['cat', '/tmp/x'], SECOND)).toMatchObject({
      exitCode: 1,
      output: "cat: can't open '/tmp/x': No such file or directory\n",
    })
    const withFile = { ...redis, files: ['/tmp/x'] }
    expect(execIn(withFile, program, ['cat', '/tmp/x'], SECOND).exitCode).toBe(0)
    expect(execIn(redis, program, ['sh', '-c', 'touch /tmp/y'], SECOND).files).toMatchObject([
      { path: '/tmp/y', exists: true },
    ])
  })

  test('ports answer once the server is up, by its paths', () => {
    const nginx = programOf(container('nginx'))
    expect(connect(nginx, { port: 80, path: '/' }, 0)).toEqual({ type: 'refused' })
    expect(connect(nginx, { port: 80, path: '/' }, SECOND)).toEqual({ type: 'answered', code: 200 })
    expect(connect(nginx, { port: 80, path: '/healthz' }, SECOND)).toMatchObject({ code: 404 })
    expect(connect(nginx, { port: 8080 }, SECOND)).toEqual({ type: 'refused' })
    const unknown = programOf(container('acme/web:1'))
    expect(connect(unknown, { port: 8080, path: '/healthz' }, SECOND)).toMatchObject({ code: 200 })
    const postgres = programOf(container('postgres:17'))
    expect(connect(postgres, { port: 5432 }, 60 * SECOND)).toEqual({ type: 'accepted' })
    const ill = programOf(container('pilothouse/falls-ill'))
    expect(connect(ill, { port: 80, path: '/' }, 60 * SECOND)).toMatchObject({ code: 500 })
  })
})

describe('images', () => {
  test.each([
    ['nginx', 'docker.io/library/nginx:latest'],
    ['nginx:1.27', 'docker.io/library/nginx:1.27'],
    ['acme/web', 'docker.io/acme/web:latest'],
    ['localhost:5000/web:2', 'localhost:5000/web:2'],
    ['registry.k8s.io/pause:3.10', 'registry.k8s.io/pause:3.10'],
    ['nginx@sha256:abc', 'docker.io/library/nginx@sha256:abc'],
  ])('%s is %s', (image, full) => {
    expect(parseImage(image)?.full).toBe(full)
  })

  test.each(['Nginx', 'nginx:', 'a b', '', 'nginx:a/b'])('%s is no reference', (image) => {
    expect(parseImage(image)).toBeUndefined()
  })

  test.each([
    'nginx:doesnotexist',
    'nginx:1.72',
    'docker.io/library/httpd:3',
    'nosuchimage',
    'bad',
    'nginx:bad-tag',
    'acme/badimage:1',
  ])('%s can not be pulled', (image) => {
    expect(pullImage(image)).toMatchObject({
      type: 'failed',
      error: expect.stringContaining('not found'),
    })
  })

  test.each([
    'nginx:1.28-alpine',
    'ubuntu:24.04',
    'node:22',
    'redis',
    'nginx:2f5e',
    'acme/nginx:9',
  ])('%s can be pulled', (image) => {
    expect(pullImage(image).type).toBe('pulled')
  })

  test('a pull takes as long as the image is large', () => {
    const small = pullImage('busybox')
    const large = pullImage('mysql:9')
    expect(small.type).toBe('pulled')
    expect(large.took).toBeGreaterThan(5 * small.took)
    expect(pullImage('acme/web:1')).toEqual(pullImage('acme/web:1'))
  })
})
