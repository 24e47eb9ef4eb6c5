import { useEffect } from 'react'
import type { Session } from '../state/session.ts'
import { lazily } from '../widgets/lazily.tsx'
import { openFile } from './open-run.ts'
import { useSharing } from './sharing-state.ts'

const ShareDialog = lazily(() => import('./ShareDialog.tsx').then((module) => module.ShareDialog))
const OpeningDialog = lazily(() =>
  import('./OpeningDialog.tsx').then((module) => module.OpeningDialog),
)

/** What of sharing stands over the page: its dialogs, and files that are dropped anywhere. */
export function SharingLayer({ session }: { readonly session: Session }) {
  const isDialogOpen = useSharing((state) => state.isDialogOpen)
  const isOpening = useSharing((state) => state.opening !== null)
  useDroppedRuns(session)
  return (
    <>
      {isDialogOpen && <ShareDialog session={session} />}
      {isOpening && <OpeningDialog />}
    </>
  )
}

const RUN_FILE = /\.pilothouse\.json$/

/** A run's file that is dropped on the page is opened; other files are none of our business. */
function useDroppedRuns(session: Session): void {
  useEffect(() => {
    function onDragOver(event: DragEvent) {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
    }
    async function onDrop(event: DragEvent) {
      const files = [...(event.dataTransfer?.files ?? [])]
      const file = files.find(({ name }) => RUN_FILE.test(name))
      if (!file) return
      event.preventDefault()
      useSharing.setState({ isDialogOpen: false })
      await openFile(session, file)
    }
    window.addEventListener('dragover', onDragOver)
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragover', onDragOver)
      window.removeEventListener('drop', onDrop)
    }
  }, [session])
}
