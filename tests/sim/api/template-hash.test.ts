import { describe, expect, it } from 'vitest'
import type { PodTemplateSpec } from '../../../src/protocol/objects/pod.ts'
import { podTemplateHash, templateDump, templateFnv } from '../../../src/sim/api/template-hash.ts'

function template(labels: { readonly [key: string]: string }): PodTemplateSpec {
  return { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'nginx' }] } }
}

/** FNV-1a as its authors define it, over bytes. */
function fnvOf(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(text, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash
}

describe('the hash of a pod template', () => {
  it('is the same for equal templates and another for others', () => {
    expect(podTemplateHash(template({ a: '1', b: '2' }))).toBe(
      podTemplateHash(template({ b: '2', a: '1' })),
    )
    expect(podTemplateHash(template({ a: '1' }))).not.toBe(podTemplateHash(template({ a: '2' })))
  })

  it('changes with the count of collisions', () => {
    const given = template({ a: '1' })
    const hashes = [undefined, 0, 1, 256].map((count) => podTemplateHash(given, count))
    expect(new Set(hashes).size).toBe(4)
    expect(podTemplateHash(given)).toBe(hashes[0])
  })

  it('is taken over the bytes of the text, whatever its letters', () => {
    for (const value of ['é', '한글', '🚢', 'a🚢b']) {
      const given = template({ note: value })
      expect(templateFnv(given)).toBe(fnvOf(templateDump(given)))
    }
  })

  it('sees quantities as Kubernetes holds them, large ones too', () => {
    // given
    const given: PodTemplateSpec = {
      spec: { containers: [{ name: 'c', resources: { requests: { memory: '1.5Gi' } } }] },
    }

    // then
    expect(templateDump(given)).toContain(
      'Dec:(*inf.Dec){unscaled:(big.Int){neg:(bool)false abs:(big.nat)[1610612736000000000]} scale:(inf.Scale)9}',
    )
  })
})
