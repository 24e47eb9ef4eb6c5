/** A new version of the page, and whether the reader wants it now. */
export const offline = {
  waiting: 'A new version of Pilothouse is ready. Your run comes along.',
  elsewhere: 'Another tab went over to a new version of Pilothouse; this one still shows the old.',
  reload: 'Reload',
  later: 'Later',
} as const
