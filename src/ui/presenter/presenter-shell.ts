/**
 * The little that the page's first load knows of presenting: whether it is on. The stage itself is a
 * chunk of its own. The address says it too, so that a reload (on stage, of all places) stays there.
 */
import { create } from 'zustand'

interface PresenterShellState {
  readonly isOn: boolean
}

export const usePresenter = create<PresenterShellState>(() => ({
  isOn: typeof location !== 'undefined' && isWished(location.search),
}))

/** Puts the cluster on stage. */
export function startPresenting(): void {
  setOn(true)
}

/** Back to the page with all its panes. */
export function stopPresenting(): void {
  setOn(false)
}

/** Whether a window is the speaker's: it has notes and a helm, but no cluster. */
export function isSpeakerWindow(search: string): boolean {
  return new URLSearchParams(search).get('speaker') === '1'
}

function setOn(isOn: boolean): void {
  const url = new URL(location.href)
  if (isOn) url.searchParams.set('present', '1')
  else url.searchParams.delete('present')
  history.replaceState(history.state, '', url)
  usePresenter.setState({ isOn })
}

function isWished(search: string): boolean {
  return new URLSearchParams(search).get('present') === '1'
}
