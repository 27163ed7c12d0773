import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packSession, unpackSession } from '../../src/engine/codec.ts'
import type { Flow } from '../../src/engine/flow.ts'
import { draftsOf } from '../../src/engine/turn.ts'
import { BUDGET, type Effect, type Frame, type Input, type Session } from '../../src/engine/types.ts'
import type { DraftId } from '../../src/kit/ids.ts'
import { flowArb, type Move, moveArb } from './arbitrary.ts'
import { bookOf, createStage, realBook, type Stage, type StageOptions } from './stage.ts'

const twoFlows = fc.tuple(flowArb('a', ['b']), flowArb('b', ['a']))
const moves = fc.array(moveArb, { minLength: 1, maxLength: 25 })

/** A talk of these moves; `each` sees every one. */
const talk = (
  options: StageOptions,
  moves: Move[],
  each: (stage: Stage, input: Input, before: Session | undefined) => void,
) => {
  const stage = createStage(options)
  const buttons: string[] = []
  let drafts = 0
  const draft = () => `draft${++drafts}` as DraftId
  for (const move of moves) {
    const before = stage.session
    const input = move({ said: stage.said, buttons, seq: stage.session?.seq ?? 0, draft })
    stage.stops.length = 0
    stage.send(input)
    if (stage.circles) return
    buttons.push(...stage.said.flatMap(message => message.choices.map(({ token }) => token)))
    each(stage, input, before)
  }
}

const onBooks = (check: (options: StageOptions, moves: Move[]) => void, numRuns: number) => {
  fc.assert(
    fc.property(twoFlows, fc.boolean(), fc.boolean(), moves, (flows, consent, ok, moves) => {
      const outcomes = { 'thing.do': { outcome: ok ? 'ok' : 'no' } }
      check({ book: bookOf(flows), person: { consent }, outcomes }, moves)
    }),
    { numRuns },
  )
}

const OUTCOMES = {
  'alerts.show': { outcome: 'some' },
  'concern.news': { outcome: 'found', values: { status: 'new', day: 'Monday' } },
  'person.show': { outcome: 'some' },
}

const onRealFlows = (check: (options: StageOptions, moves: Move[]) => void, numRuns: number) => {
  const book = realBook()
  const begin = fc.constantFrom(...book.all().map(({ flow }) => flow)).map(
    (flow): Move =>
      () => ({ kind: 'tap', token: `f.${flow}` }),
  )
  fc.assert(
    fc.property(begin, moves, fc.boolean(), (first, moves, consent) =>
      check({ book, person: { consent }, outcomes: OUTCOMES }, [first, ...moves]),
    ),
    { numRuns },
  )
}

/** The meter of messages is no part of what is talked about; what a text is put aside under is a throw of the dice. */
const packed = (session: Session | undefined) => {
  const names: string[] = []
  return (
    session &&
    packSession({ ...session, said: { from: 0, count: 0 } }).replace(/(?<="draft":")[\w-]{22}(?=")/g, name => {
      if (!names.includes(name)) names.push(name)
      return `aside ${names.indexOf(name)}`
    })
  )
}

/** The same button, as it stands under the question now. */
const renumbered = (input: Input, session: Session | undefined): Input =>
  input.kind === 'tap' && session
    ? {
        ...input,
        token: input.token.replace(/^(a|v\.\w+)\.[\w-]+\.\w+/, `$1.${session.tag}.${session.seq.toString(36)}`),
      }
    : input

