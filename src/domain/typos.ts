/**
 * Whether two words lie at most `most` slips apart: a letter more, less, changed, or swapped with its neighbour
 * (optimal string alignment). Stops as soon as that is impossible, since it is asked for thousands of names at once.
 */
export const within = (one: string, other: string, most: number): boolean => {
  if (Math.abs(one.length - other.length) > most) return false
  let before: number[] = []
  let above = Array.from({ length: other.length + 1 }, (_, column) => column)
  for (let row = 1; row <= one.length; row++) {
    const line = [row]
    let least = row
    for (let column = 1; column <= other.length; column++) {
      const change = one[row - 1] === other[column - 1] ? 0 : 1
      let slips = Math.min(at(above, column) + 1, at(line, column - 1) + 1, at(above, column - 1) + change)
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1])
        slips = Math.min(slips, at(before, column - 2) + 1)
      line.push(slips)
      least = Math.min(least, slips)
    }
    if (least > most) return false
    before = above
    above = line
  }
  return at(above, other.length) <= most
}

const at = (line: number[], index: number): number => line[index] ?? Number.POSITIVE_INFINITY
