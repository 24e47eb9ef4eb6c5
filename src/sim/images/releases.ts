/**
 * The newest release lines, major and minor, that well-known images may have by now: generous, so that no real tag is
 * refused, yet close enough that a slip such as `nginx:1.72` is not found, as in a real registry.
 */
const NEWEST: { readonly [image: string]: readonly [major: number, minor: number] } = {
  nginx: [1, 39],
  httpd: [2, 4],
  caddy: [2, 19],
  traefik: [3, 19],
  redis: [8, 9],
  memcached: [1, 6],
  postgres: [19, 9],
  mysql: [9, 9],
  mariadb: [13, 9],
  mongo: [9, 9],
  rabbitmq: [4, 9],
  node: [27, 99],
  python: [3, 15],
  busybox: [1, 39],
  alpine: [3, 25],
  debian: [14, 99],
  ubuntu: [26, 10],
  bash: [5, 9],
}

/** Whether a tag names a release that the image does not have yet. Tags that are no version numbers say nothing of it. */
export function isBeyondNewest(image: string, tag: string): boolean {
  const newest = NEWEST[image]
  const version = /^v?(\d{1,9})(?:\.(\d{1,9}))?(?![\d.]*[a-z])/.exec(tag)
  if (!newest || !version) return false
  const [major, minor] = newest
  const given = Number(version[1])
  return given > major || (given === major && Number(version[2] ?? 0) > minor)
}
