/** Where a lesson's text came from; enough to find it again after a reload. */
export type LessonSource =
  | { readonly type: 'built-in'; readonly id: string }
  /** From the reader's disk or a link; the page keeps the text. */
  | {
      readonly type: 'text'
      readonly name: string
      readonly text: string
      /** Manifests that lay beside it. */
      readonly beside: { readonly [name: string]: string }
    }
