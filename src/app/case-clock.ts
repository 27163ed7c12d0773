import { EMERGENCY, EVERY, type Patience, type Promises, patienceOf } from '../domain/deadlines.ts'
import type { Instant } from '../kit/ids.ts'
import { type Mark, PORTION, type Reach, tellOf } from '../store/clock.ts'
import { loadPromises } from '../store/deadlines.ts'
import type { Store } from '../store/index.ts'
import type { Changes } from './changes.ts'
import { queueDay } from './read-queue.ts'
import type { TellStaff } from './tell-staff.ts'

const DAY_HOURS = 24
const DAY = DAY_HOURS * 3_600_000

/** How many the clock told of: whose it is at half the time, everybody of what nobody took up and of what is due, administrators daily after it. */
export type Told = { half: number; untaken: number; everybody: number; late: number }

export type CaseClock = {
  /** Tells of all that is due and not told of yet; once a day of what is late. May run as often as one likes. */
  tellOfDue(now: Instant): Promise<Told>
}

/** @param rooms.tell sends word to staff; within the transaction that marks the cases, so that none is told twice or forgotten. */
export const createCaseClock = (rooms: { store: Store; changes: Changes; tell?: TellStaff }): CaseClock => {
  const { store, changes, tell } = rooms
  /** Portion by portion, so that nobody who writes to the bot waits for it. */
  const mark = async (it: Mark, reach: readonly Reach[], half?: readonly Reach[]): Promise<number> => {
    for (let total = 0; ; ) {
      const count = await store.tx(async tx => {
        const told = await tellOf(tx, it, reach, half)
        if (told.length > 0) await tell?.(tx, typeof it === 'object' ? 'late' : it, told)
        return told.length
      })
      total += count
      if (count < PORTION) return total
    }
  }
  return {
    async tellOfDue(now) {
      const today = Date.parse(queueDay(now)) / DAY
      const kinds = kindsOf(await store.tx(loadPromises))
      const upTo = (days: (patience: Patience) => number): Reach[] =>
        kinds.map(({ patience, ...kind }) => ({ ...kind, until: dayAt(today + days(patience)) }))
      // From the last to the first: what is late already is not told of as half its time first.
      const late = await mark(
        { late: today },
        upTo(() => -1),
      )
      const everybody = await mark('everybody', upTo(daysAhead))
      const used = upTo(({ answer }) => Math.floor(answer / 2 / DAY_HOURS))
      const since = upTo(({ acknowledge, answer }) => Math.floor((answer - acknowledge) / DAY_HOURS))
      const untaken = await mark('untaken', since, used)
      const half = await mark('half', used)
      if (late + everybody + untaken + half > 0) changes.tell()
      return { half, untaken, everybody, late }
    },
  }
}

const dayAt = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)

/** Of a case stand days, never hours: a promise of hours is told to everybody from the day before its deadline on, so at once. */
const daysAhead = ({ answer }: Patience): number => (answer < DAY_HOURS ? 1 : 0)

type Kind = Omit<Reach, 'until'> & { patience: Patience }

/** Every kind of promise that there is: of each category that has its own, and of all the others. */
const kindsOf = (promises: Promises): Kind[] => {
  const own = [...promises.keys()].filter(category => category !== EVERY && category !== EMERGENCY)
  return [true, false].flatMap(emergency => {
    const urgency = emergency ? 'emergency' : 'soon'
    return [
      ...own.map(category => ({
        emergency,
        categories: [category],
        except: false,
        patience: patienceOf({ category, urgency }, promises),
      })),
      { emergency, categories: own, except: true, patience: patienceOf({ category: EVERY, urgency }, promises) },
    ]
  })
}
