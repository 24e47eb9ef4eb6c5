/** Commands that succeed and have no effect that anyone here could see. */
export const HARMLESS = new Set(
  'mkdir cp mv chmod chown ln export cd set date env hostname ls pwd wget curl nslookup dig ping whoami id uname seq grep head wc sed awk tar gzip apk apt-get apt pip npm printf read ulimit umask unset sync stat df free ps find sort uniq tee kill killall pkill expr basename dirname which type command'.split(
    ' ',
  ),
)
const ENDLESS = new Set(['top', 'watch'])
const BURNING = new Set(['yes', 'stress', 'dd', 'md5sum', 'sha256sum', 'stress-ng'])
/** Names under which the shell itself is called. */
export const SHELLS = new Set(['sh', 'bash', 'ash', 'dash', '/bin/sh', '/bin/bash', '/bin/ash'])

/** Commands that the shell acts out. */
export type BuiltIn =
  | 'true'
  | 'false'
  | 'exit'
  | 'sleep'
  | 'echo'
  | 'cat'
  | 'tail'
  | 'touch'
  | 'rm'
  | 'test'
  | 'trap'
  | 'exec'
  | 'wait'
  | 'endless'
  | 'burning'
  | 'serve'

/** Which commands those are. */
export const BUILT_INS: ReadonlyMap<string, BuiltIn> = new Map<string, BuiltIn>([
  ['true', 'true'],
  [':', 'true'],
  ['false', 'false'],
  ['exit', 'exit'],
  ['sleep', 'sleep'],
  ['echo', 'echo'],
  ['cat', 'cat'],
  ['tail', 'tail'],
  ['touch', 'touch'],
  ['rm', 'rm'],
  ['test', 'test'],
  ['[', 'test'],
  ['[[', 'test'],
  ['trap', 'trap'],
  ['exec', 'exec'],
  ['wait', 'wait'],
  ...[...ENDLESS].map((name): [string, BuiltIn] => [name, 'endless']),
  ...[...BURNING].map((name): [string, BuiltIn] => [name, 'burning']),
  ['nc', 'serve'],
  ['httpd', 'serve'],
])

/** `cat` of `/bin/cat`. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
