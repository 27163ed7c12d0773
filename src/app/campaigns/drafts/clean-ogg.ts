/**
 * Takes out of a voice (Ogg with Opus) what says who recorded it, and with what: name of the program, title, artist, place, a picture
 * (RFC 7845, 5.2). The sound stays byte for byte. In place, so that all lengths hold; only the pages' checksums are made anew.
 */

/** From the second page on, until the packet with the tags ends. `undefined`: not the file that it says it is. */
export const cleanOgg = (bytes: Uint8Array): Uint8Array | undefined => {
  const clean = Buffer.from(bytes)
  const first = readPage(clean, 0)
  const pages: Page[] = []
  for (let at = first?.end ?? clean.length; ; ) {
    const page = readPage(clean, at)
    if (!page) return undefined
    pages.push(page)
    if (page.ends) break
    if (pages.length > MOST_PAGES) return undefined
    at = page.end
  }
  // What stands in the tags, byte by byte, in whichever page it stands.
  const places = pages.flatMap(({ body, length }) => Array.from({ length }, (_, index) => body + index))
  const tags = Buffer.from(places.map(place => clean[place] ?? 0))
  if (tags.length < 16 || tags.toString('latin1', 0, 8) !== 'OpusTags') return undefined
  // No program, no comments; what follows the empty list is padding, for its first bit is 0.
  for (const place of places.slice(8)) clean[place] = 0
  for (const { start, end } of pages) {
    clean.writeUInt32LE(0, start + CHECKSUM)
    clean.writeUInt32LE(checksum(clean.subarray(start, end)), start + CHECKSUM)
  }
  return clean
}

/** `length`: how much of its body belongs to the packet that it begins with; `ends`: whether that packet ends in it. */
type Page = { start: number; body: number; length: number; end: number; ends: boolean }

const HEAD = 27
/** Of 64 kB each: tags with a large picture in them are not worth their bytes on anybody's phone. */
const MOST_PAGES = 16
const CHECKSUM = 22

/** RFC 3533, 6. */
const readPage = (bytes: Buffer, start: number): Page | undefined => {
  if (bytes.length < start + HEAD || bytes.toString('latin1', start, start + 4) !== 'OggS') return undefined
  const body = start + HEAD + (bytes[start + HEAD - 1] ?? 0)
  const laces = [...bytes.subarray(start + HEAD, body)]
  const last = laces.findIndex(lace => lace < 255)
  const size = (some: number[]) => some.reduce((sum, lace) => sum + lace, 0)
  const end = body + size(laces)
  if (end > bytes.length) return undefined
  return { start, body, length: size(last < 0 ? laces : laces.slice(0, last + 1)), end, ends: last >= 0 }
}

/** CRC-32 as Ogg has it: the polynomial 0x04c11db7, most significant bit first, beginning with 0 (RFC 3533, 6). */
const checksum = (page: Uint8Array): number => {
  let crc = 0
  for (const byte of page) crc = ((crc << 8) ^ (TABLE[((crc >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0
  return crc
}

const TABLE = Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24
  for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc & 0x80000000 ? 0x04c11db7 : 0)
  return crc >>> 0
})
