/**
 * Counts that point at nobody. What counts 1 to 4 is not told (primary suppression), and neither is so much else that nobody can work
 * it out from the total (complementary suppression), not even who knows this rule. Lists only: of a table by two things at once
 * too much can be worked out (docs/decisions/0024-lists-of-counts.md).
 */
export const FEWEST = 5

/** `null`: not told. */
export type Told = number | null
export type ToldList = {
  /** From the largest to the smallest, then those that are not told; empty: of no line anything can be told, not even that it is there. */
  lines: { key: string; n: Told }[]
  /** `null`: fewer than five in all. */
  total: Told
}

/**
 * Hidden is everything up to the smallest count that is not small. Which lines are hidden depends on nothing but the counts, so each
 * hidden line may be the small one, and just as well the other: whoever swaps two of them gets the same list.
 */
export const protect = (counts: ReadonlyMap<string, number>): ToldList => {
  const all = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
  const total = all.reduce((sum, [, n]) => sum + n, 0)
  if (total > 0 && total < FEWEST) return { lines: [], total: null }
  const some = all.filter(([, n]) => n > 0)
  const small = some.some(([, n]) => n < FEWEST)
  const upTo = small ? Math.min(...some.map(([, n]) => n).filter(n => n >= FEWEST)) : 0
  // With everything hidden a line that is there would tell that it is not 0, and enough of these what all of them are.
  if (small && some.every(([, n]) => n <= upTo)) return { lines: [], total }
  const hides = ([, n]: [string, number]): boolean => n > 0 && n <= upTo
  const hidden = all.filter(hides).map(([key]) => ({ key, n: null }))
  // Their order by size would tell too.
  hidden.sort((a, b) => (a.key < b.key ? -1 : 1))
  return { lines: [...all.filter(it => !hides(it)).map(([key, n]) => ({ key, n })), ...hidden], total }
}

/** A number that is asked for again and again, each time of other people. */
export type Shown = number | 'few'

/**
 * Below five it is not said how many, not even whether there is anybody; from five on the number is rounded down to fives. So who counts
 * all, then all but a few, sees the same number twice, and no difference of what is shown gives away what is not. It does not hold
 * against somebody who can subscribe as many as it takes to the next five: it is for organizers who ask whether a call is worth it.
 */
export const shown = (n: number): Shown => (n < FEWEST ? 'few' : n - (n % FEWEST))
