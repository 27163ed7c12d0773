/** A QR code as a PNG, for messengers that show pictures and no SVG. */
import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'
import type { KeptMedia } from '../../../store/media.ts'
import { qrSquares } from '../../qr.ts'

/** Pixels of a module: about 500 a side, which a camera reads from another phone. */
const MODULE = 12

/** One bit a pixel, written here: an image library in this process would cost more memory than all the rest of it. */
export const qrPicture = (text: string): Pick<KeptMedia, 'hash' | 'kind' | 'mime' | 'bytes'> => {
  const { data, size } = qrSquares(text)
  const side = size * MODULE
  const row = (modules: readonly boolean[]): Buffer => {
    const line = Buffer.alloc(1 + Math.ceil(side / 8))
    for (let x = 0; x < side; x++)
      if (!modules[Math.floor(x / MODULE)]) line[1 + (x >> 3)] = (line[1 + (x >> 3)] ?? 0) | (0x80 >> (x & 7))
    return line
  }
  const lines = data.flatMap(modules => Array<Buffer>(MODULE).fill(row(modules)))
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  // One bit of grey; the rest is the only way there is.
  head[8] = 1
  const bytes = Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(lines), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
  return { hash: createHash('sha256').update(bytes).digest('base64url'), kind: 'photo', mime: 'image/png', bytes }
}

/** https://www.w3.org/TR/png-3/#5Chunk-layout */
const chunk = (type: string, data: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(data.length + 12)
  frame.writeUInt32BE(data.length, 0)
  named.copy(frame, 4)
  frame.writeUInt32BE(crc32(named), data.length + 8)
  return frame
}
