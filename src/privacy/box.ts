import { createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { Sodium } from './sodium.ts'

const ZERO = new Uint8Array(16)

/**
 * libsodium's `crypto_box_seal` with the curve computed by OpenSSL, which takes 0.1 ms where WebAssembly takes 0.26: filing
 * a concern seals to every keyholder. Opened by `crypto_box_seal_open`, in the browser as here (a test does).
 *
 * Format: ephemeral public key ‖ XSalsa20-Poly1305 of the message; key: HSalsa20(X25519(ephemeral, recipient)); nonce:
 * BLAKE2b-192(ephemeral public key ‖ recipient). Source: libsodium's documentation, "Sealed boxes".
 */
export const sealBox = (sodium: Sodium, message: Uint8Array, recipient: Uint8Array): Uint8Array => {
  const ephemeral = newPair()
  const shared = diffieHellman({ privateKey: ephemeral.pair.privateKey, publicKey: publicKeyOf(recipient) })
  const key = sodium.crypto_core_hsalsa20(ZERO, shared, null)
  const both = Buffer.concat([ephemeral.publicKey, recipient])
  const nonce = sodium.crypto_generichash(sodium.crypto_box_NONCEBYTES, both, null)
  const body = sodium.crypto_secretbox_easy(message, nonce, key)
  shared.fill(0)
  key.fill(0)
  return new Uint8Array(Buffer.concat([ephemeral.publicKey, body]))
}

/** Whether anything can be sealed to a key: a point of small order would stop every filing. */
export const canSealTo = (sodium: Sodium, publicKey: Uint8Array): boolean => {
  try {
    return publicKey.length === 32 && sealBox(sodium, new Uint8Array(1), publicKey).length > 0
  } catch {
    return false
  }
}

/** Keyholders are few and their public keys no secret: each is read once. The one that came first makes room. */
const readKeys = new Map<string, KeyObject>()
const READ_KEYS = 64

const publicKeyOf = (recipient: Uint8Array): KeyObject => {
  const x = Buffer.from(recipient).toString('base64url')
  const known = readKeys.get(x)
  if (known) return known
  if (readKeys.size >= READ_KEYS) readKeys.delete(readKeys.keys().next().value as string)
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' })
  readKeys.set(x, key)
  return key
}

/** A fresh X25519 key pair, raw, 32 bytes each. */
export const newBoxPair = (): { publicKey: Uint8Array; privateKey: Uint8Array } => {
  const { pair, publicKey } = newPair()
  return { publicKey, privateKey: raw(pair.privateKey.export({ format: 'jwk' }).d) }
}

/** What stands before the 32 bytes of an X25519 private key in PKCS #8 (RFC 8410, section 7). */
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex')

/** The X25519 public key of 32 private bytes: `crypto_scalarmult_base`. */
export const boxPublicKey = (privateKey: Uint8Array): Uint8Array => {
  const der = Buffer.concat([PKCS8, privateKey])
  const pair = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }))
  der.fill(0)
  return raw(pair.export({ format: 'jwk' }).x)
}

const newPair = () => {
  const pair = generateKeyPairSync('x25519')
  return { pair, publicKey: raw(pair.publicKey.export({ format: 'jwk' }).x) }
}

const raw = (base64url: string | undefined): Uint8Array => new Uint8Array(Buffer.from(base64url ?? '', 'base64url'))
