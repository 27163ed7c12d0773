import type { Layered } from './layers.ts'

export type Point = { x: number; y: number }
export type Box = Point & { width: number; height: number }
/**
 * Boxes by node (x and y: the middle). `bends[i]`: the points that edge `i` runs through, in its own direction; two for every
 * row that it passes, so that it goes straight past the boxes and turns between the rows.
 */
export type Placed = { boxes: Map<string, Box>; bends: Point[][]; width: number; height: number }

const GAP = { across: 32, bend: 20, down: 72, border: 24 }
const BEND_WIDTH = 12

type Slot = { id: string; width: number; x: number; near: string[] }

/** Puts a row's slots as near as can be to where they want to be, in their order and without touching. */
const settle = (row: Slot[], want: readonly number[]): void => {
  const least = (left: Slot, right: Slot): number =>
    (left.width + right.width) / 2 + (left.width === BEND_WIDTH || right.width === BEND_WIDTH ? GAP.bend : GAP.across)
  const pushed = (direction: 1 | -1): number[] => {
    const xs = [...want]
    const order = direction === 1 ? [...row.keys()] : [...row.keys()].reverse()
    for (const index of order) {
      const before = row[index - direction]
      const slot = row[index]
      if (!before || !slot) continue
      const limit = (xs[index - direction] ?? 0) + direction * least(before, slot)
      const wish = xs[index] ?? 0
      xs[index] = direction === 1 ? Math.max(wish, limit) : Math.min(wish, limit)
    }
    return xs
  }
  // The mean of "everybody moves right" and "everybody moves left" keeps all distances and leans to no side.
  const right = pushed(1)
  const left = pushed(-1)
  for (const [index, slot] of row.entries()) slot.x = ((right[index] ?? 0) + (left[index] ?? 0)) / 2
}

const align = (rows: Slot[][]): void => {
  const at = new Map(rows.flat().map(slot => [slot.id, slot]))
  for (const row of rows) {
    let x = 0
    for (const slot of row) {
      slot.x = x + slot.width / 2
      x += slot.width + GAP.across
    }
    for (const slot of row) slot.x -= x / 2
  }
  for (let sweep = 0; sweep < 24; sweep++) {
    for (const row of sweep % 2 === 0 ? rows : rows.toReversed()) {
      const want = row.map(slot => {
        const near = slot.near.flatMap(id => at.get(id)?.x ?? [])
        return near.length > 0 ? near.reduce((sum, x) => sum + x, 0) / near.length : slot.x
      })
      settle(row, want)
    }
  }
}

export type Sizes = Map<string, { width: number; height: number }>

/** The second half of a layered drawing: coordinates. `sizes` of the nodes and `labels` (widths) of the edges in pixels. */
export const place = (layered: Layered, sizes: Sizes, labels: readonly number[]): Placed => {
  const near = new Map<string, string[]>()
  const link = (a: string, b: string): void => void near.set(a, [...(near.get(a) ?? []), b])
  for (const chain of layered.chains)
    for (const [index, id] of chain.entries()) {
      const next = chain[index + 1]
      if (next === undefined || next === id) continue
      link(id, next)
      link(next, id)
    }
  // A label stands beside the first bend of a long edge, so that bend is given the room.
  const labelled = new Map(
    layered.chains.flatMap((chain, edge) => {
      const bend = chain.at(layered.turned[edge] ? -2 : 1)
      return chain.length > 2 && bend ? [[bend, labels[edge] ?? 0] as const] : []
    }),
  )
  const widthOf = (id: string): number => sizes.get(id)?.width ?? Math.max(BEND_WIDTH, labelled.get(id) ?? 0)
  const rows = layered.rows.map(row =>
    row.map(({ id }): Slot => ({ id, width: widthOf(id), x: 0, near: near.get(id) ?? [] })),
  )
  align(rows)
  const slots = rows.flat()
  const left = Math.min(...slots.map(slot => slot.x - slot.width / 2))
  const right = Math.max(...slots.map(slot => slot.x + slot.width / 2))
  const middles = new Map<string, Point>()
  const passes = new Map<string, Point[]>()
  let y = GAP.border
  for (const row of rows) {
    const height = Math.max(...row.map(slot => sizes.get(slot.id)?.height ?? 0))
    for (const slot of row) {
      const x = Math.round(slot.x - left + GAP.border)
      middles.set(slot.id, { x, y: Math.round(y + height / 2) })
      passes.set(slot.id, [
        { x, y },
        { x, y: y + height },
      ])
    }
    y += height + GAP.down
  }
  const boxes = new Map<string, Box>()
  for (const [id, size] of sizes) boxes.set(id, { ...(middles.get(id) ?? { x: 0, y: 0 }), ...size })
  const bends = layered.chains.map((chain, edge) => {
    const points = chain.slice(1, -1).flatMap(id => passes.get(id) ?? [])
    return layered.turned[edge] ? points.reverse() : points
  })
  return { boxes, bends, width: Math.round(right - left + 2 * GAP.border), height: y - GAP.down + GAP.border }
}
