/** What a first visit is told: the welcome and the tour. */
export const guide = {
  'welcome.label': 'Welcome',
  'welcome.what':
    'This is a whole Kubernetes cluster, working in this tab. Press the button: {{file}} is applied, and you watch every message it takes, one step at a time.',
  'welcome.begin': 'Take the first step',
  'welcome.dismiss': 'Do not show this again',

  'tour.start': 'Show me around',
  'tour.title': 'Tour of the page',
  'tour.count': '{{number}} of {{count}}',
  'tour.skip': 'End the tour',
  'tour.back': 'Previous',
  'tour.next': 'Next',
  'tour.done': 'Done',
  'tour.manifest': 'What you want',
  'tour.manifestWhat':
    'A manifest says what shall be there. Edit it, choose another under Examples, apply it at any time. Lessons open here too.',
  'tour.step': 'Time is yours',
  'tour.stepWhat':
    'Nothing happens unless you step or play. Choose how much one step is: a chapter, a message, a single decision. The arrow keys do the same.',
  'tour.cluster': 'The cluster',
  'tour.clusterWhat':
    'The control plane above, the nodes below, messages travelling between them. Click anything to look inside; right-click to break it.',
  'tour.inspector': 'What just happened, and why',
  'tour.inspectorWhat':
    'The step in words, with what it changed. For whatever you selected: its state, its YAML, and the chain of causes back to you.',
  'tour.timeline': 'Everything so far',
  'tour.timelineWhat':
    'Drag back to any moment, or read the run as a sequence, as messages or as events. Ctrl/⌘ K finds everything; ? lists the keys, and this tour.',
} as const
