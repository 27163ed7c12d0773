/**
 * A hash of a flow's structure, so that a session can say which one it began with. Not for secrets: it only has to tell
 * versions of one script apart. Two independent 32-bit lanes (cyrb53's mixing, public domain, by bryc), 64 bits together.
 */
import { base64url } from './base64url.ts'

const lanes = (text: string): [number, number] => {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return [high >>> 0, low >>> 0]
}

/** 32 bits of a text. */
export const hash32 = (text: string): number => lanes(text)[1]

/** 64 bits of a text as 11 characters. */
export const hash64 = (text: string): string => {
  const bytes = new Uint8Array(8)
  const view = new DataView(bytes.buffer)
  lanes(text).forEach((lane, index) => {
    view.setUint32(index * 4, lane)
  })
  return base64url(bytes)
}

/** JSON with keys in order and nothing undefined: equal structures give equal text, however the file was written. */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  entries.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`
}
