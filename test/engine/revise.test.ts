import { describe, expect, it } from 'vitest'
import type { Flow } from '../../src/engine/flow.ts'
import { planMoves } from '../../src/engine/revise.ts'
import type { Session } from '../../src/engine/types.ts'
import { plain } from '../../src/kit/message.ts'
import { bookOf, createStage, flowFrom } from './stage.ts'

const version = (steps: string, more = '') =>
  flowFrom(
    `flow: t\nversion: 1\nstart: a\non: { command: t }\n${more}\nsteps:\n${steps}\n  end: { say: true, end: true }\n`,
  )

const OLD = `
  a: { ask: choice, options: [red, blue], next: b }
  b: { ask: text, privacy: sealed, until: done, accept: [text, photo], next: c }
  c: { ask: yesno, next: end }`

/** Stands at c, with answers to a and b. */
const begin = (old: Flow) => {
  const stage = createStage({ book: bookOf([old]) })
  stage.send({ kind: 'command', name: 't', args: '' })
  stage.tap('red')
  stage.text('a story')
  stage.send({ kind: 'file', media: 'photo', draft: 'p' as never, bytes: 1, caption: '' })
  stage.tap('done')
  return stage
}

const change = (steps: string, more = '', known = true) => {
  const old = version(OLD)
  const today = version(steps, more)
  const stage = begin(old)
  const book = bookOf([today], known ? [old] : [])
  stage.env.flows = book
  const [counts] = planMoves(book, [stage.session as Session]).values()
  const move = Object.entries(counts ?? {}).find(([, count]) => count)?.[0]
  return { stage, move, today, old }
}

describe('a changed script', () => {
  it('takes open conversations along where the questions mean the same', () => {
    const { stage, move, today } = change(`
  a: { ask: choice, options: [red, green], next: new }
  new: { ask: number, next: b }
  b: { ask: text, privacy: sealed, until: done, accept: [text, photo, voice], next: c }
  c: { ask: yesno, next: end }`)
    expect(move).toBe('moved')
    const token = stage.token('yes')
    stage.send({ kind: 'command', name: 'repeat', args: '' })
    expect(stage.session?.frames[0]).toMatchObject({
      hash: today.hash,
      step: 'c',
      trail: ['a', 'b'],
      answers: { a: 'red' },
    })
    expect(plain(stage.send({ kind: 'tap', token })[0]?.text ?? [])).toBe('flows.t.end.say')
  })

  it('follows new names, and never puts an answer under another', () => {
    const { stage, move } = change(
      `
  a: { ask: text, privacy: public, next: colour }
  colour: { ask: choice, options: [red, blue], next: tale }
  tale: { ask: text, privacy: sealed, until: done, accept: [text, photo], next: sure }
  sure: { ask: yesno, next: end }`,
      'renamed: { b: tale, c: sure }',
    )
    // `a` is another kind of question now, so its answer has no place there.
    expect(move).toBe('stays')
    stage.tap('yes')
    expect(stage.session).toBeUndefined()
  })

  it('follows new names of all questions', () => {
    const { stage, move } = change(
      `
  a: { run: t, next: colour }
  colour: { ask: choice, options: [red, blue], next: tale }
  tale: { ask: text, privacy: sealed, until: done, accept: [text, photo], next: sure }
  sure: { ask: yesno, next: end }`,
      'renamed: { c: sure, b: tale }',
    )
    expect(move).toBe('stays')
    const full = change(
      `
  colour: { ask: choice, options: [red, blue], next: tale }
  tale: { ask: text, privacy: sealed, until: done, accept: [text, photo], next: sure }
  sure: { ask: yesno, next: end }
  z: { end: true }`.replace('colour:', 'a: { end: true }\n  colour:'),
      'renamed: { b: tale, c: sure }',
    )
    expect(full.move).toBe('stays')
    expect(stage.session?.frames[0]?.step).toBe('c')
  })

  it('stays on the old structure where a promise about an answer changed', () => {
    const { move, stage } = change(OLD.replace('sealed', 'public'))
    expect(move).toBe('stays')
    stage.tap('yes')
    expect(stage.effects).toContainEqual({ kind: 'count', name: 'flow.t.ended' })
  })

  it('stays where the chosen option is gone', () => {
    expect(change(OLD.replace('red, blue', 'green, blue')).move).toBe('stays')
  })

  it('asks again from the start where nobody knows the old structure, and drops what was kept aside', () => {
    const { stage, move, today } = change(OLD.replace('yesno', 'number'), '', false)
    expect(move).toBe('again')
    const [message] = stage.text('3')
    expect(plain(message?.text ?? [])).toContain('engine.moved')
    expect(plain(message?.text ?? [])).toContain('flows.t.a.ask')
    expect(stage.session?.frames[0]).toMatchObject({ hash: today.hash, step: 'a', answers: {}, trail: [] })
    expect(stage.effects).toContainEqual({ kind: 'drop', drafts: ['p'] })
  })

  it('that is gone ends the conversation with a sentence, unless its structure is still known', () => {
    const stage = begin(version(OLD))
    stage.env.flows = bookOf([flowFrom('flow: other\nversion: 1\nstart: a\nsteps:\n  a: { end: true }\n')])
    const said = stage.text('yes')
    expect(said.map(({ text }) => plain(text)).join()).toContain('engine.moved')
    expect(stage.session).toBeUndefined()
    expect(stage.effects).toContainEqual({ kind: 'drop', drafts: ['p'] })
  })

  it('is the same if only words, triggers or the version changed', () => {
    const text = (head: string) => `${head}start: a\nsteps:\n  a: { ask: yesno, next: b }\n  b: { end: true }\n`
    const one = flowFrom(text('flow: t\nversion: 1\n'))
    const other = flowFrom(text('flow: t\nversion: 2\non: { command: tt, words: true }\nrenamed: { x: a }\n'))
    expect(other.hash).toBe(one.hash)
    expect(
      flowFrom(
        text('flow: t\nversion: 1\n')
          .replace('next: b', 'next: { b: b, else: b }')
          .replace('{ b: b, else: b }', '{ yes: b, no: b }'),
      ).hash,
    ).not.toBe(one.hash)
  })
})
