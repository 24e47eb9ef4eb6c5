/** The command palette. */
export const palette = {
  open: 'Find anything',
  label: 'Actions, objects, lessons, examples',
  placeholder: 'Find an action, object, lesson, example…',
  none: 'Nothing is called that.',
  found_one: '{{count}} result',
  found_other: '{{count}} results',
  'group.action': 'Action',
  'group.component': 'Component',
  'group.lesson': 'Lesson',
  'group.example': 'Example',
  language: 'Language: {{name}}',
} as const
