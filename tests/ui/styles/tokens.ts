/** The page's colours as tokens.css has them, by theme. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

export const STYLES = resolve(import.meta.dirname, '../../../src/ui')

export type Tokens = ReadonlyMap<string, string>

/** The light theme stands on the dark one: what it does not say is as it is there. */
export function themes(): { readonly dark: Tokens; readonly light: Tokens } {
  const css = readFileSync(resolve(STYLES, 'styles/tokens.css'), 'utf8')
  const [dark = '', light = ''] = css.split('[data-theme="light"]')
  return { dark: coloursIn(dark), light: new Map([...coloursIn(dark), ...coloursIn(light)]) }
}

function coloursIn(css: string): Tokens {
  const found = css.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6}(?:[0-9a-f]{2})?)\s*;/gi)
  return new Map([...found].map(([, name = '', value = '']) => [name, value]))
}

/** A token's value; the test is wrong if there is none. */
export function tokenOf(tokens: Tokens, name: string): string {
  const value = tokens.get(name)
  if (value === undefined) throw new Error(`tokens.css has no colour --${name}`)
  return value
}
