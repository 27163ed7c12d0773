import { randomBytes } from 'node:crypto'
import { canSealTo } from './box.ts'
import type { KeyPair } from './case-keys.ts'
import { type Cost, FORMATS, isWrapped, unwrapKey, wrapKey } from './key-file.ts'
import type { Sodium } from './sodium.ts'

const FORMAT = FORMATS.keyholder

/** A new X25519 key pair whose private half only `passphrase` opens (key-file.ts). `wrapped` may be kept by the server. */
export const newKeyholder = async (
  sodium: Sodium,
  passphrase: string,
  cost?: Cost,
): Promise<{ publicKey: Uint8Array; wrapped: Uint8Array }> => {
  const { publicKey, privateKey } = sodium.crypto_box_seed_keypair(randomBytes(sodium.crypto_box_SEEDBYTES))
  return { publicKey, wrapped: await wrapKey(sodium, { format: FORMAT, publicKey, privateKey, passphrase, cost }) }
}

/** `undefined`: another passphrase, or no key of ours. The browser does the same with libsodium. */
export const openKeyholder = (sodium: Sodium, wrapped: Uint8Array, passphrase: string): Promise<KeyPair | undefined> =>
  unwrapKey(sodium, FORMAT, wrapped, passphrase)

/**
 * Whether a file that a browser made is as `isWrapped` says, and whether anything can be sealed to that key at all (a point of small
 * order would stop every filing).
 */
export const isKeyFile = (sodium: Sodium, wrapped: Uint8Array, publicKey: Uint8Array): boolean =>
  isWrapped(FORMAT, wrapped, publicKey) && canSealTo(sodium, publicKey)
