/** Every catalog of the language; namespaces are file names. */
import { actions } from './actions.ts'
import { authoring } from './authoring.ts'
import { breakpoints } from './breakpoints.ts'
import { compare } from './compare.ts'
import { diagram } from './diagram.ts'
import { facts } from './facts.ts'
import { guide } from './guide.ts'
import { inspector } from './inspector.ts'
import { lessons } from './lessons.ts'
import { offline } from './offline.ts'
import { palette } from './palette.ts'
import { presenter } from './presenter.ts'
import { requests } from './requests.ts'
import { sequence } from './sequence.ts'
import { sharing } from './sharing.ts'
import { story } from './story.ts'
import { terminal } from './terminal.ts'
import { ui } from './ui.ts'
import { why } from './why.ts'

export const catalogs = {
  story,
  facts,
  ui,
  diagram,
  inspector,
  lessons,
  authoring,
  presenter,
  requests,
  breakpoints,
  compare,
  why,
  sequence,
  sharing,
  terminal,
  offline,
  actions,
  palette,
  guide,
} as const
