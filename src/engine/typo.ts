/**
 * How far two words lie apart: the optimal string alignment distance (Damerau–Levenshtein without moving a letter twice),
 * over code points, so that it counts what a person sees as letters in any script.
 */

/** Letters inserted, left out, changed or swapped with a neighbour, to turn one word into the other. */
export const distance = (one: string, other: string): number => {
  const left = [...one]
  const right = [...other]
  let before: number[] = []
  let above = right.map((_, index) => index)
  above.push(right.length)
  for (let row = 1; row <= left.length; row++) {
    const line = [row]
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1]
      let least = Math.min(
        (above[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
      )
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]
      if (swapped) least = Math.min(least, (before[column - 2] ?? 0) + 1)
      line.push(least)
    }
    before = above
    above = line
  }
  return above[right.length] ?? 0
}

/** One mistake at the most. Short words must be exact: in four letters one is a slip, in three it is another word. */
export const isSlip = (typed: string, meant: string): boolean => {
  // Cheap first: code units differ by at most one letter's two units.
  if (Math.abs(typed.length - meant.length) > 2) return false
  const least = Math.min(letters(typed), letters(meant))
  return least >= 4 && distance(typed, meant) <= 1
}

const letters = (word: string): number => {
  let count = 0
  for (const _ of word) count++
  return count
}

/** The one name that somebody may have meant who wrote this one, for "did you mean". */
export const nearest = (written: string, names: readonly string[]): string | undefined => {
  let found: string | undefined
  let least = Math.max(1, Math.floor(written.length / 3)) + 1
  for (const name of names) {
    const far = distance(written.toLowerCase(), name.toLowerCase())
    if (far < least) {
      least = far
      found = name
    }
  }
  return found
}
