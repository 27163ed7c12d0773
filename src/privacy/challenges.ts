import { createHmac, timingSafeEqual } from 'node:crypto'
import type { World } from '../kit/world.ts'

const NONCE = 16
const TIME = 6
const MAC = 16
/** As long as somebody may look for a finger or a security key. */
const LIFE_MS = 5 * 60_000

/** Words that a passkey signs: random, for one purpose, for five minutes, once. Until a restart: what proves them is in memory only. */
export type Challenges = {
  /** @param purpose what the answer will be good for, and for whom. */
  give(purpose: string): Uint8Array
  /** Whether it was given for this and is still good. */
  fits(challenge: Uint8Array, purpose: string): boolean
  /** To be called with the first right answer; false: there was one already. */
  spend(challenge: Uint8Array): boolean
}

/**
 * Each carries its own end and a MAC under a key of this process, so that who asks for millions fills no memory and pushes nobody
 * else's out; remembered are only those that were answered rightly, until they end.
 */
export const createChallenges = (world: World): Challenges => {
  const key = world.random(32)
  const spent = new Map<string, number>()
  const macOf = (head: Uint8Array, purpose: string): Buffer =>
    createHmac('sha256', key).update(head).update(purpose).digest().subarray(0, MAC)
  const endOf = (challenge: Uint8Array): number => Buffer.from(challenge).readUIntBE(NONCE, TIME)
  return {
    give(purpose) {
      const head = Buffer.alloc(NONCE + TIME)
      head.set(world.random(NONCE))
      head.writeUIntBE(world.now() + LIFE_MS, NONCE, TIME)
      return new Uint8Array(Buffer.concat([head, macOf(head, purpose)]))
    },
    fits(challenge, purpose) {
      if (challenge.length !== NONCE + TIME + MAC) return false
      const mac = macOf(challenge.subarray(0, NONCE + TIME), purpose)
      return timingSafeEqual(mac, challenge.subarray(NONCE + TIME)) && endOf(challenge) > world.now()
    },
    spend(challenge) {
      const now = world.now()
      for (const [old, end] of spent) if (end <= now) spent.delete(old)
      const text = Buffer.from(challenge).toString('base64url')
      if (spent.has(text)) return false
      spent.set(text, endOf(challenge))
      return true
    },
  }
}
