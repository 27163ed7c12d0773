import type { Instant } from '../../kit/ids.ts'
import type { Sheet } from './sheet.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** For so long after the last approval nothing goes out, and each who signed can take it back. */
export const HOLD = { usual: 5 * MINUTE, emergency: MINUTE }
/** What a launched template has not sent by then it does not send. */
export const LAUNCH_LIFE = 12 * HOUR
/** So many different people sign. */
export const ENOUGH = 2

/** By the clock of the first area in which a day begins. */
const EASTMOST = 14 * HOUR

/** From when on a sheet may go out whose last approval was given at this instant: not before the hold is over, nor before its time. */
export const goesFrom = ({ emergency, when }: Pick<Sheet, 'emergency' | 'when'>, approved: Instant): Instant =>
  Math.max(approved + (emergency ? HOLD.emergency : HOLD.usual), earliest(when))

const earliest = (when: Sheet['when']): Instant => {
  if (when.how === 'at') return when.at
  return when.how === 'local' ? Date.parse(when.day) + when.minute * MINUTE - EASTMOST : 0
}
