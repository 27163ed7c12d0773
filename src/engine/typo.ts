import { slips, within } from '../kit/text.ts'

/** A sign of these scripts is a syllable or a word, so that another sign is another word sooner than another letter is. */
const SYLLABLES = /[\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u
const MARKS = /\p{M}/gu
const WHOLE = /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u
/**
 * Signs that alone turn a word into its opposite: 同意 and 不同意, सहमत and असहमत, সম্মত and অসম্মত. One more or one less of them is no slip.
 */
const NOT = /[不没沒未無无非别別勿莫अनঅনမ]/gu
/** In words of so many signs, one whole sign may be wrong. */
const LONG = 6

/** One slip at the most. Short words must be exact: in four letters one is a slip, in three it is another word. */
export const isSlip = (typed: string, meant: string): boolean => {
  if (Math.abs(typed.length - meant.length) > 2) return false
  const lengths = [letters(typed), letters(meant)]
  // Vowel signs are no letters of their own: বন্ধ, stop, has three, and বন্ধু is a friend.
  if (Math.min(...lengths, letters(meant.replace(MARKS, ''))) < 4 || denials(typed) !== denials(meant)) return false
  if (Math.max(...lengths) >= LONG || !SYLLABLES.test(meant)) return within(typed, meant, 1)
  return slips(strokes(typed), strokes(meant), 1) <= 1
}

/** What signs are made of, as a finger makes them: Hangul by its letters, kana and Han as two, marks apart. */
const strokes = (text: string): string[] =>
  [...text.normalize('NFD')].flatMap(sign => (WHOLE.test(sign) ? [sign, `${sign}-`] : [sign]))

const denials = (word: string): string => (word.match(NOT) ?? []).toSorted().join('')

const letters = (word: string): number => {
  let count = 0
  for (const _ of word) count++
  return count
}
