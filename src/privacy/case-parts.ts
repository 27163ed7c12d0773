import type { MediaKind } from '../kit/inbound.ts'
import { roundUp } from './padded.ts'

/** What is sealed of a concern. `answers`: JSON of all answers and the language; `text`: UTF-8; the rest: files as they are. */
export type CasePart = { kind: 'answers' | 'text' | MediaKind; bytes: Uint8Array; caption?: string }

/** Two lengths of four bytes: of the label (JSON) and of the body. */
const HEAD = 8
const SMALLEST = 256

/** Lays a part out and pads it, so that the length of what is stored says little about what was written. */
export const packPart = (part: CasePart): Uint8Array => {
  const { kind, caption } = part
  const label = Buffer.from(JSON.stringify(caption === undefined ? { kind } : { kind, caption }))
  const packed = new Uint8Array(paddedLength(HEAD + label.length + part.bytes.length))
  const lengths = new DataView(packed.buffer)
  lengths.setUint32(0, label.length, true)
  lengths.setUint32(4, part.bytes.length, true)
  packed.set(label, HEAD)
  packed.set(part.bytes, HEAD + label.length)
  return packed
}

/** Reads what `packPart` laid out. The bytes were authenticated before: what does not fit is a bug, and throws. */
export const unpackPart = (packed: Uint8Array): CasePart => {
  const lengths = new DataView(packed.buffer, packed.byteOffset, packed.byteLength)
  const start = HEAD + lengths.getUint32(0, true)
  const label = JSON.parse(Buffer.from(packed.subarray(HEAD, start)).toString()) as Omit<CasePart, 'bytes'>
  return { ...label, bytes: packed.slice(start, start + lengths.getUint32(4, true)) }
}

/**
 * Steps of 256 bytes for short parts; for long ones Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files",
 * PETS 2019, section 4): at most 12 % more, and lengths fall together to log log of what they were.
 */
export const paddedLength = (length: number): number => {
  const bits = Math.floor(Math.log2(Math.max(length, 2)))
  const step = 2 ** (bits - (Math.floor(Math.log2(bits)) + 1))
  return roundUp(length, Math.max(step, SMALLEST))
}
