/** How the platform bears with us: told to wait (429), out of reach, or fine. In memory; the pause is also in the pace. */
import type { Instant } from '../kit/ids.ts'
import { backoff, type Landing } from './landing.ts'

/** So many attempts in doubt in a row are an outage: lines that must not be repeated would be used up one by one. */
const DOUBTS_IN_A_ROW = 3

export const createWeather = () => {
  let pauseUntil = 0
  let downUntil = 0
  let failures = 0
  return {
    /** An attempt came back. True: what is not yet written must not be. */
    landed(landing: Landing, now: Instant, dice: number): boolean {
      failures = landing.trouble ? failures + 1 : 0
      const down = landing.trouble === 'down' || failures >= DOUBTS_IN_A_ROW
      if (down) downUntil = now + backoff(failures - 1, dice)
      if (landing.pauseUntil) pauseUntil = Math.max(pauseUntil, landing.pauseUntil)
      return down || landing.pauseUntil !== undefined
    },
    /** Nobody sends with this token before. */
    pausedUntil: (): Instant => pauseUntil,
    /** Nothing is written before. */
    opensAt: (): Instant => Math.max(pauseUntil, downUntil),
    /** How many lines may be under way: after two failures in a row one probes the way while the others wait. A single one is an accident. */
    places: (inFlight: number, now: Instant): number => (downUntil > now ? 0 : failures > 1 ? 1 : inFlight),
    failures: (): number => failures,
    /** The clock was set back by so much. */
    shift(by: number): void {
      pauseUntil -= by
      downUntil -= by
    },
  }
}
