/** The page's entry: preferences, texts, the session with its worker, then React. */
import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import './styles/tokens.css'
import './styles/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startWorker } from '../client/start-worker.ts'
import { App } from './App.tsx'
import { startI18n } from './i18n/i18n.ts'
import { readAddress } from './state/address.ts'
import { startLooks } from './state/looks.ts'
import { usePreferences } from './state/preferences.ts'
import { startSession } from './state/session.ts'

const { language } = readAddress(location.search)
if (language) usePreferences.getState().set({ language })
startLooks()
// The worker boots its cluster while the texts are loading.
const session = startSession(startWorker, location.search)
await startI18n()

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App session={session} />
    </StrictMode>,
  )
}

// Offline from the second visit on. Not while developing: it would serve yesterday's modules.
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  addEventListener('load', () => {
    navigator.serviceWorker.register('./service-worker.js').catch(() => {
      // Where the browser refuses (private mode, no secure context) the page works online all the same.
    })
  })
}
