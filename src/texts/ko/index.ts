/** Every catalog of the language; namespaces are file names. */
import { diagram } from './diagram.ts'
import { facts } from './facts.ts'
import { inspector } from './inspector.ts'
import { requests } from './requests.ts'
import { story } from './story.ts'
import { ui } from './ui.ts'

export const ko = { story, facts, ui, diagram, inspector, requests } as const
