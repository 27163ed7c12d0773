import { randomBytes } from 'node:crypto'
import { createAead } from './aead.ts'
import { stretch } from './argon.ts'
import type { Sodium } from './sodium.ts'

/**
 * 32 private bytes at rest under a passphrase, beside the public key that they belong to. Laid out so that a browser opens it with
 * nothing but libsodium (numbers are little-endian):
 *
 * | bytes | what |
 * |---|---|
 * | 1 | format, which says what the key is for |
 * | 4 | passes of Argon2id (`opslimit`) |
 * | 4 | memory of Argon2id in KiB (`memlimit` / 1024) |
 * | 16 | salt |
 * | 24 | nonce |
 * | 32 | public key |
 * | 48 | private key and tag (XChaCha20-Poly1305; all bytes before it are the additional data) |
 *
 * The key is `crypto_pwhash(32, passphrase as NFKC in UTF-8, salt, opslimit, memlimit, ALG_ARGON2ID13)`.
 */
export const FORMATS = { keyholder: 1, signer: 2 } as const
type Format = (typeof FORMATS)[keyof typeof FORMATS]

const AT = { passes: 1, memory: 5, salt: 9, nonce: 25, publicKey: 49, body: 81 } as const
export const LENGTH = 129

/** `memory` in KiB. */
export type Cost = { memory: number; passes: number }

/** OWASP's memory times three: a passphrase is typed once per sitting, and a phone in use today has 64 MiB to spare. */
export const COST: Cost = { memory: 65_536, passes: 3 }
/** What a file may ask for: a changed header must not take the machine's memory. */
const MOST = { memory: 1_048_576, passes: 16 }

/** `cost` may be lower where the passphrase is public (a demo). Wipes the private bytes. */
export const wrapKey = async (
  sodium: Sodium,
  it: { format: Format; publicKey: Uint8Array; privateKey: Uint8Array; passphrase: string; cost?: Cost | undefined },
): Promise<Uint8Array> => {
  const { format, publicKey, privateKey, passphrase, cost = COST } = it
  const wrapped = new Uint8Array(LENGTH)
  const numbers = new DataView(wrapped.buffer)
  wrapped[0] = format
  numbers.setUint32(AT.passes, cost.passes, true)
  numbers.setUint32(AT.memory, cost.memory, true)
  wrapped.set(randomBytes(AT.publicKey - AT.salt), AT.salt)
  wrapped.set(publicKey, AT.publicKey)
  const key = await passphraseKey(wrapped, passphrase, cost)
  const nonce = wrapped.subarray(AT.nonce, AT.publicKey)
  wrapped.set(createAead(sodium).encrypt(key, nonce, privateKey, wrapped.subarray(0, AT.body)), AT.body)
  key.fill(0)
  privateKey.fill(0)
  return wrapped
}

/** `undefined`: another passphrase, or no file of this format. The browser does the same with libsodium. */
export const unwrapKey = async (
  sodium: Sodium,
  format: Format,
  wrapped: Uint8Array,
  passphrase: string,
): Promise<{ publicKey: Uint8Array; privateKey: Uint8Array } | undefined> => {
  const cost = costOf(format, wrapped)
  if (!cost) return undefined
  const key = await passphraseKey(wrapped, passphrase, cost)
  const nonce = wrapped.subarray(AT.nonce, AT.publicKey)
  const head = wrapped.subarray(0, AT.body)
  const privateKey = createAead(sodium).decrypt(key, nonce, wrapped.subarray(AT.body), head)
  return privateKey && { publicKey: wrapped.slice(AT.publicKey, AT.body), privateKey }
}

/** Whether a file that a browser made is laid out as ours, is about this public key, and costs a guesser no less than our own. */
export const isWrapped = (format: Format, wrapped: Uint8Array, publicKey: Uint8Array): boolean => {
  const cost = costOf(format, wrapped)
  if (!cost || cost.passes < COST.passes || cost.memory < COST.memory) return false
  return Buffer.compare(wrapped.subarray(AT.publicKey, AT.body), publicKey) === 0
}

/** `undefined`: another format, or it asks for too much, or for nothing. */
const costOf = (format: Format, wrapped: Uint8Array): Cost | undefined => {
  if (wrapped.length !== LENGTH || wrapped[0] !== format) return undefined
  const numbers = new DataView(wrapped.buffer, wrapped.byteOffset)
  const cost = { passes: numbers.getUint32(AT.passes, true), memory: numbers.getUint32(AT.memory, true) }
  const fits = cost.passes >= 1 && cost.passes <= MOST.passes && cost.memory >= 8 && cost.memory <= MOST.memory
  return fits ? cost : undefined
}

const passphraseKey = (wrapped: Uint8Array, passphrase: string, cost: Cost) =>
  stretch(passphrase.normalize('NFKC'), wrapped.slice(AT.salt, AT.nonce), { ...cost, size: 32 })
