/** The page's entry: preferences, texts, the session with its worker, then React. */
import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import './styles/tokens.css'
import './styles/base.css'
import { type ReactElement, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startWorker } from '../client/start-worker.ts'
import { App } from './App.tsx'
import { startI18n } from './i18n/i18n.ts'
import { isSpeakerWindow } from './presenter/presenter-shell.ts'
// Part of the first load: a link's replay begins while the texts are still on their way.
import { openLink } from './sharing/open-run.ts'
import { hasRun, isEmbedded, readAddress } from './state/address.ts'
import { startLooks } from './state/looks.ts'
import { keepPreferencesHere, usePreferences } from './state/preferences.ts'
import { type Session, startSession } from './state/session.ts'
import { lazily } from './widgets/lazily.tsx'

const EmbedPage = lazily(() =>
  import('./sharing/embed/EmbedPage.tsx').then((module) => module.EmbedPage),
)

const SpeakerPage = lazily(() =>
  import('./presenter/speaker/SpeakerPage.tsx').then((module) => module.SpeakerPage),
)

const isEmbed = isEmbedded(location.search)
const isSpeaker = isSpeakerWindow(location.search)
// In another page nothing of the reader's own is touched; the speaker's window looks as the stage does.
if (isEmbed || isSpeaker) keepPreferencesHere()
const { language, theme } = readAddress(location.search)
if (language) usePreferences.getState().set({ language })
// How a page looks to its own reader is not for a link to say.
if (isEmbed && theme) usePreferences.getState().set({ theme })
startLooks()
const page = isSpeaker ? <SpeakerPage /> : pageOfRun()
await startI18n()

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(<StrictMode>{page}</StrictMode>)
}

/** A page with a cluster: the worker boots it while the texts are loading. */
function pageOfRun(): ReactElement {
  const session = startSession(startWorker, location.search, {
    isHeld: hasRun(location.hash),
    isKept: !isEmbed,
  })
  openAddressedRun(session)
  addEventListener('hashchange', () => openAddressedRun(session))
  return isEmbed ? <EmbedPage session={session} /> : <App session={session} />
}

/** A link's run leaves the address once it is read: a reload then goes on where the reader is. */
async function openAddressedRun(session: Session) {
  const { hash } = location
  if (!hasRun(hash)) return
  if (!isEmbed) history.replaceState(history.state, '', location.pathname + location.search)
  await openLink(session, hash)
}
