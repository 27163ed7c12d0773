/** Questions about ways through a script, asked of bare arrows. Pure. */

/** `waits`: the talk cannot take this way without the person having done something. */
export type Way = { from: string; to: string; waits: boolean }

const follow = (from: Iterable<string>, next: Map<string, string[]>): Set<string> => {
  const seen = new Set(from)
  // A set grows while it is walked, and the walk goes on into what was added.
  for (const id of seen) for (const to of next.get(id) ?? []) seen.add(to)
  return seen
}

const arrows = (ways: readonly Way[], key: 'from' | 'to', value: 'from' | 'to'): Map<string, string[]> => {
  const map = new Map<string, string[]>()
  for (const way of ways) map.set(way[key], [...(map.get(way[key]) ?? []), way[value]])
  return map
}

/** Steps that can be come to from the start, itself included. */
export const reached = (start: string, ways: readonly Way[]): Set<string> => follow([start], arrows(ways, 'from', 'to'))

/** Steps from which one of `ends` can be come to, themselves included. */
export const canEnd = (ends: Iterable<string>, ways: readonly Way[]): Set<string> =>
  follow(ends, arrows(ways, 'to', 'from'))

/** Circles in which nobody is ever waited for, each once, beginning with the step that is named first in `ids`. */
export const busyCircles = (ids: readonly string[], ways: readonly Way[]): string[][] => {
  const rushing = ways.filter(way => !way.waits)
  const next = arrows(rushing, 'from', 'to')
  const told = new Set<string>()
  const circles: string[][] = []
  for (const id of ids) {
    if (told.has(id)) continue
    const circle = pathBack(id, next)
    if (!circle) continue
    circles.push(circle)
    for (const step of circle) told.add(step)
  }
  return circles
}

/** The shortest way from a step back to itself. */
const pathBack = (id: string, next: Map<string, string[]>): string[] | undefined => {
  const cameFrom = new Map<string, string>()
  const queue = [id]
  for (const at of queue) {
    for (const to of next.get(at) ?? []) {
      if (to === id) {
        const path = [at]
        for (let step = at; step !== id; ) {
          step = cameFrom.get(step) ?? id
          path.unshift(step)
        }
        return path
      }
      if (cameFrom.has(to)) continue
      cameFrom.set(to, at)
      queue.push(to)
    }
  }
  return undefined
}
