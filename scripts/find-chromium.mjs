// Finds a Chromium for the page's tests, or installs Debian's (the tests run as root on a bare machine).
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import process from 'node:process'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Path of an executable Chromium; `CHROMIUM` overrides the search. Throws if there is none and none can be installed. */
export function findChromium() {
  const found = [process.env.CHROMIUM, ...PLACES].find((path) => path && existsSync(path))
  if (found) return found
  process.stderr.write('no Chromium found: installing the packages chromium and fonts-noto-cjk\n')
  const apt = (...args) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  apt('update', '-qq')
  apt('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk')
  if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium'
  throw new Error('no Chromium: install one, or name it in the environment variable CHROMIUM')
}

if (process.argv[1]?.endsWith('find-chromium.mjs')) {
  const path = findChromium()
  execFileSync(path, ['--version', '--no-sandbox'], { stdio: ['ignore', 'inherit', 'ignore'] })
}
