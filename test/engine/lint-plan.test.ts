import { describe, expect, it } from 'vitest'
import { planTable, unraised } from '../../src/cli/plan.ts'
import { createFlowBook } from '../../src/engine/book.ts'
import type { Flow } from '../../src/engine/flow.ts'
import { parseFlow } from '../../src/engine/parse.ts'
import { planMoves } from '../../src/engine/revise.ts'
import type { Session } from '../../src/engine/types.ts'

const flow = (version: number, steps: string, more = ''): Flow => {
  const { value, mistakes } = parseFlow(`flow: f\nversion: ${version}\nstart: one\n${more}steps:\n${steps}`, 'f.yaml')
  if (!value) throw new Error(JSON.stringify(mistakes))
  return value
}
const OLD = flow(
  1,
  '  one: { ask: number, next: two }\n  two: { ask: yesno, next: end }\n  end: { say: true, end: true }\n',
)
const NEW_STEPS =
  '  one: { ask: number, next: sure }\n  sure: { ask: yesno, next: end }\n  end: { say: true, end: true }\n'

const at = (step: string): Session => ({
  v: 1,
  tag: 'abcd',
  lang: 'en',
  frames: [
    {
      flow: 'f',
      hash: OLD.hash,
      step,
      answers: step === 'two' ? { one: 3 } : {},
      trail: step === 'two' ? ['one'] : [],
      tries: 0,
      page: 0,
    },
  ],
  seq: 1,
  said: { from: 0, count: 0 },
  until: 0,
})

describe('flows plan', () => {
  const menu = { welcome: 'f', items: ['f'] }
  const ran = [{ flow: 'f', version: OLD.version, hash: OLD.hash }]

  it('shows for each flow how many open talks move, and how', () => {
    const book = createFlowBook([flow(2, NEW_STEPS, 'renamed: { two: sure }\n')], menu, [OLD])
    const table = planTable(planMoves(book, [at('one'), at('two'), at('two')]))
    const [head = '', row = ''] = table.split('\n')
    expect(head.split(/ {2,}/)).toEqual(['flow', 'unchanged', 'move on', 'finish the old one', 'asked again', 'end'])
    expect(row.split(/ +/)).toEqual(['f', '0', '3', '0', '0', '0'])
  })

  it('says so when nobody is talking', () => {
    expect(planTable(new Map())).toContain('No conversation is open')
  })

  it('names flows whose steps changed under the number that ran', () => {
    expect(unraised(createFlowBook([OLD], menu), ran)).toEqual([])
    expect(unraised(createFlowBook([flow(1, NEW_STEPS)], menu), ran)).toEqual(['f'])
    expect(unraised(createFlowBook([flow(2, NEW_STEPS)], menu), ran)).toEqual([])
  })
})
