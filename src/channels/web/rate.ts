import type { World } from '../../kit/world.ts'

export type Rate = { perMinute: number; burst: number }

/** Generous: a shelter's whole house may sit behind one address. */
export const DEFAULT_RATE: Rate = { perMinute: 120, burst: 60 }

/** More connections than this at once are forgotten, the idle ones first. */
const MOST = 20_000

/**
 * Requests per connection address (GCRA), in memory only: never stored, never logged, gone after a quiet minute.
 * Gives the seconds to wait, 0 when the request may pass.
 */
export const createRate = (world: World, rate: Rate): ((connection: string) => number) => {
  const gap = 60_000 / rate.perMinute
  const room = gap * (rate.burst - 1)
  const due = new Map<string, number>()
  return connection => {
    const now = world.now()
    const at = Math.min(Math.max(due.get(connection) ?? now, now), now + room + gap)
    if (at - now > room) return Math.ceil((at - now - room) / 1000)
    due.delete(connection)
    due.set(connection, at + gap)
    if (due.size > MOST) sweep(due, now)
    return 0
  }
}

const sweep = (due: Map<string, number>, now: number): void => {
  for (const [connection, at] of due) if (at <= now) due.delete(connection)
  for (const connection of due.keys()) {
    if (due.size <= MOST / 2) return
    due.delete(connection)
  }
}
