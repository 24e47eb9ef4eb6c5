/** What applying the open manifest would change right now: asked of the cluster while the reader types or steps. */
import { useEffect } from 'react'
import { create } from 'zustand'
import type { ReplyTo } from '../../../client/connection.ts'
import { useCluster } from '../../state/cluster.ts'
import { commands } from '../../state/commands.ts'
import { useFiles } from '../../state/files.ts'

/** After the last key or frame; while playing this is also the shortest time between two questions. */
const ASK_AFTER_MS = 350
const ASK_WHILE_PLAYING_MS = 2000

/** One object of the manifest against its live self. */
export type LiveDiff = Extract<
  ReplyTo<{ type: 'diff'; manifest: string }>,
  { readonly type: 'diff' }
>['diffs'][number]

export interface LiveDiffState {
  /** The file that the answer is about. */
  readonly file: string
  readonly diffs: readonly LiveDiff[]
}

/** The newest answer. */
export const useLiveDiff = create<LiveDiffState>(() => ({ file: '', diffs: [] }))

/** Keeps asking for as long as the editor is on the page. */
export function useAskLiveDiff(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let asked = ''

    function soon() {
      const { playing, ready } = useCluster.getState()
      if (!ready || (playing !== null && timer !== undefined)) return
      clearTimeout(timer)
      timer = setTimeout(ask, playing === null ? ASK_AFTER_MS : ASK_WHILE_PLAYING_MS)
    }

    async function ask() {
      timer = undefined
      const { files, active } = useFiles.getState()
      const file = files.find((candidate) => candidate.name === active)
      if (!file) return
      // Nothing to ask anew where neither the text nor the cluster moved.
      const { position, fork } = useCluster.getState()
      const question = `${active} ${fork} ${position} ${file.text}`
      if (question === asked) return
      asked = question
      const reply = await commands.diff(file.text)
      if (reply.type !== 'diff' || useFiles.getState().active !== active) return
      useLiveDiff.setState({ file: active, diffs: reply.diffs })
      useFiles.getState().setProblems(active, reply.problems)
    }

    const stopFiles = useFiles.subscribe((state, before) => {
      if (state.files !== before.files || state.active !== before.active) soon()
    })
    const stopCluster = useCluster.subscribe((state, before) => {
      if (state.position !== before.position || state.ready !== before.ready) soon()
    })
    soon()
    return () => {
      clearTimeout(timer)
      stopFiles()
      stopCluster()
    }
  }, [])
}
