import { describe, expect, it } from 'vitest'
import type { Beat, Look } from '../../../src/lessons/format/lesson.ts'
import { type SheetPlan, sheetOf } from '../../../src/ui/presenter/sheet.ts'

const word = (en: string) => ({ en })
const get = { kubectl: 'get pods' }
const output = { panel: 'output' } as const

function beat(look: Look, acts: Beat['do'] = [get]): Beat {
  return { id: 'a', title: word('A'), text: word('Text.'), do: acts, look }
}

describe('the panel over the diagram', () => {
  it('gives no answer away before one is given', () => {
    expect(sheetOf(beat(output), 'text', 'predicting')).toBeNull()
    expect(sheetOf(beat(output), 'question', 'predicting')).toBeNull()
    expect(sheetOf(beat(output), 'outcome', 'over')).not.toBeNull()
  })

  it('leaves the diagram in sight while the cluster acts', () => {
    expect(sheetOf(beat(output), 'text', 'doing')).toBeNull()
    expect(sheetOf(beat(output), 'watching', 'doing')).toBeNull()
    expect(sheetOf(beat({ panel: 'requests' }), 'watching', 'doing')).toBeNull()
  })

  it.each([
    ['a watch', output, [{ watch: 'get pods', everySeconds: 2 }]],
    ['kubectl get -w', output, [{ kubectl: 'get pods -w' }]],
    ['a poll that is counted', { panel: 'requests' }, [{ watch: 'get pods', everySeconds: 1 }]],
  ] as const)('tells what goes on meanwhile: %s', (_, look, acts) => {
    expect(sheetOf(beat(look, acts), 'text', 'doing')).not.toBeNull()
  })

  it.each<[Look, SheetPlan['place']]>([
    [{ panel: 'output' }, 'top'],
    [{ panel: 'output', camera: 'control-plane' }, 'bottom'],
    [{ panel: 'requests' }, 'bottom'],
    [{ panel: 'requests', camera: 'workers' }, 'top'],
    [{ panel: 'object' }, 'side'],
    [{ panel: 'sequence' }, 'whole'],
  ])('does not hide what the beat looks at: %o', (look, place) => {
    expect(sheetOf(beat(look), 'after', 'over')?.place).toBe(place)
  })

  it('is none where the stage has a place of its own', () => {
    expect(sheetOf(beat({ panel: 'step' }), 'after', 'over')).toBeNull()
    expect(sheetOf(beat({ panel: 'editor' }), 'after', 'over')).toBeNull()
    expect(sheetOf(beat({}), 'after', 'over')).toBeNull()
  })
})
