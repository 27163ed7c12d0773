import type { Instant } from '../kit/ids.ts'
import type { World } from '../kit/world.ts'

/**
 * The time. When the clock is set back all that was booked moves along (`shift`), or nobody would be written to until that hour
 * came again.
 */
export const createClock = (world: World, shift: (by: number) => void) => {
  let last = world.now()
  let latest = last
  let setBack = 0
  return {
    now(): Instant {
      const now = world.now()
      const by = Math.max(0, last - now)
      last = now
      latest = Math.max(latest, now)
      if (by === 0) return now
      shift(by)
      setBack += by
      return now
    },
    /** The latest instant ever seen: what was due stays due. */
    latest: (): Instant => latest,
    /** By how much it was set back, and the pace in the database does not know it yet. */
    setBack: (): number => setBack,
    /** Now the pace knows so much of it. */
    told(by: number): void {
      setBack -= by
    },
  }
}
