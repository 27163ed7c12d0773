/**
 * One share of a recovery key on paper: 33 bytes (Shamir's, with the sheet's place in the last one) and 22 bits of
 * SHA-256(`tulay share v1` ‖ share) are 286 bits, which are 26 words of BIP-39's English list, or 58 letters of Crockford's
 * base 32 behind `TULAY1-` for a camera. `src/console/assets/paper/shares.js` does the same in a browser.
 */
import { createHash } from 'node:crypto'
import { wordlist as WORDS } from '@scure/bip39/wordlists/english.js'
import { no, ok, type Result } from '../kit/result.ts'
import { nearest, within } from '../kit/text.ts'

export const SHARE_BYTES = 33
const CHECK_BITS = 22
const COUNT = 26
const MARK = 'TULAY1-'
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** No two words of the list begin with the same four letters. */
const ENOUGH = 4

export type ShareTrouble =
  | { kind: 'count'; count: number }
  /** `at`: which word, from 1. */
  | { kind: 'unknown'; at: number; word: string; maybe: string | undefined }
  /** All words are on the list, but one of them is another one's. `maybe`: the only word that looks like it and makes it whole. */
  | { kind: 'wrong'; maybe: { at: number; word: string } | undefined }
  /** Something else than 58 letters behind the mark, or one of them is wrong. */
  | { kind: 'code' }

export const shareWords = (share: Uint8Array): string[] => cut(bitsOf(share), 11).map(at => WORDS[at] as string)

export const shareCode = (share: Uint8Array): string =>
  MARK +
  cut(`${bitsOf(share)}0000`, 5)
    .map(at => LETTERS[at])
    .join('')

/** Reads what was typed from a sheet or copied from a camera: any case, accents, spaces, numbers between the words. */
export const readShare = (text: string): Result<Uint8Array, ShareTrouble> => {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '')
  const joined = plain.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')
  return joined.startsWith('TULAY1') ? readCode(joined.slice(6)) : readWords(plain.toLowerCase())
}

const readWords = (text: string): Result<Uint8Array, ShareTrouble> => {
  const typed = text.split(/[^\p{L}]+/u).filter(word => word !== '')
  const places = typed.map(placeOf)
  const odd = places.indexOf(-1)
  const word = typed[odd]
  if (word !== undefined) return no({ kind: 'unknown', at: odd + 1, word, maybe: nearest(word, WORDS) })
  if (places.length !== COUNT) return no({ kind: 'count', count: places.length })
  const share = shareOf(places)
  return share ? ok(share) : no({ kind: 'wrong', maybe: slipIn(places) })
}

const placeOf = (typed: string): number =>
  WORDS.findIndex(word => word === typed || (typed.length >= ENOUGH && word.startsWith(typed)))

/** The one word that was mistaken for a neighbour of the list, such as `form` for `from`. */
const slipIn = (places: readonly number[]): { at: number; word: string } | undefined => {
  const found = places.flatMap((place, at) =>
    WORDS.flatMap((word, other) =>
      other !== place && within(word, WORDS[place] as string, 1) && shareOf(places.with(at, other))
        ? [{ at: at + 1, word }]
        : [],
    ),
  )
  return found.length === 1 ? found[0] : undefined
}

const readCode = (letters: string): Result<Uint8Array, ShareTrouble> => {
  const places = [...letters.replaceAll('O', '0').replace(/[IL]/g, '1')].map(letter => LETTERS.indexOf(letter))
  const bits = places.map(place => place.toString(2).padStart(5, '0')).join('')
  const whole = places.length === 58 && !places.includes(-1) && bits.endsWith('0000')
  const share = whole ? checked(bits) : undefined
  return share ? ok(share) : no({ kind: 'code' })
}

const shareOf = (places: readonly number[]): Uint8Array | undefined =>
  checked(places.map(place => place.toString(2).padStart(11, '0')).join(''))

const checked = (bits: string): Uint8Array | undefined => {
  const share = Uint8Array.from(cut(bits.slice(0, SHARE_BYTES * 8), 8))
  return bits.startsWith(bitsOf(share)) ? share : undefined
}

/** The share's bits and those of its checksum. */
const bitsOf = (share: Uint8Array): string => {
  const hash = createHash('sha256').update('tulay share v1').update(share).digest()
  return binary(share) + binary(hash).slice(0, CHECK_BITS)
}

const binary = (bytes: Uint8Array): string => Array.from(bytes, byte => byte.toString(2).padStart(8, '0')).join('')
const cut = (bits: string, size: number): number[] =>
  Array.from({ length: bits.length / size }, (_, at) => Number.parseInt(bits.slice(at * size, (at + 1) * size), 2))
