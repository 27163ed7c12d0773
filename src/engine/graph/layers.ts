/**
 * The first half of a layered drawing (Sugiyama, Tagawa & Toda 1981): which node stands on which row, and in which order,
 * so that arrows point down where they can and cross little. Pure; small graphs of some dozens of nodes.
 */

export type Link = { from: string; to: string }
/** A node of the drawing. `edge`: no node but a bend of that long edge (its index in the input). */
export type Cell = { id: string; edge?: number }
/** `chains[i]`: the cells that edge `i` runs through, downwards; `turned[i]`: it points up in truth. */
export type Layered = { rows: Cell[][]; chains: string[][]; turned: boolean[] }

/** Edges that close a circle, seen from the start: they are drawn against the stream. */
const backEdges = (ids: readonly string[], links: readonly Link[], outgoing: Map<string, number[]>): Set<number> => {
  const back = new Set<number>()
  const open = new Set<string>()
  const done = new Set<string>()
  const visit = (id: string): void => {
    open.add(id)
    for (const index of outgoing.get(id) ?? []) {
      const to = links[index]?.to ?? ''
      if (open.has(to)) back.add(index)
      else if (!done.has(to)) visit(to)
    }
    open.delete(id)
    done.add(id)
  }
  for (const id of ids) if (!done.has(id)) visit(id)
  return back
}

/** Row of every node: one below the lowest of those that lead to it. */
const rank = (ids: readonly string[], downward: readonly Link[]): Map<string, number> => {
  const rows = new Map(ids.map(id => [id, 0]))
  // A graph of n nodes without circles settles after n rounds at the most.
  for (let round = 0, moved = true; moved && round < ids.length; round++) {
    moved = false
    for (const { from, to } of downward) {
      const below = (rows.get(from) ?? 0) + 1
      if ((rows.get(to) ?? 0) >= below) continue
      rows.set(to, below)
      moved = true
    }
  }
  return rows
}

const bends = (rows: Cell[][], links: readonly Link[], row: Map<string, number>): string[][] =>
  links.map(({ from, to }, edge) => {
    const chain = [from]
    for (let at = (row.get(from) ?? 0) + 1; at < (row.get(to) ?? 0); at++) {
      const id = `${from}>${to}#${edge}@${at}`
      rows[at]?.push({ id, edge })
      chain.push(id)
    }
    return [...chain, to]
  })

const crossings = (rows: Cell[][], below: Map<string, string[]>): number => {
  let count = 0
  for (let at = 0; at + 1 < rows.length; at++) {
    const order = new Map(rows[at + 1]?.map((cell, index) => [cell.id, index]))
    const ends = (rows[at] ?? []).map(cell => (below.get(cell.id) ?? []).map(id => order.get(id) ?? 0))
    for (const [left, mine] of ends.entries())
      for (const theirs of ends.slice(left + 1)) for (const a of mine) for (const b of theirs) if (a > b) count++
  }
  return count
}

/** Sorts every row by the mean place of its neighbours, down and up, and keeps the order that crosses least. */
const untangle = (rows: Cell[][], above: Map<string, string[]>, below: Map<string, string[]>): Cell[][] => {
  let best = rows.map(row => [...row])
  let fewest = crossings(best, below)
  const current = best.map(row => [...row])
  for (let sweep = 0; sweep < 12 && fewest > 0; sweep++) {
    const down = sweep % 2 === 0
    const order = down ? current.keys() : [...current.keys()].reverse()
    for (const at of order) {
      const other = new Map(current[down ? at - 1 : at + 1]?.map((cell, index) => [cell.id, index]))
      const mean = new Map(
        current[at]?.map((cell, index) => {
          const places = ((down ? above : below).get(cell.id) ?? []).flatMap(id => other.get(id) ?? [])
          return [cell.id, places.length > 0 ? places.reduce((sum, it) => sum + it, 0) / places.length : index]
        }),
      )
      current[at]?.sort((a, b) => (mean.get(a.id) ?? 0) - (mean.get(b.id) ?? 0))
    }
    const count = crossings(current, below)
    if (count >= fewest) continue
    fewest = count
    best = current.map(row => [...row])
  }
  return best
}

/** `ids` in the order of the script, the start first. Links between the same two nodes must be merged before. */
export const layer = (ids: readonly string[], links: readonly Link[]): Layered => {
  const outgoing = new Map(ids.map(id => [id, [] as number[]]))
  for (const [index, { from }] of links.entries()) outgoing.get(from)?.push(index)
  const back = backEdges(ids, links, outgoing)
  const downward = links.map((link, index) => (back.has(index) ? { from: link.to, to: link.from } : link))
  const row = rank(
    ids,
    downward.filter(({ from, to }) => from !== to),
  )
  const rows: Cell[][] = Array.from({ length: Math.max(0, ...row.values()) + 1 }, () => [])
  for (const id of ids) rows[row.get(id) ?? 0]?.push({ id })
  const chains = bends(rows, downward, row)
  const above = new Map<string, string[]>()
  const below = new Map<string, string[]>()
  for (const chain of chains)
    for (const [index, id] of chain.entries()) {
      const next = chain[index + 1]
      if (next === undefined || next === id) continue
      below.set(id, [...(below.get(id) ?? []), next])
      above.set(next, [...(above.get(next) ?? []), id])
    }
  return { rows: untangle(rows, above, below), chains, turned: links.map((_, index) => back.has(index)) }
}
