import { createHash } from 'node:crypto'
import { fold } from '../kit/text.ts'
import type { World } from '../kit/world.ts'
import type { KeyPair } from './case-keys.ts'
import type { Sodium } from './sodium.ts'

/** Crockford's base 32: no I, L, O, U, so that nothing read from paper is two things. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const SEED_BYTES = 32
/** 32 + 3 bytes are 56 characters of five bits: 14 groups of 4, and no bit to spare. */
const CHECK_BYTES = 3
const CHARACTERS = 56

/**
 * The key for the day when all keyholders are gone. Only its public half stays on the server.
 * @returns `printed`: the seed and its checksum in 14 groups of 4, to be printed once and kept on paper.
 */
export const newRecoveryKit = (sodium: Sodium, world: World): { publicKey: Uint8Array; printed: string } => {
  const seed = world.random(SEED_BYTES)
  const { publicKey } = sodium.crypto_box_seed_keypair(seed)
  const printed = encode(Buffer.concat([seed, checksum(seed)]))
  return { publicKey, printed: printed.replace(/(.{4})(?!$)/g, '$1 ') }
}

/**
 * Reads a kit back from paper, in any case, with any spaces and dashes; O is read as 0, I and L as 1.
 * @returns `typo`: as long as a kit, but a character is wrong; `undefined`: something else.
 */
export const readRecoveryKit = (sodium: Sodium, printed: string): KeyPair | 'typo' | undefined => {
  const characters = fold(printed).toUpperCase().replaceAll(' ', '').replaceAll('O', '0').replace(/[IL]/g, '1')
  if (characters.length !== CHARACTERS) return undefined
  const bytes = decode(characters)
  if (!bytes) return 'typo'
  const seed = bytes.subarray(0, SEED_BYTES)
  if (!checksum(seed).equals(bytes.subarray(SEED_BYTES))) return 'typo'
  const { publicKey, privateKey } = sodium.crypto_box_seed_keypair(seed)
  return { publicKey, privateKey }
}

/** 24 bits: one changed kit in 16 million passes for a right one. */
const checksum = (seed: Uint8Array): Buffer =>
  createHash('sha256').update('tulay recovery v1').update(seed).digest().subarray(0, CHECK_BYTES)

const encode = (bytes: Uint8Array): string => {
  const bits = Array.from(bytes, byte => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{5}/g) ?? []).map(five => ALPHABET[Number.parseInt(five, 2)]).join('')
}

const decode = (characters: string): Buffer | undefined => {
  const values = Array.from(characters, character => ALPHABET.indexOf(character))
  if (values.includes(-1)) return undefined
  const bits = values.map(value => value.toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map(eight => Number.parseInt(eight, 2)))
}
