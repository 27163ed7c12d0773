import { describe, expect, it } from 'vitest'
import { createFlowBook } from '../../src/engine/book.ts'
import { plain } from '../../src/kit/message.ts'
import { bookOf, createStage, flowFrom } from './stage.ts'

const said = (stage: ReturnType<typeof createStage>) => stage.said.map(({ text }) => plain(text)).join('\n')

describe('a button', () => {
  it('of one report does nothing to another', () => {
    const stage = createStage({ outcomes: { 'concern.news': { outcome: 'found' } } })
    stage.send({ kind: 'tap', token: `n.${'A'.repeat(22)}` })
    const withdraw = stage.token('withdraw')
    stage.send({ kind: 'tap', token: `n.${'B'.repeat(22)}` })
    stage.send({ kind: 'tap', token: withdraw })
    expect(said(stage)).toContain('engine.old_button')
    expect(stage.session?.frames[0]).toMatchObject({ step: 'news', answers: { capability: 'B'.repeat(22) } })
  })

  it('tapped twice answers once, also where the same question comes again', () => {
    const book = bookOf([
      flowFrom(`
flow: t
version: 1
start: a
on: { command: t }
steps:
  a: { ask: yesno, next: { yes: add, no: end } }
  add: { commit: thing.add, next: { ok: said, else: said } }
  said: { say: true, next: a }
  end: { end: true }
`),
    ])
    for (const outcome of ['ok', 'found']) {
      const stage = createStage({ book, outcomes: { 'thing.add': { outcome } } })
      stage.send({ kind: 'command', name: 't', args: '' })
      const yes = stage.token('yes')
      stage.send({ kind: 'tap', token: yes })
      expect(stage.stops.length).toBe(1)
      stage.send({ kind: 'tap', token: yes })
      expect(stage.stops.length).toBe(1)
      expect(said(stage)).toContain('engine.old_button')
    }
  })
})

describe('the button that came with a receipt', () => {
  const token = `n.${'A'.repeat(22)}`
  const news =
    'flow: news\nversion: 1\nstart: a\non: { capability: true }\nsteps:\n  a: { ask: yesno, next: b }\n  b: { end: true }\n'
  const file = (after: string) => `
flow: t
version: 1
start: a
on: { command: t }
steps:
  a: { commit: concern.file, next: b }
  b: { say: true, ${after} }
  c: { ask: yesno, next: d }
  d: { end: true }
`
  const filed = (after: string) => {
    const stage = createStage({
      book: bookOf([flowFrom(news), flowFrom(file(after))]),
      outcomes: { 'concern.file': { outcome: 'ok', buttons: [{ token, label: 'flows.news.title' }] } },
    })
    stage.send({ kind: 'command', name: 't', args: '' })
    return stage.said.map(({ choices, personal }) => ({ tokens: choices.map(choice => choice.token), personal }))
  }

  it('takes the place of the same one on the menu: one label, and the numbers stay', () => {
    expect(filed('end: true')).toEqual([
      { tokens: [], personal: true },
      { tokens: [token, 'f.t'], personal: true },
    ])
  })

  it('stands under the receipt where no menu follows', () => {
    const [thanks, question] = filed('next: c')
    expect(thanks).toEqual({ tokens: [token], personal: true })
    expect(question?.tokens).not.toContain(token)
  })
})

describe('a book of flows', () => {
  const one = flowFrom('flow: one\nversion: 1\nstart: a\nsteps:\n  a: { end: true }\n')

  it('refuses two flows of one name, and a menu of what is not there', () => {
    expect(() => createFlowBook([one, one], { welcome: 'one', items: [] })).toThrow('same name')
    expect(() => createFlowBook([one], { welcome: 'one', items: ['two'] })).toThrow('two')
  })

  it('knows today by name, and older structures by their hash', () => {
    const old = { ...one, hash: 'old' }
    const book = createFlowBook([one], { welcome: 'one', items: ['one'] }, [old])
    expect([book.get('one'), book.pinned(one.hash), book.pinned('old'), book.get('two')]).toEqual([
      one,
      one,
      old,
      undefined,
    ])
  })
})

describe('a field', () => {
  it('for a receipt takes digits', () => {
    const stage = createStage()
    stage.send({ kind: 'command', name: 'news', args: '' })
    expect(stage.said.at(-1)).toMatchObject({ input: 'number', personal: true })
  })
})

describe('the button to the next page', () => {
  const flow = `
flow: t
version: 1
start: a
on: { command: t }
steps:
  a: { ask: choice, options: { from: things }, next: end }
  end: { end: true }
`
  it('says of the last page that the first comes next', () => {
    const stage = createStage({ book: bookOf([flowFrom(flow)]) })
    const labels = () => stage.said.at(-1)?.verbs.map(({ label }) => label)
    stage.send({ kind: 'command', name: 't', args: '' })
    const more = () => stage.send({ kind: 'tap', token: stage.token('more') })
    expect(labels()).toContain('verbs.more.label')
    more()
    expect(labels()).toContain('verbs.more.label')
    more()
    expect(labels()).toContain('engine.first_page')
    stage.send({ kind: 'text', text: 'help' })
    expect(said(stage)).toContain('engine.first_page')
    expect(said(stage)).not.toContain('verbs.more.label')
    more()
    expect(said(stage)).toContain('at=1')
    expect(labels()).toContain('verbs.more.label')
  })
})

describe('help', () => {
  it('tells of Done only when something can be ended', () => {
    const flow = `
flow: t
version: 1
start: a
on: { command: t }
steps:
  a: { ask: text, privacy: sealed, until: done, skip: true, next: end }
  end: { end: true }
`
    const stage = createStage({ book: bookOf([flowFrom(flow)]) })
    stage.send({ kind: 'command', name: 't', args: '' })
    stage.send({ kind: 'text', text: 'help' })
    expect(said(stage)).not.toContain('verbs.done.label')
    stage.send({ kind: 'text', text: 'they did not pay' })
    stage.send({ kind: 'text', text: 'help' })
    expect(said(stage)).toContain('verbs.done.label')
  })
})
