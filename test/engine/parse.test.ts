import { describe, expect, it } from 'vitest'
import { parseFlow, parseMenu, readFlow, tell, writeFlow } from '../../src/engine/parse.ts'
import { realFlows } from './stage.ts'

const head = 'flow: bad\nversion: 1\nstart: a\nsteps:\n'
const told = (steps: string) => parseFlow(head + steps, 'bad.yaml').mistakes.map(tell)

describe('a script with mistakes', () => {
  it('is told all of them, with line and column', () => {
    const text = `flow: bad
version: 0
start: nope
on: { comand: x, verb: halp }
neds: consent
steps:
  Safe: { ask: yesno, next: { yes: what, no: dangr, mabe: x } }
  what: { ask: choise, next: what }
  danger: { sai: true, next: danger }
`
    expect(parseFlow(text, 'bad.yaml').mistakes.map(tell)).toEqual([
      'bad.yaml:2:10 `version` must be at least 1',
      'bad.yaml:3:8 there is no step `nope`',
      'bad.yaml:4:7 unknown key `comand`; did you mean `command`?',
      expect.stringMatching(/^bad.yaml:4:24 `verb` must be one of: help, back,/),
      'bad.yaml:5:1 unknown key `neds`; did you mean `needs`?',
      expect.stringMatching(/^bad.yaml:7:3 step id `Safe` must be/),
      'bad.yaml:7:46 there is no step `dangr`; did you mean `danger`?',
      'bad.yaml:7:53 `next` names `mabe`, which is no answer here',
      'bad.yaml:7:59 there is no step `x`',
      'bad.yaml:8:16 unknown kind of question `choise`; did you mean `choice`?',
      'bad.yaml:9:3 step `danger` has no kind; did you mean `say`?',
    ])
  })

  const cases: [string, string, string][] = [
    [
      'a way that leads nowhere',
      '  a: { ask: yesno, next: be }\n  b: { end: true }\n',
      '5:26 there is no step `be`; did you mean `b`?',
    ],
    ['an answer without a way', '  a: { ask: yesno, next: { yes: a } }\n', '5:26 `next` says nothing about: no'],
    [
      'a skip without a way',
      '  a: { ask: yesno, skip: true, next: { yes: a, no: a } }\n',
      '5:38 `next` says nothing about: skip',
    ],
    [
      'a list without `else`',
      '  a: { ask: choice, options: { from: x }, next: { b: a } }\n',
      '5:49 `next` needs an `else`, because the answers are not known here',
    ],
    ['free text without a privacy class', '  a: { ask: text, next: a }\n', '5:6 `privacy` is missing'],
    [
      'a say that goes on and ends',
      '  a: { say: true, next: a, end: true }\n',
      '5:13 `say` needs exactly one of `next` and `end`',
    ],
    [
      'tries without a way out',
      '  a: { ask: yesno, tries: 2, next: a }\n',
      '5:27 `tries` and `give_up` belong together',
    ],
    [
      'a nearer place that is none',
      '  a: { ask: place, level: country, next: b }\n  b: { find: x, nearer: a, next: c, empty: c }\n  c: { end: true }\n',
      '6:25 `a` is no question for an area',
    ],
    [
      'a review of no question',
      '  a: { review: [b], next: b }\n  b: { end: true }\n',
      '5:17 `b` is no question to review',
    ],
    [
      'a condition that is none',
      '  a: { branch: [ { when: { step: a, moor: 1 }, next: a } ], else: a }\n',
      '5:26 `when` must be `{ step, given|is|in|has|gt|gte|lt|lte }`, or `all`, `any` (lists) or `not` of such',
    ],
    [
      "a step that is called like the flow's own words",
      '  a: { end: true }\n  title: { end: true }\n',
      '6:3 step id `title` is a name with a meaning of its own; choose another',
    ],
    [
      'a number as an option',
      '  a: { ask: choice, options: [1, b], next: a }\n',
      '5:30 `options` must be a list of options, or `{ from: … }`',
    ],
    [
      'a receipt that is not secret',
      '  a: { ask: text, privacy: sealed, format: receipt, next: a }\n',
      '5:28 a receipt must be `privacy: secret`',
    ],
    [
      'limits the wrong way round',
      '  a: { ask: number, min: 5, max: 2, next: a }\n',
      '5:26 `min` is greater than `max`',
    ],
    ['something twice', '  a: { end: true }\n  a: { end: true }\n', '6:3 Map keys must be unique'],
    ['an alias', '  a: &x { end: true }\n  b: *x\n', '1:1 aliases (`*name`) are not part of the language'],
  ]
  for (const [what, steps, mistake] of cases)
    it(`is told ${what}`, () => expect(told(steps)).toContain(`bad.yaml:${mistake}`))

  it('may be no script at all', () => {
    for (const text of ['', '- a', 'hello', 'flow: [', '\u0000', 'steps: 3', 'flow: a\nsteps: { a: 3 }']) {
      const { value, mistakes } = parseFlow(text, 'bad.yaml')
      expect(value).toBeUndefined()
      expect(mistakes.length).toBeGreaterThan(0)
      for (const { line, column } of mistakes) expect(Math.min(line, column)).toBeGreaterThan(0)
    }
  })
})

describe('a script', () => {
  it('of ours has no mistakes, and comes back from the store as it was', () => {
    for (const flow of realFlows()) expect(readFlow(writeFlow(flow))).toEqual(flow)
    expect(readFlow('{')).toBeUndefined()
    expect(readFlow('{"flow":"a"}')).toBeUndefined()
  })
})

describe('the menu', () => {
  it('names a welcome and what is offered', () => {
    expect(parseMenu('welcome: start\nitems: [a, b]\n', 'menu.yaml').value).toEqual({
      welcome: 'start',
      items: ['a', 'b'],
    })
    expect(parseMenu('welcome: start\nitem: [a]\n', 'menu.yaml').mistakes.map(tell)).toEqual([
      'menu.yaml:1:1 `items` is missing',
      'menu.yaml:2:1 unknown key `item`; did you mean `items`?',
    ])
  })
})
