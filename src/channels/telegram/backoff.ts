/** Pauses between attempts: doubling, with jitter so that many bots do not come back in step, ended at once by a stop. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { World } from '../../kit/world.ts'

export type Backoff = {
  /** Exactly so long, or until the stop. */
  wait(ms: number): Promise<void>
  /** The next pause of the row: half of it fixed, half by chance. */
  next(): Promise<void>
  reset(): void
}

export const createBackoff = (options: { world: World; signal: AbortSignal; first: number; most: number }): Backoff => {
  const { world, signal, first, most } = options
  let row = 0
  const wait = async (ms: number): Promise<void> => {
    // An abort is what ends a pause early, not an error.
    await sleep(ms, undefined, { signal }).catch(() => {})
  }
  return {
    wait,
    next: () => {
      const pause = Math.min(most, first * 2 ** Math.min(row++, 16))
      const chance = (world.random(1)[0] ?? 0) / 255
      return wait(pause / 2 + (pause / 2) * chance)
    },
    reset: () => {
      row = 0
    },
  }
}
