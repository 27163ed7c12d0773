/** Reads the pages `*.cases.yaml`, one for each kind of step and each part of the engine. See README at the top of each page. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Input } from '../../src/engine/types.ts'
import type { DraftId } from '../../src/kit/ids.ts'
import { type Message, plain } from '../../src/kit/message.ts'
import { bookOf, createStage, echoWords, flowFrom, realBook, type Stage, type StageOptions } from './stage.ts'

type Case = {
  case: string
  flows?: string[]
  outcomes?: NonNullable<StageOptions['outcomes']>
  /** `lang: ~`: somebody new. */
  person?: Omit<NonNullable<StageOptions['person']>, 'lang'> & { lang?: string | null }
  texts?: Record<string, string>
  lists?: Record<string, string[]>
  drafts?: string[]
  talk: string
}

const here = new URL('./', import.meta.url)
const pages = readdirSync(here).filter(name => name.endsWith('.cases.yaml'))

/** `> …`: what is done. */
const inputOf = (stage: Stage, line: string): Input => {
  const tapped = /^\[(.+)\]$|^\((.+)\)$/.exec(line)
  if (tapped) return { kind: 'tap', token: stage.token(tapped[1] ?? tapped[2] ?? '') }
  const [word = '', ...rest] = line.split(' ')
  if (word === '@token') return { kind: 'tap', token: rest.join(' ') }
  if (word === '@place') return { kind: 'place', lat: Number(rest[0]), lon: Number(rest[1]) }
  if (word === '@photo' || word === '@voice' || word === '@video') {
    const media = word.slice(1) as 'photo' | 'voice' | 'video'
    return { kind: 'file', media, draft: (rest[0] ?? media) as DraftId, bytes: 1000, caption: rest.slice(1).join(' ') }
  }
  if (word === '@sticker') return { kind: 'unreadable', why: 'sticker' }
  if (word === '@remind' || word === '@expire')
    return { kind: 'timer', what: word === '@remind' ? 'remind' : 'expire', seq: Number(rest[0] ?? stage.session?.seq) }
  if (word === '@blocked') return { kind: 'blocked' }
  if (word === '@long') return { kind: 'text', text: 'x'.repeat(Number(rest[0])) }
  if (word.startsWith('/')) return { kind: 'command', name: word.slice(1), args: rest.join(' ') }
  return { kind: 'text', text: line.replace(/^"(.*)"$/, '$1') }
}

const shownAs = (token: string): string =>
  token
    .replace(/^a\.[^.]+\.[^.]+\./, '')
    .replace(/^v\.(\w+)\..*$/, '$1')
    .replace(/^f\./, '')

/** `< key key [choices] (verbs)`: what is said. */
const expectMessage = (message: Message | undefined, line: string) => {
  expect(message, `nothing said for: ${line}`).toBeDefined()
  if (!message) return
  const choices = / ?\[(.*?)\]/.exec(line)?.[1]
  const verbs = / ?\((.*?)\)/.exec(line)?.[1]
  const keys = line
    .replace(/ ?\[.*?\]/, '')
    .replace(/ ?\(.*?\)/, '')
    .split(' ')
    .filter(Boolean)
  const said = plain(message.text)
  let from = 0
  for (const key of keys) {
    const at = said.indexOf(key, from)
    expect(at, `"${key}" is not in "${said}"`).toBeGreaterThanOrEqual(0)
    from = at
  }
  if (choices !== undefined) expect(message.choices.map(({ token }) => shownAs(token)).join(' ')).toBe(choices)
  if (verbs !== undefined) expect(message.verbs.map(({ token }) => shownAs(token)).join(' ')).toBe(verbs)
}

const minutes = 60_000

const play = (it: Case) => {
  const { texts = {}, lists = {}, drafts = [] } = it
  const words = echoWords({ texts, lists, drafts })
  const flows = it.flows?.map(text => flowFrom(text))
  const stage = createStage({
    book: flows ? bookOf(flows) : realBook(),
    words,
    ...(it.outcomes && { outcomes: it.outcomes }),
    ...(it.person && {
      person: { ...it.person, lang: it.person.lang === null ? undefined : (it.person.lang ?? 'en') },
    }),
  })
  let pending: Message[] = []
  for (const raw of it.talk.split('\n').filter(line => line.trim() !== '')) {
    const [mark, line] = [raw[0], raw.slice(2)]
    if (mark === '>') {
      expect(
        pending.map(message => plain(message.text)),
        `before: ${raw}`,
      ).toEqual([])
      pending = [...stage.send(inputOf(stage, line))]
    } else if (mark === '<') expectMessage(pending.shift(), line)
    else if (mark === '+') stage.pass(Number(line) * minutes)
    else if (mark === '=') expect(stage.session?.frames.at(-1)?.answers).toEqual(JSON.parse(line))
    else if (mark === '!') expect(stage.stops.at(-1)).toMatchObject(JSON.parse(line))
    else if (mark === '*') expect(stage.effects).toContainEqual(expect.objectContaining(JSON.parse(line)))
    else if (mark === '~') expect(stage.effects).not.toContainEqual(expect.objectContaining(JSON.parse(line)))
    else if (mark === '.') expect(stage.session, raw).toBeUndefined()
    else throw new Error(`not a line of a talk: ${raw}`)
  }
  expect(
    pending.map(message => plain(message.text)),
    'said beyond the end',
  ).toEqual([])
}

for (const page of pages)
  describe(page, () => {
    for (const one of parse(readFileSync(new URL(page, here), 'utf8')) as Case[]) it(one.case, () => play(one))
  })

describe('the pages', () => {
  it('are one for each kind of step', () => {
    const kinds = readdirSync(new URL('../../src/engine/steps/', here)).map(name => name.replace('.ts', ''))
    const written = pages.map(name => name.replace('.cases.yaml', ''))
    for (const kind of kinds.filter(name => name !== 'index')) expect(written).toContain(kind)
  })
})
