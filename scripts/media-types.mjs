// What the files of a build are, for the small servers of tests and benchmarks: a browser runs no script of an unknown type.
import { extname } from 'node:path'

const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.webmanifest': 'application/manifest+json',
}

/**
 * The media type of a file by its name.
 * @param {string} path
 * @returns {string}
 */
export function mediaTypeOf(path) {
  return TYPES[extname(path)] ?? 'text/plain'
}
