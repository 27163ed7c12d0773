import { patienceOf } from '../domain/deadlines.ts'
import type { Instant } from '../kit/ids.ts'
import { lateMark, type Telling, tellOf } from '../store/clock.ts'
import type { Store } from '../store/index.ts'
import { TOLD } from '../store/queue.ts'
import type { Changes } from './changes.ts'
import { queueDay } from './read-queue.ts'

const DAY = 86_400_000

/** How many the clock told of: whose it is at half the time, everybody at the deadline, administrators on every day after it. */
export type Told = { half: number; everybody: number; late: number }

export type CaseClock = {
  /** Tells of all that is due and not told of yet; once a day of what is late. May run as often as one likes. */
  tellOfDue(now: Instant): Promise<Told>
}

export const createCaseClock = ({ store, changes }: { store: Store; changes: Changes }): CaseClock => {
  /** Portion by portion, so that nobody who writes to the bot waits for it. */
  const tell = async (telling: Telling): Promise<number> => {
    for (let total = 0; ; ) {
      const { count, more } = await store.tx(tx => tellOf(tx, telling))
      total += count
      if (!more) return total
    }
  }
  return {
    async tellOfDue(now) {
      const [late, everybody, half] = tellingsOf(queueDay(now))
      // From the last to the first: what is late already is not told of as half its time first.
      const told = { late: await tell(late), everybody: await tell(everybody), half: await tell(half) }
      if (told.late + told.everybody + told.half > 0) changes.tell()
      return told
    },
  }
}

/** Of a case stand days, never hours: a promise of hours is told to everybody from the day before its deadline on, so at once. */
const tellingsOf = (today: string): [late: Telling, everybody: Telling, half: Telling] => {
  const day = Date.parse(today) / DAY
  const on = (days: number): string => new Date((day + days) * DAY).toISOString().slice(0, 10)
  const hours = Math.ceil(patienceOf('emergency').answer / DAY)
  const half = Math.floor(patienceOf('soon').answer / 2 / DAY)
  return [
    { told: lateMark(day), reach: { hours: on(-1), days: on(-1) } },
    { told: TOLD.everybody, reach: { hours: on(hours), days: on(0) } },
    { told: TOLD.half, reach: { hours: on(hours), days: on(half) } },
  ]
}
