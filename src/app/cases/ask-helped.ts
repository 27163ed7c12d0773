import type { ConcernId, Instant } from '../../kit/ids.ts'
import { concernById } from '../../store/concerns.ts'
import { takeDueReferrals } from '../../store/referrals.ts'
import { DESK_DAYS } from '../commits/next-question.ts'
import type { CaseRooms } from './rooms.ts'
import { tellNews } from './tell-news.ts'

const DAY = 24 * 3_600_000
/** At once, so that nobody who writes to the bot waits for it. */
const PORTION = 100
/** The next hour goes on. */
const PORTIONS = 50

export type ReferralClock = {
  /**
   * A week after a desk was named: whoever asked to be told of news is told that there is some, once. The question itself waits for
   * "Any news?". Returns how many cases it found; may run as often as one likes.
   */
  askAboutDesks(now: Instant): Promise<number>
}

export const createReferralClock = (rooms: CaseRooms): ReferralClock => ({
  async askAboutDesks(now) {
    const day = new Date(now - DESK_DAYS * DAY).toISOString().slice(0, 10)
    let total = 0
    for (let portion = 0; portion < PORTIONS; portion++) {
      const cases = await rooms.store.tx(async tx => {
        const due: ConcernId[] = await takeDueReferrals(tx, day, PORTION)
        for (const id of due) {
          const concern = await concernById(tx, id)
          if (concern) await tellNews(rooms, tx, concern)
        }
        return due
      })
      if (cases.length === 0) break
      total += cases.length
      rooms.nudge()
    }
    return total
  },
})