describe('any script, any person', () => {
  it('waits or ends within the budgets, and answers everything', () => {
    onBooks((options, moves) => {
      talk(options, moves, (stage, input) => {
        const { session, said } = stage
        if (input.kind !== 'timer') expect(said.length).toBeGreaterThan(0)
        expect(said.length).toBeLessThanOrEqual(BUDGET.free + BUDGET.messages)
        expect(stage.stops.length).toBeLessThan(BUDGET.steps)
        for (const { text, choices, verbs } of said) {
          expect(text.length).toBeGreaterThan(0)
          for (const { token } of [...choices, ...verbs]) expect(token).toMatch(/^[\x21-\x7e]{1,64}$/)
        }
        if (!session) return
        expect(session.frames.length).toBeGreaterThan(0)
        // What can be said at any moment finds room beyond the limit.
        expect(session.frames.length).toBeLessThanOrEqual(BUDGET.depth + 2)
        expect(packSession(session).length).toBeLessThanOrEqual(BUDGET.state)
        expect(unpackSession(packSession(session))).toEqual(session)
      })
    }, 500)
  })

  it('changes nothing in the session that it was given', () => {
    onBooks((options, moves) => {
      const kept: [Session, string][] = []
      talk(options, moves, stage => {
        if (stage.session) kept.push([stage.session, JSON.stringify(stage.session)])
        for (const [session, text] of kept) expect(JSON.stringify(session)).toBe(text)
      })
    }, 150)
  })

  it('keeps account of every draft: in the conversation, handed over, or dropped', () => {
    const check = (options: StageOptions, moves: Move[]) => {
      const alive = new Set<string>()
      talk(options, moves, (stage, input) => {
        if (input.kind === 'file') alive.add(input.draft)
        for (const effect of stage.effects as Effect[]) if (effect.kind === 'keep') alive.add(effect.draft)
        for (const stop of stage.stops)
          if ((options.outcomes?.[stop.commit]?.outcome ?? 'ok') === 'ok')
            for (const draft of Object.values(stop.with).flatMap(draftsOf)) alive.delete(draft)
        for (const effect of stage.effects)
          if (effect.kind === 'drop') for (const draft of effect.drafts) expect(alive.delete(draft)).toBe(true)
        const held = stage.session?.frames.flatMap(frame => Object.values(frame.answers).flatMap(draftsOf)) ?? []
        expect([...alive].sort()).toEqual([...held].sort())
      })
    }
    onBooks(check, 500)
    onRealFlows(check, 200)
  })

  it('comes to the same bytes by back and the same answer', () => {
    let seen = 0
    const check = (options: StageOptions, moves: Move[]) =>
      talk(options, moves, (stage, input, before) => {
        const now = stage.session
        const [was, is] = [before?.frames.at(-1), now?.frames.at(-1)]
        if (!was || !is || before?.frames.length !== now?.frames.length) return
        // An answer that led on: its step was put to the trail.
        if (is.trail.join(' ') !== [...was.trail, was.step].join(' ')) return
        // Giving up is no answer.
        if (stage.effects.some(effect => effect.kind === 'count' && effect.name.endsWith('.gave_up'))) return
        const expected = packed(now)
        stage.send({ kind: 'command', name: 'back', args: '' })
        expect(stage.session?.frames.at(-1)?.step).toBe(was.step)
        // A list within the list, or a later page, is opened again before the same answer can be given.
        if (stage.session) {
          const frames = [
            ...stage.session.frames.slice(0, -1),
            { ...(stage.session.frames.at(-1) as Frame), page: was.page },
          ]
          if (was.under !== undefined) Object.assign(frames.at(-1) as Frame, { under: was.under })
          stage.session = { ...stage.session, frames }
        }
        // The last answer of a correction ends it: back from there is no correction any more, and the button has another number.
        const over = was.mending !== undefined && is.mending === undefined
        stage.send(over ? renumbered(input, stage.session) : input)
        expect(packed(stage.session)).toBe(expected)
        seen++
      })
    onBooks(check, 900)
    onRealFlows(check, 500)
    // 504 to 622 over twenty seeds.
    expect(seen).toBeGreaterThan(300)
  })

  it('leaves everything as it was when an old button is tapped', () => {
    let seen = 0
    const check = (options: StageOptions, moves: Move[]) => {
      const old: string[] = []
      talk(options, moves, stage => {
        const { session } = stage
        const tag = `a.${session?.tag}.${session?.seq.toString(36)}.`
        for (const token of old.filter(token => !token.startsWith(tag)).slice(-4)) {
          const before = packed(session)
          const said = stage.said
          expect(stage.send({ kind: 'tap', token }).length).toBe(1)
          expect(packed(stage.session)).toBe(before)
          stage.said = said
          seen++
        }
        old.push(
          ...stage.said.flatMap(({ choices }) =>
            choices.map(({ token }) => token).filter(token => token.startsWith('a.')),
          ),
        )
      })
    }
    onBooks(check, 300)
    expect(seen).toBeGreaterThan(500)
  })
})

describe('hostile inputs', () => {
  it('never throw, even with sessions that no script can stand on', () => {
    const frame = fc.record({
      flow: fc.constantFrom('a', 'b', 'gone'),
      hash: fc.constantFrom<string>('x', ''),
      step: fc.constantFrom('s0', 's1', '', 'nowhere', 'constructor'),
      answers: fc.dictionary(
        fc.constantFrom('s0', 's1', 'capability', 'x'),
        fc.constantFrom<string | number | null>('yes', 3, null),
      ),
      trail: fc.array(fc.constantFrom('s0', 's1', '!', 'x'), { maxLength: 3 }),
      tries: fc.nat(5),
      page: fc.nat(99),
    })
    fc.assert(
      fc.property(
        twoFlows,
        fc.array(frame, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        moves,
        (flows, frames, pinned, moves) => {
          const book = bookOf(flows as Flow[])
          const stage = createStage({ book })
          for (const it of frames) if (pinned) it.hash = book.get(it.flow)?.hash ?? it.hash
          const session: Session = {
            v: 1,
            tag: 'AAAA',
            lang: 'en',
            frames,
            seq: 1,
            said: { from: 0, count: 0 },
            until: Number.MAX_SAFE_INTEGER,
          }
          for (const move of moves) {
            stage.session = session
            const input = move({ said: stage.said, buttons: [], seq: 1, draft: () => 'd' as DraftId })
            if (input.kind === 'timer') continue
            stage.send(input)
            if (!stage.circles) expect(stage.said.length).toBeGreaterThan(0)
          }
        },
      ),
      { numRuns: 200 },
    )
  })
})
