/** Short facts: what components say of themselves and of one event. */
export const facts = {
  title: '',
} as const
