/** Signatures over files that are handed on: Ed25519 (RFC 8032). Whoever has the public key sees that a file is as its signer left it. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { no, ok, type Result } from '../kit/result.ts'

/** What stands before a raw public key in its DER form (RFC 8410). */
const DER = Buffer.from('302a300506032b6570032100', 'hex')
const KEY_BYTES = 32

export type SigningFault = 'open-to-others' | 'malformed'
export type Signer = {
  /** Raw, as base64url: 43 characters, to be handed on where it cannot be changed. */
  publicKey: string
  sign(file: Uint8Array): Uint8Array
}

/** Reads the key, or makes it: PKCS #8 in a file that only its owner may read. `made`: it is new. */
export const openSigner = (path: string): Result<Signer & { made: boolean }, SigningFault> => {
  const known = statSync(path, { throwIfNoEntry: false })
  if (!known) makeKey(path)
  else if ((known.mode & 0o077) !== 0 && process.platform !== 'win32') return no('open-to-others')
  const key = readKey(path)
  if (key?.asymmetricKeyType !== 'ed25519') return no('malformed')
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(DER.length)
  return ok({ publicKey: publicKey.toString('base64url'), sign: file => sign(null, file, key), made: !known })
}

const makeKey = (path: string): void => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const file = openSync(path, 'wx', 0o600)
  writeSync(file, String(privateKey.export({ type: 'pkcs8', format: 'pem' })))
  fsyncSync(file)
  closeSync(file)
}

const readKey = (path: string): KeyObject | undefined => {
  try {
    return createPrivateKey(readFileSync(path))
  } catch {
    return undefined
  }
}

/** `undefined`: that is no public key. */
export const isSignedBy = (publicKey: string, file: Uint8Array, signature: Uint8Array): boolean | undefined => {
  const raw = Buffer.from(publicKey.trim(), 'base64url')
  if (raw.length !== KEY_BYTES) return undefined
  const key = createPublicKey({ key: Buffer.concat([DER, raw]), type: 'spki', format: 'der' })
  return verify(null, file, key, signature)
}

/** 128 bits of SHA-256 in groups of four, to be read out on the phone. */
export const fingerprintOf = (publicKey: string): string =>
  createHash('sha256')
    .update(Buffer.from(publicKey.trim(), 'base64url'))
    .digest('hex')
    .slice(0, 32)
    .replace(/.{4}(?!$)/g, '$& ')
