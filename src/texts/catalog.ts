/** A message catalog: texts by key, grouped. `{{name}}` stands for a parameter; `_one` and `_other` are plurals. */
export interface Catalog {
  readonly [key: string]: string | Catalog
}

/** What a translation must have: the same keys as `C`, any texts. */
export type Translation<C> = {
  readonly [K in keyof C]: C[K] extends string ? string : Translation<C[K]>
}
