import type { Row } from './measure.ts'

/** The page in headless Chromium: frames per second while playing, sizes, time to interactive. */
export function benchPage(): readonly Row[] {
  return []
}
