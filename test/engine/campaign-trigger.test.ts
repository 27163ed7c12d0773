import { describe, expect, it } from 'vitest'
import { readToken } from '../../src/engine/tokens.ts'
import { BUDGET } from '../../src/engine/types.ts'
import { bookOf, createStage, flowFrom, type StageOptions } from './stage.ts'

const ID = 'C'.repeat(22)
const OTHER = 'D'.repeat(22)
const FLOW = `
flow: act
version: 1
start: tongue
on: { campaign: true }
steps:
  tongue: { commit: thing.look, with: { campaign: campaign, act: act }, next: { ok: what, else: what } }
  what:   { ask: choice, options: [sign, wait], quiet: true, next: { sign: agree, wait: bye } }
  agree:  { run: join, next: done }
  done:   { commit: thing.do, with: { campaign: campaign }, next: { ok: bye, else: bye } }
  bye:    { say: true, end: menu }
`
const JOIN = 'flow: join\nversion: 1\nstart: a\nneeds: consent\nsteps:\n  a: { end: true }\n'
const ASK =
  'flow: t\nversion: 1\nstart: a\non: { command: t }\nsteps:\n  a: { ask: yesno, next: b }\n  b: { end: true }\n'

const stageWith = (options: StageOptions = {}) =>
  createStage({
    book: bookOf([flowFrom(FLOW), flowFrom(JOIN), flowFrom(ASK)]),
    outcomes: { 'thing.look': { outcome: 'found' }, 'thing.do': { outcome: 'ok' } },
    ...options,
  })
const tap = (token: string) => ({ kind: 'tap', token }) as const

describe('a button of a campaign', () => {
  it.each([
    [`c.${ID}.sign`, { kind: 'campaign', campaign: ID, act: 'sign' }],
    [`c.${ID}`, undefined],
    [`c.${ID}.`, undefined],
    [`c.${ID}.SIGN`, undefined],
    [`c.${ID}.sign.x`, undefined],
    [`c.${ID.slice(1)}.sign`, undefined],
    [`c.${ID}x.sign`, undefined],
    [`c.${ID}.${'a'.repeat(21)}`, undefined],
    ['c.<script>.sign', undefined],
  ])('%s', (token, read) => expect(readToken(token)).toEqual(read))

  it('begins its flow with what it is about, at rest and while something else is open', () => {
    for (const before of [false, true]) {
      const stage = stageWith()
      if (before) stage.send({ kind: 'command', name: 't', args: '' })
      stage.send(tap(`c.${ID}.poll`))
      expect(stage.stops).toMatchObject([{ commit: 'thing.look', with: { campaign: ID, act: 'poll' } }])
      expect(stage.session?.frames.map(({ flow }) => flow)).toEqual(before ? ['t', 'act'] : ['act'])
    }
  })

  it('takes the place of an earlier one, with the questions above that', () => {
    const stage = stageWith({ person: { consent: false } })
    stage.send(tap(`c.${ID}.sign`))
    stage.tap('sign')
    expect(stage.session?.frames.map(({ flow }) => flow)).toEqual(['act', 'join', 'hi'])
    stage.send(tap(`c.${OTHER}.sign`))
    expect(stage.session?.frames).toMatchObject([{ flow: 'act', answers: { campaign: OTHER } }])
  })

  it('goes on after the yes, and goes on too when it was a no', () => {
    for (const answer of ['yes', 'no']) {
      const stage = stageWith({ person: { consent: false } })
      stage.send(tap(`c.${ID}.sign`))
      stage.tap('sign')
      stage.tap(answer)
      expect(stage.stops.at(-1)).toMatchObject({ commit: 'thing.do', with: { campaign: ID } })
      expect(stage.env.person.consent).toBe(answer === 'yes')
    }
  })

  it('is answered kindly where no flow is about campaigns', () => {
    const stage = createStage({ book: bookOf([flowFrom(ASK)]) })
    expect(JSON.stringify(stage.send(tap(`c.${ID}.sign`)))).toContain('engine.old_button')
  })
})

describe('a link to a campaign', () => {
  it.each(['start', '/start'])('opens it: %s', how => {
    const stage = stageWith()
    if (how === 'start') stage.send({ kind: 'command', name: 'start', args: `c_${ID}` })
    else stage.text(`/start c_${ID}`)
    expect(stage.stops).toMatchObject([{ with: { campaign: ID, act: 'open' } }])
  })

  it.each([`c_${ID}x`, `c_${ID.slice(1)}`, `x_${ID}`, 'c_'])('is none: %s', args => {
    const stage = stageWith()
    stage.send({ kind: 'command', name: 'start', args })
    expect(stage.stops).toEqual([])
    expect(stage.said).toHaveLength(1)
  })
})

describe('a question that nobody has to answer', () => {
  const opened = () => {
    const stage = stageWith()
    stage.send(tap(`c.${ID}.open`))
    return stage
  }

  it('reminds nobody, and ends without a word', () => {
    const stage = opened()
    expect(stage.session?.remindAt).toBeUndefined()
    const seq = stage.session?.seq ?? 0
    stage.pass(BUDGET.remind)
    expect(stage.send({ kind: 'timer', what: 'remind', seq })).toEqual([])
    stage.pass(BUDGET.life)
    expect(stage.send({ kind: 'timer', what: 'expire', seq })).toEqual([])
    expect(stage.session).toBeUndefined()
  })

  it('says nothing of its end to who comes back later', () => {
    const stage = opened()
    stage.pass(BUDGET.life)
    expect(JSON.stringify(stage.text('/menu'))).not.toContain('engine.expired')
  })

  it('reminds where another question waits below', () => {
    const stage = stageWith()
    stage.send({ kind: 'command', name: 't', args: '' })
    stage.send(tap(`c.${ID}.open`))
    expect(stage.session?.remindAt).toBeDefined()
  })
})
