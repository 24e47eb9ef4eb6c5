/** What a translation must have: the same keys as `C`, any texts. `{{name}}` stands for a parameter; `_one` and `_other` are plurals. */
export type Translation<C> = {
  readonly [K in keyof C]: C[K] extends string ? string : Translation<C[K]>
}
