import { FEWEST } from '../suppression.ts'

/** From which number on in which steps a count is told to everybody. */
const STEPS: readonly (readonly [from: number, step: number])[] = [
  [5000, 100],
  [500, 50],
  [50, 10],
  [FEWEST, 5],
]

/**
 * A count as anybody may see it while it grows: rounded down in steps, so that whoever looks again and again sees no single person come
 * or go. `undefined`: fewer than five.
 */
export const atLeast = (n: number): number | undefined => {
  const [, step] = STEPS.find(([from]) => n >= from) ?? []
  return step && Math.floor(n / step) * step
}
