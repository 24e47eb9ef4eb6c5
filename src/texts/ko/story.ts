/** The steps of the story in words. */
export const story = {
  title: '',
} as const
