/** A time that several processes share and that runs faster than this machine's. */
import { randomBytes } from 'node:crypto'
import type { World } from '../../src/kit/world.ts'

/** `at` is the world's time when this machine's is `origin`; since then `speed` times as much has gone by. */
export type Pace = { origin: number; at: number; speed: number }

export const fastWorld = ({ origin, at, speed }: Pace): World => ({
  now: () => Math.floor(at + (Date.now() - origin) * speed),
  random: size => new Uint8Array(randomBytes(size)),
})
