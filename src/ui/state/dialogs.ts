/** Which dialog of the page as a whole is open; at most one is. */
import { create } from 'zustand'

type PageDialog = 'help' | 'new-run' | 'palette'

export const useDialogs = create<{ readonly open: PageDialog | null }>(() => ({ open: null }))

/** Opens one in place of another. */
export function openDialog(open: PageDialog): void {
  useDialogs.setState({ open })
}

export function closeDialog(): void {
  useDialogs.setState({ open: null })
}
