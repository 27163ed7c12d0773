import { combine, split } from 'shamir-secret-sharing'
import { no, ok, type Result } from '../kit/result.ts'
import type { World } from '../kit/world.ts'
import type { KeyPair } from './case-keys.ts'
import { shareCode, shareWords } from './shares.ts'
import type { Sodium } from './sodium.ts'

const SEED_BYTES = 32
export const SHEETS = 3
const ENOUGH = 2

/** What stands on one sheet of paper: the same share as words, for a pen, and as a code, for a camera. */
export type Sheet = { words: string[]; code: string }

/**
 * The key for the day when all keyholders are gone. Only its public half stays on the server; its seed is split by Shamir's scheme
 * (1979), so that any two of three sheets give it back and one alone tells nothing.
 */
export const newRecoveryKit = async (
  sodium: Sodium,
  world: World,
): Promise<{ publicKey: Uint8Array; sheets: Sheet[] }> => {
  // A copy of its own, because it is wiped below; plain, because the package asks for one.
  const seed = Uint8Array.from(world.random(SEED_BYTES))
  const { publicKey, privateKey } = sodium.crypto_box_seed_keypair(seed)
  const shares = await split(seed, SHEETS, ENOUGH)
  const sheets = shares.map(share => ({ words: shareWords(share), code: shareCode(share) }))
  for (const secret of [seed, privateKey, ...shares]) secret.fill(0)
  return { publicKey, sheets }
}

/** The key out of two shares (`readShare`). Shares of two kits give a key that nobody knows: compare the public half. */
export const joinShares = async (
  sodium: Sodium,
  one: Uint8Array,
  other: Uint8Array,
): Promise<Result<KeyPair, 'same'>> => {
  // Each sheet's place is its last byte.
  if (one.at(-1) === other.at(-1)) return no('same')
  const seed = await combine([Uint8Array.from(one), Uint8Array.from(other)])
  const { publicKey, privateKey } = sodium.crypto_box_seed_keypair(seed)
  seed.fill(0)
  return ok({ publicKey, privateKey })
}
