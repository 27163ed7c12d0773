/** Reading what people type: width, case, accents, digits of any script and a slip of the finger do not matter. Pure. */
import type { Receipt } from './ids.ts'

/** Any Unicode decimal digit to ASCII: `１`, `१`, `၁`, `١` → `1`. */
export const foldDigits = (text: string): string =>
  text.replace(/\p{Nd}/gu, digit => {
    const code = digit.codePointAt(0) ?? 0
    if (code < 128) return digit
    // Unicode guarantees that decimal digits come in runs of ten, 0 first, so that the distance to the run's start is the value.
    let zero = code
    while (zero > 0 && code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
    return String((code - zero) % 10)
  })

/** Vietnamese is typed without its signs, Urdu with the letters of an Arabic keyboard. */
const SAME: Record<string, string> = { đ: 'd', ي: 'ی', ى: 'ی', ك: 'ک', ه: 'ہ', ھ: 'ہ', ة: 'ہ', ۃ: 'ہ', ۂ: 'ہ' }

/**
 * NFKC, what nobody sees left out (joiners, soft hyphens), digits to ASCII, lower case, accents of Latin and vowel signs of Arabic off, letters
 * that keyboards mix up made one, kana folded to hiragana, punctuation and emoji to spaces, trimmed.
 */
export const fold = (text: string): string =>
  foldDigits(text.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, ''))
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06ed]/g, '')
    .normalize('NFC')
    .replace(/[\u30a1-\u30f6]/g, kana => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replace(/[đيىكهھةۃۂ]/g, letter => SAME[letter] ?? letter)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()

/**
 * Whether two words lie at most `most` slips of the finger apart: a letter inserted, left out, changed, or swapped with its
 * neighbour (optimal string alignment), over code points, so that it counts what a person sees as letters in any script. Stops as
 * soon as that is impossible, since it is asked for thousands of names at once.
 */
export const within = (one: string, other: string, most: number): boolean => {
  // Cheap first: a letter is two code units at the most.
  if (Math.abs(one.length - other.length) > 2 * most) return false
  return slips([...one], [...other], most) <= most
}

/** Slips between two words; `Infinity` when they are surely more than `most`. */
export const slips = (left: readonly string[], right: readonly string[], most = Number.POSITIVE_INFINITY): number => {
  if (Math.abs(left.length - right.length) > most) return Number.POSITIVE_INFINITY
  let before: number[] = []
  let above = Array.from({ length: right.length + 1 }, (_, column) => column)
  for (let row = 1; row <= left.length; row++) {
    const line = [row]
    let least = row
    for (let column = 1; column <= right.length; column++) {
      const change = left[row - 1] === right[column - 1] ? 0 : 1
      let count = Math.min(at(above, column) + 1, at(line, column - 1) + 1, at(above, column - 1) + change)
      if (row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1])
        count = Math.min(count, at(before, column - 2) + 1)
      line.push(count)
      least = Math.min(least, count)
    }
    if (least > most) return Number.POSITIVE_INFINITY
    before = above
    above = line
  }
  return at(above, right.length)
}

const at = (line: readonly number[], index: number): number => line[index] ?? Number.POSITIVE_INFINITY

/** The one name that somebody may have meant who wrote this one, for "did you mean". */
export const nearest = <Name extends string>(written: string, names: readonly Name[]): Name | undefined => {
  let found: Name | undefined
  let least = Math.max(1, Math.floor(written.length / 3)) + 1
  for (const name of names) {
    const far = slips([...written.toLowerCase()], [...name.toLowerCase()], least)
    if (far >= least) continue
    least = far
    found = name
  }
  return found
}

/** Figures in groups, caught for `split`: a receipt, a date, a number without a link. Right-to-left text must not turn them round. */
export const FIGURES = /(\+?\d+(?:[ ./:–-]\d+)+)/

/** Digits of a receipt: 15 random ones and a check digit. */
export const RECEIPT_DIGITS = 16

/**
 * A receipt as typed from paper: digits of any script with any spaces and dashes.
 * @returns `typo`: meant as a receipt, but a digit is wrong, missing or too many; `undefined`: something else.
 */
export const readReceipt = (text: string): Receipt | 'typo' | undefined => {
  const folded = fold(text)
  const digits = folded.replace(/[^0-9]/g, '')
  if (digits.length === RECEIPT_DIGITS) return damm(digits) === 0 ? (digits as Receipt) : 'typo'
  const near = Math.abs(digits.length - RECEIPT_DIGITS) <= 2
  return near && /^[0-9 ]+$/.test(folded) ? 'typo' : undefined
}

/** H. Michael Damm, 2004: finds each wrong digit and each swap of two neighbours. 0 for digits with a right check digit. */
export const damm = (digits: string): number => {
  let interim = 0
  for (const digit of digits) interim = Number(QUASIGROUP[interim]?.[Number(digit)])
  return interim
}

const QUASIGROUP = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
]

/**
 * Without what no XML document (1.0, section 2.2) and no calendar (RFC 5545, 3.1) may hold: one such letter, as it comes along from a text
 * processor's line ends, and no reader opens the file any more.
 */
export const withoutControls = (text: string): string => text.replace(/(?![\t\n\r])\p{Cc}|\p{Cs}|\ufffe|\uffff/gu, '')
