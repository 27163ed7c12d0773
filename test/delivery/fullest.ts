/** The most of these instants that any second (sliding) saw. */
export const fullest = (instants: readonly number[]): number => {
  const times = instants.toSorted((a, b) => a - b)
  let from = 0
  return times.reduce((most, at, index) => {
    while ((times[from] ?? at) <= at - 1000) from++
    return Math.max(most, index - from + 1)
  }, 0)
}
