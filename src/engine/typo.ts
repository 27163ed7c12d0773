import { slips, within } from '../kit/text.ts'

/** A sign of these scripts holds a consonant and a vowel, so that another sign is another word sooner than another letter is. */
const SYLLABLES = /[\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}]/u
const KANA = /[\p{sc=Hiragana}\p{sc=Katakana}]/u
/** In words of so many signs, one whole sign may be wrong. */
const LONG = 6

/** One slip at the most. Short words must be exact: in four letters one is a slip, in three it is another word. */
export const isSlip = (typed: string, meant: string): boolean => {
  if (Math.abs(typed.length - meant.length) > 2) return false
  const lengths = [letters(typed), letters(meant)]
  if (Math.min(...lengths) < 4) return false
  if (Math.max(...lengths) >= LONG || !SYLLABLES.test(meant)) return within(typed, meant, 1)
  return slips(strokes(typed), strokes(meant), 1) <= 1
}

/** What signs are made of, as a finger makes them: Hangul by its letters, kana as two, with their marks apart. */
const strokes = (text: string): string[] =>
  [...text.normalize('NFD')].flatMap(sign => (KANA.test(sign) ? [sign, `${sign}-`] : [sign]))

const letters = (word: string): number => {
  let count = 0
  for (const _ of word) count++
  return count
}
