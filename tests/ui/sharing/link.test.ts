// Goal: a link gives the very run back, and nothing that a stranger may write does any harm. Method: fuzzing.
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  isTooLong,
  readFragment,
  readRunFile,
  writeFragment,
  writeRunFile,
} from '../../../src/ui/sharing/link/fragment.ts'
import { pack, unpack } from '../../../src/ui/sharing/link/pack.ts'
import { readDocument, writeDocument } from '../../../src/ui/sharing/link/run-document.ts'
import { LIMITS, RunError } from '../../../src/ui/sharing/link/shared-run.ts'
import { anyRun, sharedRun } from './fixtures.ts'

/** Reads what may be anything: the run, or the reason why it is none. Any other error fails the test. */
async function attempt(read: () => unknown): Promise<unknown> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof RunError) return error.reason
    throw error
  }
}

const fragmentOf = async (json: unknown) => `#run=1.${await pack(JSON.stringify(json))}`

describe('a link', () => {
  test('given any run, when it is written and read, then it is the same', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async (run) => {
        expect(await readFragment(await writeFragment(run))).toEqual(run)
        expect(readRunFile(writeRunFile(run))).toEqual(run)
      }),
      { numRuns: 150 },
    )
  })

  test('is a fragment of letters that every program leaves alone', async () => {
    expect(await writeFragment(sharedRun())).toMatch(/^#run=1\.[\w-]+$/)
  })

  test('a command that applied an open file costs a few letters, not the file again', async () => {
    const noise = Array.from({ length: 3000 }, (_, n) => ((n * 7919) % 9973).toString(36)).join('')
    const files = [{ name: 'a.yaml', text: noise }]
    const { recording } = sharedRun()
    const apply = { type: 'apply', manifest: noise, file: 'a.yaml' } as const
    const run = (times: number) =>
      sharedRun({
        files,
        active: 'a.yaml',
        recording: {
          ...recording,
          actions: Array.from({ length: times }, () => ({
            position: 900,
            atMicros: 0,
            action: apply,
          })),
        },
      })
    const once = (await writeFragment(run(1))).length
    const often = (await writeFragment(run(20))).length
    expect(often - once).toBeLessThan(60)
  })

  test('over 32 kB it is too long', () => {
    expect(isTooLong('#'.repeat(LIMITS.fragmentBytes))).toBe(false)
    expect(isTooLong('#'.repeat(LIMITS.fragmentBytes + 1))).toBe(true)
  })

  test('may be a whole address with other things before', async () => {
    const run = sharedRun()
    const link = `https://example.org/x/?lang=ko${await writeFragment(run)}`
    expect(await readFragment(link)).toEqual(run)
  })
})

describe('what is no run', () => {
  test('any letters after the mark give a reason', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.base64String({ maxLength: 2000 }), async (a, b) => {
        for (const text of [a, `#run=${a}`, `#run=1.${a}`, `#run=1.${b}`])
          expect(await attempt(() => readFragment(text))).toBeTypeOf('string')
      }),
      { numRuns: 300 },
    )
  })

  test('a link that was cut off says so, wherever it was cut', async () => {
    const whole = await writeFragment(sharedRun())
    for (let length = '#run=1.'.length; length < whole.length; length++)
      expect(await attempt(() => readFragment(whole.slice(0, length)))).toBe('truncated')
  })

  test('one changed letter is noticed', async () => {
    const run = sharedRun()
    const whole = await writeFragment(run)
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: '#run=1.'.length, max: whole.length - 1 }),
        fc.constantFrom(...'ABCXYZabcxyz0189-_'),
        async (at, letter) => {
          const changed = `${whole.slice(0, at)}${letter}${whole.slice(at + 1)}`
          const result = await attempt(() => readFragment(changed))
          // The last bits of deflate and of base64 mean nothing: without them it is the same run.
          if (typeof result !== 'string') expect(result).toEqual(run)
          else expect(['damaged', 'truncated', 'too-large']).toContain(result)
        },
      ),
      { numRuns: 400 },
    )
  })

  test('random bytes with a right head give a reason', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (bytes) => {
        const whole = Buffer.alloc(8 + bytes.length)
        whole.writeUInt32BE(bytes.length, 4)
        whole.set(bytes, 8)
        const result = await attempt(() => readFragment(`#run=1.${whole.toString('base64url')}`))
        expect(result).toBe('damaged')
      }),
      { numRuns: 300 },
    )
  })

  test('a bomb is not unpacked beyond the limit', async () => {
    const bomb = deflateRawSync(Buffer.alloc(300 * 2 ** 20), { level: 9 })
    const head = Buffer.alloc(8)
    head.writeUInt32BE(bomb.length, 4)
    const letters = Buffer.concat([head, bomb]).toString('base64url')
    expect(letters.length).toBeLessThan(LIMITS.compressedBytes)
    const before = process.memoryUsage.rss()
    expect(await attempt(() => unpack(letters))).toBe('too-large')
    expect(process.memoryUsage.rss() - before).toBeLessThan(100 * 2 ** 20)
  })

  test('a link of megabytes is not even looked at', async () => {
    expect(await attempt(() => readFragment(`#run=1.${'A'.repeat(2 ** 20)}`))).toBe('too-large')
    expect(await attempt(() => readRunFile(`[${'['.repeat(LIMITS.inflatedBytes)}`))).toBe(
      'too-large',
    )
  })

  test('nesting without end gives a reason', async () => {
    expect(await attempt(() => readRunFile('['.repeat(1_000_000)))).toBe('damaged')
    const deep = `${'['.repeat(400_000)}${']'.repeat(400_000)}`
    expect(await attempt(() => readRunFile(`{"pilothouse":1,"texts":${deep}}`))).toBeTypeOf(
      'string',
    )
  })

  test('any JSON gives a reason', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (json) => {
        expect(await attempt(() => readDocument(json))).toBeTypeOf('string')
      }),
      { numRuns: 500 },
    )
  })
})

