/** Scripts and people as chance makes them, for the engine's properties. */
import fc from 'fast-check'
import { checkFlow } from '../../src/engine/check.ts'
import type { Flow } from '../../src/engine/flow.ts'
import { VERBS } from '../../src/engine/flow.ts'
import type { Input } from '../../src/engine/types.ts'
import type { DraftId } from '../../src/kit/ids.ts'
import type { Message } from '../../src/kit/message.ts'

const OPTIONS = ['red', 'green', 'blue']

/** A valid script: any kinds, any ways between them, loops and dead ends included. `names`: flows that it may run. */
export const flowArb = (name: string, names: string[]): fc.Arbitrary<Flow> =>
  fc
    .integer({ min: 1, max: 7 })
    .chain(size => {
      const ids = Array.from({ length: size }, (_, index) => `s${index}`)
      return fc.tuple(fc.tuple(...ids.map(() => stepArb(ids, names))), fc.boolean(), fc.constantFrom(...ids))
    })
    .map(([steps, needs, start]) => {
      const questions = steps.flatMap((step, index) => ('ask' in step || 'find' in step ? [`s${index}`] : []))
      const raw = {
        flow: name,
        version: 1,
        start,
        on: { command: name, words: true },
        ...(needs ? { needs: 'consent' } : {}),
        steps: Object.fromEntries(
          steps.map((step, index) => [`s${index}`, 'review' in step ? { ...step, review: questions } : step]),
        ),
      }
      const place = steps.findIndex(step => step.ask === 'place' && step.level !== 'country')
      for (const step of Object.values(raw.steps))
        if ('nearer' in step && place < 0) delete step.nearer
        else if ('nearer' in step) step.nearer = `s${place}`
      // A review of nothing is none.
      for (const [id, step] of Object.entries(raw.steps))
        if ('review' in step && !questions.length) raw.steps[id] = { end: true }
      const { value, flaws } = checkFlow(raw)
      if (!value) throw new Error(JSON.stringify(flaws))
      return value
    })

type RawStep = Record<string, unknown>

const stepArb = (ids: string[], names: string[]): fc.Arbitrary<RawStep> => {
  const id = fc.constantFrom(...ids)
  const some = fc.constantFrom('red', 'green')
  const skip = fc.constantFrom({}, { skip: true })
  const tries = fc.oneof(fc.constant({}), fc.record({ tries: fc.integer({ min: 1, max: 3 }), give_up: id }))
  const ask = (more: fc.Arbitrary<RawStep>) =>
    fc.tuple(more, skip, tries, id).map(([one, two, three, next]) => ({ ...one, ...two, ...three, next }))
  const source = fc.constantFrom<RawStep['options']>(OPTIONS, { from: 'things' }, { from: 'categories' })
  return fc.oneof(
    fc.record({ say: fc.constant(true), next: id }),
    fc.record({ say: fc.constant(true), end: fc.constantFrom(true, 'menu') }),
    fc.record({ say: fc.constant(true), show: fc.constant({ from: 'emergency' }), next: id }),
    ask(fc.record({ ask: fc.constant('yesno') })),
    fc.record({ ask: fc.constant('yesno'), next: fc.record({ yes: id, no: id }) }),
    ask(fc.record({ ask: fc.constant('choice'), options: source })),
    ask(fc.record({ ask: fc.constant('many'), options: source, max: fc.integer({ min: 1, max: 3 }) })),
    ask(fc.record({ ask: fc.constant('text'), privacy: fc.constantFrom('sealed', 'coded') })),
    ask(fc.constant({ ask: 'text', privacy: 'sealed', until: 'done', accept: ['text', 'photo', 'voice'] })),
    ask(fc.constant({ ask: 'text', privacy: 'secret', format: 'receipt' })),
    ask(fc.constant({ ask: 'number', min: 0, max: 99 })),
    ask(fc.constant({ ask: 'date', max: 'today' })),
    ask(fc.record({ ask: fc.constant('place'), level: fc.constantFrom('area', 'country', 'either') })),
    ask(fc.constant({ ask: 'media', until: 'done' })),
    fc.record({ find: fc.constantFrom('things', 'nothing', 'desks'), next: id, empty: id }),
    fc.record({ find: fc.constantFrom('things', 'desks'), next: id, empty: id, nearer: fc.constant('') }),
    fc.record({ branch: fc.tuple(fc.record({ when: fc.record({ step: id, is: some }), next: id })), else: id }),
    fc.record({ review: fc.constant([]), options: fc.constant(['send', 'wait']), next: id }),
    fc.record({ commit: fc.constant('thing.do'), with: fc.record({ it: id }), next: fc.record({ ok: id, else: id }) }),
    ...(names.length ? [fc.record({ run: fc.constantFrom(...names), next: id })] : []),
    fc.record({ end: fc.constantFrom(true, 'menu') }),
  )
}

