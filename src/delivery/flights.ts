/**
 * What one channel has under way, in memory. A line is here from the commit that marked it `sending` until the commit that
 * takes in what became of it: exactly the lines that a crash leaves in doubt. So their number is bounded by `inFlight`.
 */
import type { Instant, PersonKey } from '../kit/ids.ts'
import type { Landing } from './landing.ts'
import type { Letter, Line, Receipted } from './ports.ts'

export type Flight = { line: Line; letter: Letter }
/** What became of a line, not yet committed. */
export type Back = Flight & { landing: Landing; sent?: Receipted }

/** `perChatMs`: how long a person is left alone after a message. */
export const createFlights = (perChatMs: number) => {
  /** Marked, not yet written: can still be taken back. */
  let waiting: Flight[] = []
  /** When writes may begin: as many as `waiting`, but not tied to a line, so that the most urgent one takes the next. */
  let slots: Instant[] = []
  let writing = 0
  let back: Back[] = []
  const people = new Set<PersonKey>()
  const cooling = new Map<PersonKey, Instant>()
  return {
    /** Lines in doubt if the process died now. */
    count: (): number => waiting.length + writing + back.length,
    writing: (): number => writing,
    /** Waiting lines that an answer may overtake. */
    overtakable: (): number => waiting.filter(({ line }) => line.priority > 0).length,
    nextSlot: (): Instant | undefined => slots[0],

    book(flights: Flight[], times: Instant[]): void {
      for (const { line } of flights) people.add(line.person)
      waiting = [...waiting, ...flights].sort((a, b) => a.line.priority - b.line.priority)
      slots = [...slots, ...times].sort((a, b) => a - b)
    },
    /** The most urgent line takes the next slot. */
    depart(): Flight | undefined {
      const flight = waiting.shift()
      slots.shift()
      if (flight) writing++
      return flight
    },
    land(it: Back, now: Instant): void {
      writing--
      back.push(it)
      if (perChatMs > 0) cooling.set(it.line.person, now + perChatMs)
    },
    /** Takes back what was not written, or some of it: surely not sent, due again at once. True: there was any. */
    recall(now: Instant, which: (line: Line) => boolean = () => true): boolean {
      const [some, others] = [waiting.filter(it => which(it.line)), waiting.filter(it => !which(it.line))]
      for (const flight of some)
        back.push({ ...flight, landing: { finish: { id: flight.line.id, done: 'again', due: now } } })
      waiting = others
      slots = slots.slice(0, waiting.length)
      return some.length > 0
    },

    /** What came back and is to be committed next. It counts until `settle`. */
    returned: (): Back[] => [...back],
    /** These are committed: their places are free. */
    settle(settled: Back[]): void {
      back = back.slice(settled.length)
      for (const { line } of settled) people.delete(line.person)
    },
    /** Who is being written to, or was just now, once `returned` is committed. */
    busy(returned: Back[], now: Instant): PersonKey[] {
      for (const [person, until] of cooling) if (until <= now) cooling.delete(person)
      const done = new Set(returned.map(({ line }) => line.person))
      return [...[...people].filter(person => !done.has(person)), ...cooling.keys()]
    },
    /** When the first person may be written to again. */
    cooledAt: (): Instant => Math.min(...cooling.values()),
    /** The clock was set back by so much. */
    shift(by: number): void {
      slots = slots.map(slot => slot - by)
      for (const [person, until] of cooling) cooling.set(person, until - by)
    },
  }
}
