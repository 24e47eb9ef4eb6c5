import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Json } from '../../protocol/objects/meta.ts'

const GZIP_MAGIC = [0x1f, 0x8b]

/**
 * Reads a golden file (a suite or a trace), plain JSON or gzipped; the name does not matter, the
 * first bytes do.
 */
export function readGoldenFile(path: string): Json {
  const bytes = readFileSync(path)
  const isGzip = bytes[0] === GZIP_MAGIC[0] && bytes[1] === GZIP_MAGIC[1]
  return JSON.parse((isGzip ? gunzipSync(bytes) : bytes).toString('utf8')) as Json
}
