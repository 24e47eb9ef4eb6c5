/** The manifests in the editor, as tabs. Kept with the session. */
import { create } from 'zustand'
import type { ManifestProblem } from '../../protocol/messages.ts'

export interface ManifestFile {
  readonly name: string
  readonly text: string
}

export interface FilesState {
  readonly files: readonly ManifestFile[]
  /** Name of the open file; always one of `files`. */
  readonly active: string
  /** What the API server (or its dry run) found wrong, by file name. */
  readonly problems: { readonly [file: string]: readonly ManifestProblem[] }
  readonly open: (name: string) => void
  readonly edit: (name: string, text: string) => void
  /** Adds an empty file under a free name and opens it. */
  readonly add: (text?: string) => void
  /** Renames unless the name is empty or taken; says whether it did. */
  readonly rename: (from: string, to: string) => boolean
  /** Closes a file; the last one is emptied instead. */
  readonly close: (name: string) => void
  /** Puts other files in place of all there are. */
  readonly replaceAll: (files: readonly ManifestFile[], active?: string) => void
  readonly setProblems: (name: string, problems: readonly ManifestProblem[]) => void
}

export const useFiles = create<FilesState>((set, get) => ({
  files: [{ name: 'manifest.yaml', text: '' }],
  active: 'manifest.yaml',
  problems: {},
  open: (name) => set({ active: name }),
  edit: (name, text) =>
    set((state) => ({
      files: state.files.map((file) => (file.name === name ? { name, text } : file)),
    })),
  add: (text = '') =>
    set((state) => {
      const name = freeName(state.files)
      return { files: [...state.files, { name, text }], active: name }
    }),
  rename: (from, to) => {
    const name = to.trim()
    const { files, active } = get()
    if (name === from) return true
    if (name === '' || files.some((file) => file.name === name)) return false
    set({
      files: files.map((file) => (file.name === from ? { ...file, name } : file)),
      active: active === from ? name : active,
    })
    return true
  },
  close: (name) =>
    set((state) => {
      const index = state.files.findIndex((file) => file.name === name)
      const files = state.files.filter((file) => file.name !== name)
      if (files.length === 0) return { files: [{ name, text: '' }], active: name }
      const neighbour = files[Math.min(index, files.length - 1)]
      return { files, active: state.active === name ? (neighbour?.name ?? '') : state.active }
    }),
  replaceAll: (files, active) =>
    set({ files, active: active ?? files[0]?.name ?? '', problems: {} }),
  setProblems: (name, problems) =>
    set((state) => ({ problems: { ...state.problems, [name]: problems } })),
}))

function freeName(files: readonly ManifestFile[]): string {
  const taken = new Set(files.map((file) => file.name))
  let number = 1
  while (taken.has(`manifest-${number}.yaml`)) number += 1
  return `manifest-${number}.yaml`
}
