import type { World } from '../kit/world.ts'
import type { Sodium } from './sodium.ts'

/** `printed`: the seed in 14 groups of 4 with a checksum, for paper; never stored. */
export declare const newRecoveryKit: (sodium: Sodium, world: World) => { publicKey: Uint8Array; printed: string }
export declare const readRecoveryKit: (
  sodium: Sodium,
  printed: string,
) => { publicKey: Uint8Array; privateKey: Uint8Array } | 'typo' | undefined
