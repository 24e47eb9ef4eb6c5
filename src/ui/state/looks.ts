/** Theme and motion, written where CSS reads them: attributes of the document's root. */
import { isMotionReduced, usePreferences } from './preferences.ts'

/** Keeps `data-theme` and `data-motion` in step with the preferences and the system's own. */
export function startLooks(): void {
  const systemIsLight = matchMedia('(prefers-color-scheme: light)')
  const systemIsStill = matchMedia('(prefers-reduced-motion: reduce)')

  function apply() {
    const { theme, motion } = usePreferences.getState()
    const systemTheme = systemIsLight.matches ? 'light' : 'dark'
    const root = document.documentElement
    root.dataset.theme = theme === 'system' ? systemTheme : theme
    root.dataset.motion = isMotionReduced(motion) ? 'reduced' : 'full'
  }

  apply()
  usePreferences.subscribe(apply)
  systemIsLight.addEventListener('change', apply)
  systemIsStill.addEventListener('change', apply)
}
