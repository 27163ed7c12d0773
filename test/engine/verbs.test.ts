/** Every wait of every real flow × every verb × every way of saying it is answered at once, and none is taken as an answer. */
import { describe, expect, it } from 'vitest'
import { VERBS } from '../../src/engine/flow.ts'
import { VERB_NUMBERS } from '../../src/engine/lexicon.ts'
import { verbToken } from '../../src/engine/tokens.ts'
import type { Input, Session } from '../../src/engine/types.ts'
import { plain } from '../../src/kit/message.ts'
import { createStage, realBook, type Stage, type StageOptions } from './stage.ts'

/** What commits can come to, so that the walk finds every question. */
const WORLDS: NonNullable<StageOptions['outcomes']>[] = [
  {
    'alerts.show': { outcome: 'none' },
    'person.show': { outcome: 'some' },
    'concern.news': { outcome: 'found', values: { day: 'x', late: 'x', quiet: 'x', printed: 'x' } },
  },
  {
    'alerts.show': { outcome: 'some' },
    'person.show': { outcome: 'none' },
    'concern.news': { outcome: 'desk' },
    'concern.rest': { outcome: 'quote' },
    'concern.open': { outcome: 'closed' },
  },
]

/** Where a call can lead, one world each. */
const CALL: Record<string, number> = { sign: 1, rsvp: 1, poll: 1, comment: 1, organization: 1, back: 1, did_sign: 1 }
const CALLS = ['language', 'call', 'poll', 'polls', 'comment', 'organization', 'back'].map(outcome => ({
  ...WORLDS[0],
  'campaign.look': { outcome, values: CALL },
  'campaign.brief': { outcome: 'five' },
}))

/** Replies that lead on from some kind of question. */
const REPLIES: Input[] = [
  { kind: 'text', text: '0000 0000 0000 0000' },
  { kind: 'text', text: 'saitama' },
  { kind: 'command', name: 'skip', args: '' },
  { kind: 'command', name: 'done', args: '' },
]

type Wait = { name: string; session: Session; stage: Stage }

const waits = (): Wait[] => {
  const book = realBook()
  const found = new Map<string, Wait>()
  for (const outcomes of [...WORLDS, ...CALLS])
    for (const person of [{ consent: true }, { consent: false }])
      for (const { flow, on } of book.all()) {
        if (on.campaign !== ('campaign.look' in outcomes || undefined)) continue
        const stage = createStage({ book, outcomes, person })
        const open: (Session | undefined)[] = []
        const seen = new Set<string>()
        const visit = () => {
          const top = stage.session?.frames.at(-1)
          if (!stage.session || !top) return
          const name = `${top.flow}.${top.step}${top.under ? ' (list)' : ''}${top.mending ? ' (again)' : ''}${top.answers[top.step] ? ' (begun)' : ''}`
          // From the same question each world leads elsewhere.
          if (seen.has(name)) return
          seen.add(name)
          if (!found.has(name)) found.set(name, { name, session: stage.session, stage })
          open.push(stage.session)
        }
        stage.send({ kind: 'tap', token: on.campaign ? `c.${'A'.repeat(22)}.open` : `f.${flow}` })
        visit()
        for (let at = 0; at < open.length; at++) {
          stage.session = open[at]
          const taps = stage.send({ kind: 'command', name: 'repeat', args: '' }).flatMap(({ choices }) => choices)
          for (const input of [...REPLIES, ...taps.map(({ token }): Input => ({ kind: 'tap', token }))]) {
            stage.session = open[at]
            stage.env.person.consent = person.consent
            stage.send(input)
            visit()
          }
        }
      }
  return [...found.values()]
}

const ways = (verb: (typeof VERBS)[number], session: Session): Input[] => [
  { kind: 'tap', token: verbToken(verb, session) },
  { kind: 'tap', token: verbToken(verb, { ...session, tag: 'old!', seq: 7 }) },
  { kind: 'command', name: verb, args: '' },
  { kind: 'text', text: `/${verb}` },
  { kind: 'text', text: verb },
  { kind: 'text', text: ` ${verb.toUpperCase()}! ` },
  ...Object.entries(VERB_NUMBERS)
    .filter(([, named]) => named === verb)
    .map(([number]): Input => ({ kind: 'text', text: number })),
]

const all = waits()

describe('at every wait', () => {
  it('of which all real flows have their own', () => {
    const names = all.map(({ name }) => name)
    const asked = realBook()
      .all()
      .flatMap(({ flow, steps }) =>
        Object.values(steps).flatMap(step =>
          step.kind === 'ask' || step.kind === 'find' || step.kind === 'review' ? [`${flow}.${step.id}`] : [],
        ),
      )
    expect(asked.filter(name => !names.includes(name))).toEqual([])
  })

  for (const verb of VERBS)
    it(`"${verb}" is answered, however it is said, and is never an answer`, () => {
      for (const { name, session, stage } of all)
        for (const input of ways(verb, session)) {
          stage.session = session
          const said = stage.send(input)
          const what = `${name} ${JSON.stringify(input)}`
          expect(said.length, what).toBeGreaterThan(0)
          expect(stage.effects, what).not.toContainEqual({ kind: 'count', name: 'engine.error' })
          expect(said.map(({ text }) => plain(text)).join(), what).not.toContain('engine.retry')
          const texts = (stage.session?.frames ?? []).flatMap(({ answers }) => Object.values(answers))
          expect(JSON.stringify(texts), what).not.toContain(`"${verb}"`.toUpperCase())
          expect(JSON.stringify(texts), what).not.toContain(`"/${verb}"`)
        }
    })
})

it('"later" promises 24 hours only where the answers are stored', () => {
  for (const [consent, key] of [
    [true, 'engine.kept_longer'],
    [false, 'engine.kept_hour'],
  ] as const) {
    const stage = createStage({ person: { consent } })
    stage.send({ kind: 'command', name: 'desk', args: '' })
    const before = stage.session?.until ?? 0
    expect(
      stage
        .text('later')
        .map(({ text }) => plain(text))
        .join(),
    ).toContain(key)
    expect((stage.session?.until ?? 0) > before).toBe(consent)
  }
})