describe('a run with something else in it', () => {
  /** Every place of a document, with the value there replaced. */
  function* mutants(json: unknown, by: unknown): Generator<unknown> {
    yield by
    if (typeof json !== 'object' || json === null) return
    for (const [key, value] of Object.entries(json)) {
      for (const child of mutants(value, by)) {
        if (Array.isArray(json)) yield json.with(Number(key), child)
        else yield { ...json, [key]: child }
      }
    }
  }

  const evil: readonly unknown[] = [
    null,
    -1,
    1.5,
    1e308,
    Number.MAX_SAFE_INTEGER,
    '',
    '<img src=x onerror=alert(1)>',
    'constructor',
    '__proto__',
    true,
    [],
    {},
    [[[]]],
    JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
  ]

  test('reads as a run or gives a reason, whatever stands at whichever place', async () => {
    const document = JSON.parse(JSON.stringify(writeDocument(sharedRun())))
    for (const by of evil) {
      for (const mutant of mutants(document, by)) {
        const result = await attempt(() => readDocument(mutant))
        if (typeof result === 'string') continue
        // What was read is a run: it can be written and read again.
        const again = readDocument(JSON.parse(JSON.stringify(writeDocument(result as never))))
        expect(again).toEqual(result)
      }
    }
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  test.each([
    ['a newer document', { pilothouse: 2 }, 'newer'],
    ['a newer protocol', { protocol: 99 }, 'newer'],
    ['more workers than there may be', { topology: [5001, 4000, 1, 110] }, 'field'],
    ['no workers', { topology: [0, 4000, 1, 110] }, 'field'],
    ['a position that is never reached', { position: 1e12 }, 'field'],
    ['too many commands', { actions: Array.from({ length: 2001 }, () => []) }, 'field'],
    [
      'commands that go back in time',
      {
        actions: [
          [9, 9, ['fail', 'crash-node', 'a']],
          [8, 9, ['fail', 'crash-node', 'a']],
        ],
      },
      'field',
    ],
    ['a failure that nobody knows', { actions: [[9, 9, ['fail', 'rm-rf', 'a']]] }, 'field'],
    ['a text that is not there', { files: [['a', 99]] }, 'field'],
    ['no files', { files: [] }, 'field'],
    [
      'two files of one name',
      {
        files: [
          ['a', 0],
          ['a', 0],
        ],
      },
      'field',
    ],
    ['a file named as what every object has', { files: [['constructor', 0]] }, 'field'],
  ])('%s is refused', async (_, change, reason) => {
    const document = { ...(writeDocument(sharedRun()) as object), ...change }
    expect(await attempt(async () => readFragment(await fragmentOf(document)))).toBe(reason)
  })

  test('the reason names the field', () => {
    const document = { ...(writeDocument(sharedRun()) as object), seed: 'x' }
    expect(() => readDocument(document)).toThrow('field: seed: a whole number')
  })
})
