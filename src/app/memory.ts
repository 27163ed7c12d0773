import type { Instant, PersonKey } from '../kit/ids.ts'
import type { Volatile } from './talk.ts'

const LIFE = 60 * 60_000
/** A flood of strangers must not take the machine's memory: the longest silent are forgotten first. */
const MOST = 20_000
const REFS = 500

export type Memory = {
  get(person: PersonKey, now: Instant): Volatile | undefined
  set(person: PersonKey, known: Omit<Volatile, 'until'>, now: Instant): void
  /** One more message that may be cleared, of somebody who is remembered. */
  addRef(person: PersonKey, ref: string): void
  forget(person: PersonKey): void
  readonly size: number
}

/**
 * Who has not said yes is remembered here and nowhere else: in memory, for an hour. After a restart the conversation begins
 * again with the language; that is the price of storing nothing without consent.
 */
export const createMemory = (): Memory => {
  const people = new Map<PersonKey, Volatile>()
  return {
    get(person, now) {
      const known = people.get(person)
      if (known && known.until <= now) people.delete(person)
      return known && known.until > now ? known : undefined
    },
    set(person, known, now) {
      people.delete(person)
      people.set(person, { ...known, until: now + LIFE })
      for (const [oldest, { until }] of people) {
        if (people.size <= MOST && until > now) break
        people.delete(oldest)
      }
    },
    addRef(person, ref) {
      const known = people.get(person)
      if (known && known.refs.length < REFS) known.refs.push(ref)
    },
    forget: person => void people.delete(person),
    get size() {
      return people.size
    },
  }
}
