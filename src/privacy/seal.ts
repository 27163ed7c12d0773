import type { Brand } from '../kit/ids.ts'
import type { World } from '../kit/world.ts'
import type { Aead } from './aead.ts'
import { NONCE_BYTES } from './xchacha.ts'

/** Ciphertext. Only this file makes it; a column for sealed bytes accepts nothing else. */
export type Sealed = Brand<Uint8Array, 'Sealed'>

/** First byte of all that is sealed, so that a later format can be told from this one. */
const FORMAT = 1
const HEAD_BYTES = 1 + NONCE_BYTES

export type Seal = (key: Uint8Array, plain: Uint8Array | string, context: Uint8Array | string) => Sealed

/**
 * Seals to: format byte, 24 random bytes of nonce, ciphertext, 16 bytes of tag. A nonce is random and this long so that
 * nobody has to count them (draft-irtf-cfrg-xchacha-03, section 3.1).
 */
export const createSeal = (aead: Aead, world: World): Seal => {
  const nonces = nonceSource(world)
  return (key, plain, context) => {
    const nonce = nonces()
    const body = aead.encrypt(key, nonce, bytesOf(plain), bytesOf(context))
    const sealed = new Uint8Array(HEAD_BYTES + body.length)
    sealed[0] = FORMAT
    sealed.set(nonce, 1)
    sealed.set(body, HEAD_BYTES)
    return sealed as Sealed
  }
}

/** `undefined`: not sealed under this key and context, or damaged. */
export const openSealed = (
  aead: Aead,
  key: Uint8Array,
  sealed: Uint8Array,
  context: Uint8Array | string,
): Uint8Array | undefined => {
  if (sealed.length < HEAD_BYTES || sealed[0] !== FORMAT) return undefined
  return aead.decrypt(key, sealed.subarray(1, HEAD_BYTES), sealed.subarray(HEAD_BYTES), bytesOf(context))
}

const bytesOf = (it: Uint8Array | string): Uint8Array => (typeof it === 'string' ? Buffer.from(it) : it)

/** Nonces are public and used once, so they may be drawn by the hundred: one draw costs what a hundred do. */
const nonceSource = (world: World): (() => Uint8Array) => {
  let pool: Uint8Array = new Uint8Array(0)
  let at = 0
  return () => {
    if (at >= pool.length) {
      pool = world.random(NONCE_BYTES * 100)
      at = 0
    }
    at += NONCE_BYTES
    return pool.subarray(at - NONCE_BYTES, at)
  }
}
