import { randomBytes } from 'node:crypto'
import { createAead } from './aead.ts'
import { stretch } from './argon.ts'
import { canSealTo } from './box.ts'
import type { KeyPair } from './case-keys.ts'
import type { Sodium } from './sodium.ts'

/**
 * A keyholder's private key at rest, under the holder's passphrase. Laid out so that a browser opens it with nothing but
 * libsodium (numbers are little-endian):
 *
 * | bytes | what |
 * |---|---|
 * | 1 | format, 1 |
 * | 4 | passes of Argon2id (`opslimit`) |
 * | 4 | memory of Argon2id in KiB (`memlimit` / 1024) |
 * | 16 | salt |
 * | 24 | nonce |
 * | 32 | public key (X25519) |
 * | 48 | private key and tag (XChaCha20-Poly1305; all bytes before it are the additional data) |
 *
 * The key is `crypto_pwhash(32, passphrase as NFKC in UTF-8, salt, opslimit, memlimit, ALG_ARGON2ID13)`.
 */
const FORMAT = 1
const AT = { passes: 1, memory: 5, salt: 9, nonce: 25, publicKey: 49, body: 81 } as const
const LENGTH = 129

/** `memory` in KiB. */
export type Cost = { memory: number; passes: number }

/** OWASP's memory times three: a passphrase is typed once per sitting, and a phone in use today has 64 MiB to spare. */
const COST: Cost = { memory: 65_536, passes: 3 }
/** What a file may ask for: a changed header must not take the machine's memory. */
const MOST = { memory: 1_048_576, passes: 16 }

/** A new X25519 key pair whose private half only `passphrase` opens. `cost` may be lower where the passphrase is public (a demo). `wrapped` may be kept by the server. */
export const newKeyholder = async (
  sodium: Sodium,
  passphrase: string,
  cost: Cost = COST,
): Promise<{ publicKey: Uint8Array; wrapped: Uint8Array }> => {
  const { publicKey, privateKey } = sodium.crypto_box_seed_keypair(randomBytes(sodium.crypto_box_SEEDBYTES))
  const wrapped = new Uint8Array(LENGTH)
  const numbers = new DataView(wrapped.buffer)
  wrapped[0] = FORMAT
  numbers.setUint32(AT.passes, cost.passes, true)
  numbers.setUint32(AT.memory, cost.memory, true)
  wrapped.set(randomBytes(AT.publicKey - AT.salt), AT.salt)
  wrapped.set(publicKey, AT.publicKey)
  const key = await passphraseKey(wrapped, passphrase, cost)
  const nonce = wrapped.subarray(AT.nonce, AT.publicKey)
  wrapped.set(createAead(sodium).encrypt(key, nonce, privateKey, wrapped.subarray(0, AT.body)), AT.body)
  key.fill(0)
  privateKey.fill(0)
  return { publicKey, wrapped }
}

/** `undefined`: another passphrase, or no key of ours. The browser does the same with libsodium. */
export const openKeyholder = async (
  sodium: Sodium,
  wrapped: Uint8Array,
  passphrase: string,
): Promise<KeyPair | undefined> => {
  if (wrapped.length !== LENGTH || wrapped[0] !== FORMAT) return undefined
  const cost = costOf(wrapped)
  if (!cost) return undefined
  const key = await passphraseKey(wrapped, passphrase, cost)
  const nonce = wrapped.subarray(AT.nonce, AT.publicKey)
  const head = wrapped.subarray(0, AT.body)
  const privateKey = createAead(sodium).decrypt(key, nonce, wrapped.subarray(AT.body), head)
  return privateKey && { publicKey: wrapped.slice(AT.publicKey, AT.body), privateKey }
}

/**
 * Whether a file that a browser made is laid out as ours, is about this public key, costs a guesser no less than our own, and
 * whether anything can be sealed to that key at all (a point of small order would stop every filing).
 */
export const isKeyFile = (sodium: Sodium, wrapped: Uint8Array, publicKey: Uint8Array): boolean => {
  const cost = wrapped.length === LENGTH && wrapped[0] === FORMAT ? costOf(wrapped) : undefined
  if (!cost || cost.passes < COST.passes || cost.memory < COST.memory) return false
  if (Buffer.compare(wrapped.subarray(AT.publicKey, AT.body), publicKey) !== 0) return false
  return canSealTo(sodium, publicKey)
}

/** `undefined`: asks for too much, or for nothing. */
const costOf = (wrapped: Uint8Array): Cost | undefined => {
  const numbers = new DataView(wrapped.buffer, wrapped.byteOffset)
  const cost = { passes: numbers.getUint32(AT.passes, true), memory: numbers.getUint32(AT.memory, true) }
  const fits = cost.passes >= 1 && cost.passes <= MOST.passes && cost.memory >= 8 && cost.memory <= MOST.memory
  return fits ? cost : undefined
}

const passphraseKey = (wrapped: Uint8Array, passphrase: string, cost: { memory: number; passes: number }) =>
  stretch(passphrase.normalize('NFKC'), wrapped.slice(AT.salt, AT.nonce), { ...cost, size: 32 })
