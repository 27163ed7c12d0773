/** A voice as phones record it: Ogg with Opus (RFC 7845), with these tags; `pages` of 255 bytes each if they do not fit one. */
import { Buffer } from 'node:buffer'

const CHECKSUM = 22

/** As RFC 3533 tells it, bit by bit. */
export const checksumOf = (page: Uint8Array): number => {
  let crc = 0
  for (const byte of page) {
    crc ^= byte << 24
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1
  }
  return crc >>> 0
}

/** Pages whose checksum is not that of what stands in them. */
export const brokenPages = (file: Uint8Array): number => {
  const bytes = Buffer.from(file)
  let broken = 0
  for (let at = 0; at < bytes.length; ) {
    const laces = bytes[at + 26] ?? 0
    const end = at + 27 + laces + bytes.subarray(at + 27, at + 27 + laces).reduce((sum, lace) => sum + lace, 0)
    const page = Buffer.from(bytes.subarray(at, end))
    const told = page.readUInt32LE(CHECKSUM)
    page.writeUInt32LE(0, CHECKSUM)
    if (checksumOf(page) !== told) broken++
    at = end
  }
  return broken
}

const pageOf = (number: number, laces: number[], body: Uint8Array): Buffer => {
  const head = Buffer.alloc(27)
  head.write('OggS')
  head[5] = number === 0 ? 2 : 0
  head.writeUInt32LE(number, 18)
  head[26] = laces.length
  const page = Buffer.concat([head, Buffer.from(laces), body])
  page.writeUInt32LE(checksumOf(page), CHECKSUM)
  return page
}

const withLength = (text: string): Buffer => {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(Buffer.byteLength(text))
  return Buffer.concat([length, Buffer.from(text)])
}

export const voiceOf = (comments: string[], sound = 'sound of a voice'): Buffer => {
  const count = Buffer.alloc(4)
  count.writeUInt32LE(comments.length)
  const tags = Buffer.concat([Buffer.from('OpusTags'), withLength('Recorder 1'), count, ...comments.map(withLength)])
  const pages: Buffer[] = [pageOf(0, [19], Buffer.concat([Buffer.from('OpusHead'), Buffer.alloc(11, 1)]))]
  for (let at = 0; at <= tags.length; at += 2 * 255) {
    const part = tags.subarray(at, at + 2 * 255)
    const laces = part.length === 2 * 255 ? [255, 255] : [...(part.length >= 255 ? [255] : []), part.length % 255]
    pages.push(pageOf(pages.length, laces, part))
  }
  pages.push(pageOf(pages.length, [sound.length], Buffer.from(sound)))
  return Buffer.concat(pages)
}
