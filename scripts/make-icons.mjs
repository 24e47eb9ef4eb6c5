// Draws the icons of the installed app from public/icon.svg: `node scripts/make-icons.mjs`. Only after the mark changed.
import { mkdirSync, readFileSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { findChromium } from './find-chromium.mjs'

const GROUND = '#12181d'
const svg = readFileSync('public/icon.svg', 'utf8')
/** A maskable icon is cut to a shape of the system's: its mark stays within the safe circle, its ground fills the square. */
const ICONS = [
  { name: 'icon-192.png', size: 192, scale: 1, ground: 'transparent' },
  { name: 'icon-512.png', size: 512, scale: 1, ground: 'transparent' },
  { name: 'icon-maskable-512.png', size: 512, scale: 0.86, ground: GROUND },
  { name: 'icon-touch-180.png', size: 180, scale: 1, ground: GROUND },
]

mkdirSync('public/icons', { recursive: true })
const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] })
for (const { name, size, scale, ground } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  const inner = size * scale
  await page.setContent(
    `<body style="margin:0;background:${ground};display:grid;place-items:center;height:100vh">
      <div style="width:${inner}px;height:${inner}px">${svg}</div>
    </body>`,
  )
  await page.screenshot({ path: `public/icons/${name}`, omitBackground: true })
  await page.close()
}
await browser.close()
