import { within } from '../kit/text.ts'

/** One slip at the most. Short words must be exact: in four letters one is a slip, in three it is another word. */
export const isSlip = (typed: string, meant: string): boolean => {
  if (Math.abs(typed.length - meant.length) > 2) return false
  return Math.min(letters(typed), letters(meant)) >= 4 && within(typed, meant, 1)
}

const letters = (word: string): number => {
  let count = 0
  for (const _ of word) count++
  return count
}
