/** A far side that misbehaves, by a seed: before each deed it is decided which of the calls that follow will be hit, and how. */
import fc from 'fast-check'
import type { Fault } from '../fake/telegram/faults.ts'
import type { FakeTelegram } from '../fake/telegram/server.ts'

type Bare = Fault extends infer F ? (F extends Fault ? Omit<F, 'method' | 'chat' | 'times'> : never) : never
const five = (status: number, after: boolean): Bare => ({ kind: '5xx', status, after })
const cut = (ms: number, after: boolean): Bare => ({ kind: 'drop', ms, after })
const SLOW: Bare = { kind: 'slow', ms: 60 }
const TOO_MANY: Bare = { kind: 'answer', code: 429, retryAfter: 1 }
const BROKEN: Bare = { kind: 'answer', code: 500, description: 'Internal Server Error' }
const FAILURES: Bare[] = [five(502, false), five(504, true), cut(0, false), cut(60, false), cut(0, true), cut(60, true)]

/** What may hit a call, by method. `getUpdates` and `webhook` are the ways in. */
const TROUBLES = {
  sendMessage: [...FAILURES, TOO_MANY, BROKEN, SLOW],
  answerCallbackQuery: [...FAILURES, TOO_MANY, SLOW],
  getUpdates: [...FAILURES, TOO_MANY, SLOW],
  webhook: [...FAILURES, SLOW],
  getFile: [...FAILURES, TOO_MANY, SLOW],
  file: [...FAILURES, SLOW],
} as const satisfies Record<string, Bare[]>
type Method = keyof typeof TROUBLES
const OF_FILES: Method[] = ['getFile', 'file']

export type Storm = {
  /** Before each deed of this person. */
  before(deed: 'say' | 'tap' | 'file'): void
  /** What was brewed up for this person, in order. */
  planned: Fault[]
  /** How many messages had been heard before each deed. */
  starts: number[]
}

/** Telegraf waits 5 s after any trouble with getUpdates but a 429, and that is Telegraf's own business. */
const inbound = { 'telegram-polling': 'getUpdates', 'telegram-webhook': 'webhook', telegraf: undefined } as const
type Weathered = keyof typeof inbound

const MOST_DEEDS = 80

const one = (method: Method) => fc.constantFrom(...TROUBLES[method]).map((it): Fault => ({ ...it, method }))
const maybe = (method: Method, none: number, some: number) =>
  fc.oneof({ weight: none, arbitrary: fc.constant([]) }, { weight: some, arbitrary: one(method).map(it => [it]) })
/** Each way to be hit on the way out once, or twice in a row: a message that got through needs no second attempt. */
const sends = fc
  .tuple(maybe('sendMessage', 1, 1), maybe('sendMessage', 3, 1))
  .map(([first, second]) => (first[0]?.kind === 'slow' ? first : [...first, ...second]))

const deedArb = (way: Method | undefined) =>
  fc.record({
    send: sends,
    tap: maybe('answerCallbackQuery', 1, 1),
    way: way ? maybe(way, way === 'webhook' ? 3 : 16, 1) : fc.constant<Fault[]>([]),
  })

/** Every trouble that a file can meet, dealt one after the other, beginning at `from`: files are rare. */
export const createDeck = (seed: number, from: number): (() => Fault) => {
  const all = OF_FILES.flatMap(method => TROUBLES[method].map((it): Fault => ({ ...it, method })))
  const [deck = []] = fc.sample(fc.shuffledSubarray(all, { minLength: all.length }), { seed, numRuns: 1 })
  let at = from
  return () => deck[at++ % deck.length] as Fault
}

type Brewing = {
  fake: FakeTelegram
  channel: Weathered
  seed: number
  /** What the next file meets. It is asked for twice at the most: then the person is asked to send it again. */
  deck: () => Fault
  phone: () => { id: number; heard: readonly unknown[] }
}

export const createStorm = ({ fake, channel, seed, deck, phone }: Brewing): Storm => {
  const deeds = fc.array(deedArb(inbound[channel]), { minLength: MOST_DEEDS, maxLength: MOST_DEEDS })
  const [schedule = []] = fc.sample(deeds, { seed, numRuns: 1 })
  const planned: Fault[] = []
  const starts: number[] = []
  let at = 0
  return {
    planned,
    starts,
    before(deed) {
      const drawn = schedule[at++]
      if (!drawn) throw new Error(`more than ${MOST_DEEDS} deeds in one talk`)
      const { send, tap, way } = drawn
      const { id, heard } = phone()
      starts.push(heard.length)
      for (const fault of [...send, ...way, ...(deed === 'tap' ? tap : []), ...(deed === 'file' ? [deck()] : [])]) {
        // Whoever asks for updates asks for everybody's.
        const whose = fault.method === 'getUpdates' ? fault : { ...fault, chat: id }
        planned.push(whose)
        fake.fault(whose)
      }
    },
  }
}

/** In words, to count by. */
export const nameOf = (fault: Fault): string => {
  const when = 'after' in fault ? (fault.after ? ' after' : ' before') : ''
  return `${fault.method} ${fault.kind}${'code' in fault ? ` ${fault.code}` : ''}${when}`
}

/** Every name that a storm can have: of files, or of all the rest on this channel. */
export const namesOf = (channel: Weathered | 'files'): string[] => {
  const ofChannel = channel !== 'files' && inbound[channel]
  const methods: Method[] =
    ofChannel === false ? OF_FILES : ['sendMessage', 'answerCallbackQuery', ...(ofChannel ? [ofChannel] : [])]
  return [...new Set(methods.flatMap(method => TROUBLES[method].map(it => nameOf({ ...it, method }))))]
}
