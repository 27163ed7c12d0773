/**
 * Reads a QR code as a phone does, from its squares alone (ISO/IEC 18004; level M, versions 1 to 8, bytes). No mending: what we print is
 * clean. Written apart from the package that draws them.
 */

/** Per version at level M: how many data bytes each block holds, and how many bytes of correction follow in each. */
const BLOCKS: Record<number, [data: number[], correction: number]> = {
  1: [[16], 10],
  2: [[28], 16],
  3: [[44], 26],
  4: [[32, 32], 18],
  5: [[43, 43], 24],
  6: [[27, 27, 27, 27], 16],
  7: [[31, 31, 31, 31], 18],
  8: [[38, 38, 39, 39], 22],
}
const ALIGN: Record<number, number[]> = {
  1: [],
  2: [6, 18],
  3: [6, 22],
  4: [6, 26],
  5: [6, 30],
  6: [6, 34],
  7: [6, 22, 38],
  8: [6, 24, 42],
}
const MASKS: ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  x => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

/** @param dark of column and row, without the white margin. */
export const readQr = (size: number, dark: (x: number, y: number) => boolean): string => {
  const version = (size - 17) / 4
  const [blocks, correction] = BLOCKS[version] ?? []
  if (!blocks || correction === undefined) throw new Error(`no code of ${size} squares is read here`)
  // Format bits 14 to 10 stand in row 8, from the left.
  const format = [0, 1, 2, 3, 4].map(x => Number(dark(x, 8))).reduce((all, bit) => (all << 1) | bit, 0) ^ 0b10101
  if (format >> 3 !== 0) throw new Error('not level M')
  const mask = MASKS[format & 7]
  const bits: number[] = []
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right--
    const upward = ((size - 1 - (right < 6 ? right + 1 : right)) / 2) % 2 === 0
    for (let step = 0; step < size; step++)
      for (const x of [right, right - 1]) {
        const y = upward ? size - 1 - step : step
        if (!fixed(version, size, x, y)) bits.push(Number(dark(x, y) !== mask?.(x, y)))
      }
  }
  const bytes = Array.from({ length: Math.floor(bits.length / 8) }, (_, at) =>
    Number.parseInt(bits.slice(at * 8, at * 8 + 8).join(''), 2),
  )
  return textOf(apart(bytes, blocks))
}

/** Blocks stand byte by byte in turns. */
const apart = (bytes: number[], sizes: number[]): number[] => {
  const blocks: number[][] = sizes.map(() => [])
  let at = 0
  for (let row = 0; row < Math.max(...sizes); row++)
    for (const [block, size] of sizes.entries()) if (row < size) blocks[block]?.push(bytes[at++] ?? 0)
  return blocks.flat()
}

const textOf = (bytes: number[]): string => {
  const bits = bytes.map(byte => byte.toString(2).padStart(8, '0')).join('')
  if (bits.slice(0, 4) !== '0100') throw new Error('not in bytes')
  const length = Number.parseInt(bits.slice(4, 12), 2)
  const text = Array.from({ length }, (_, at) => Number.parseInt(bits.slice(12 + at * 8, 20 + at * 8), 2))
  return Buffer.from(text).toString('utf8')
}

/** Squares that hold no data: finders with format, timing, alignment, version. */
const fixed = (version: number, size: number, x: number, y: number): boolean => {
  if ((x < 9 && y < 9) || (x >= size - 8 && y < 9) || (x < 9 && y >= size - 8)) return true
  if (x === 6 || y === 6) return true
  if (version >= 7 && ((x >= size - 11 && y < 6) || (y >= size - 11 && x < 6))) return true
  const centres = ALIGN[version] ?? []
  const corner = (cx: number, cy: number) =>
    (cx === 6 && cy === 6) || (cx === 6 && cy === centres.at(-1)) || (cy === 6 && cx === centres.at(-1))
  return centres.some(cx => centres.some(cy => !corner(cx, cy) && Math.abs(x - cx) <= 2 && Math.abs(y - cy) <= 2))
}