/** What somebody does next, given what was said last and the buttons of all times. */
export type Move = (now: { said: Message[]; buttons: string[]; seq: number; draft: () => DraftId }) => Input

const WORDS = [
  'yes',
  'no',
  '1',
  '2',
  '3',
  '９',
  '٣',
  '१',
  '0',
  '00',
  '07',
  '2026-05-31',
  '03/04/2026',
  '31 May',
  'saitama',
  'Japan',
  'tokio',
  'Thing number 7',
  'work',
  'wages',
  'hello there',
  '',
  '   ',
  '/cancel',
  '/nothing',
  '／help',
  'red',
  'a, b',
  '1, 2',
  'stop',
  'itigil',
  'want to die',
  '0000 0000 0000 0000',
  '😀',
  '\u0000',
  '__proto__',
  'constructor',
  '-red',
  '@s0',
  'x'.repeat(3000),
  '一',
  'ㅋㅋ',
]

const pick = <T>(from: T[], at: number): T | undefined => from[at % Math.max(1, from.length)]
const tokensOf = (said: Message[]) =>
  said.flatMap(message => [...message.choices, ...message.verbs].map(({ token }) => token))

/** What fits a question that has no buttons. */
const FITTING = { text: 'hello there', number: '7', date: '2026-05-31', place: 'Saitama', media: 'done' }

/** Answers what was asked last, as most people do: by one of its buttons, else in words that fit. Where nothing is asked, begins. */
const answer =
  (at: number): Move =>
  ({ said }) => {
    const asked = said.at(-1)
    const token = pick(asked?.choices ?? [], at)?.token
    if (token !== undefined) return { kind: 'tap', token }
    return asked?.input ? { kind: 'text', text: FITTING[asked.input] } : { kind: 'command', name: 'a', args: '' }
  }

export const moveArb: fc.Arbitrary<Move> = fc.oneof(
  { weight: 12, arbitrary: fc.nat().map(answer) },
  {
    weight: 6,
    arbitrary: fc.nat().map(
      (at): Move =>
        ({ said }) => ({ kind: 'tap', token: pick(tokensOf(said), at) ?? 'none' }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.nat().map(
      (at): Move =>
        ({ buttons }) => ({ kind: 'tap', token: pick(buttons, at) ?? 'none' }),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(...WORDS, ...VERBS).map(
      (text): Move =>
        () => ({ kind: 'text', text }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.string({ unit: 'binary', maxLength: 60 }).map(
      (text): Move =>
        () => ({ kind: 'text', text }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.string({ maxLength: 70 }).map(
      (token): Move =>
        () => ({ kind: 'tap', token }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('a', 'b', 'start', ...VERBS).map(
      (name): Move =>
        () => ({ kind: 'command', name, args: '' }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('photo' as const, 'voice' as const, 'video' as const), fc.constantFrom('', 'what I saw'))
      .map(
        ([media, caption]): Move =>
          ({ draft }) => ({ kind: 'file', media, draft: draft(), bytes: 9, caption }),
      ),
  },
  { weight: 1, arbitrary: fc.constant<Move>(() => ({ kind: 'place', lat: 35.6, lon: 139.7 })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('sticker' as const, 'edited' as const).map(
      (why): Move =>
        () => ({ kind: 'unreadable', why }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('remind' as const, 'expire' as const).map(
      (what): Move =>
        ({ seq }) => ({ kind: 'timer', what, seq }),
    ),
  },
)
