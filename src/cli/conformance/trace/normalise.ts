/** Takes out of names and texts what no two runs share: random suffixes, template hashes, uids, addresses, nodes. */

const UID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const IP = /\b(?:\d{1,3}\.){3}\d{1,3}\b/g
/** Kubernetes' alphabet of random names: no vowels, no 0, 1, 3. */
const RANDOM = '[bcdfghjklmnpqrstvwxz2456789]'
const HASH = `${RANDOM}{6,10}`
const SUFFIX = `(?:${RANDOM}{5}|x{5})`

/** `web-584967c4-gcj6m` and `web-584967c4` become `web-HASH-xxxxx` and `web-HASH`. */
export function normaliseName(name: string): string {
  return name
    .replace(new RegExp(`-${HASH}-$`), (match) => (/\d/.test(match) ? '-HASH-' : match))
    .replace(new RegExp(`-${HASH}-${SUFFIX}(?=$|[^a-z0-9-])`, 'g'), '-HASH-xxxxx')
    .replace(new RegExp(`-${HASH}(?=$|[^a-z0-9-])`, 'g'), (match) =>
      /\d/.test(match) ? '-HASH' : match,
    )
    .replace(new RegExp(`-${SUFFIX}(?=$|[^a-z0-9-])`, 'g'), (match) =>
      /\d/.test(match) || match === '-xxxxx' || !/[aeiou]/.test(match) ? '-xxxxx' : match,
    )
}

/** A message with everything run-specific replaced. */
export function normaliseText(text: string): string {
  return normaliseName(text.replace(UID, 'UID').replace(IP, 'IP'))
    .replace(/\bnode-\d+\b/g, 'NODE')
    .replace(/\b[a-z]+:\/\/[^\s"]+/g, 'ID')
}
