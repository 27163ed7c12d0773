/**
 * Takes out of a PDF what says who wrote it, when, on what machine, and where its pictures were taken. In place, with blanks, so that the
 * offsets by which a PDF finds its parts hold.
 */

/** @returns `undefined`: it says so where nothing can be blanked (packed or locked), or does not say where. */
export const cleanPdf = (bytes: Uint8Array): Uint8Array | undefined => {
  const clean = Buffer.from(bytes)
  const text = clean.toString('latin1')
  if (/\/Encrypt\b/.test(text) || PACKED_METADATA.test(text)) return undefined
  const infos = new Set([...text.matchAll(/\/Info\s+(\d{1,10})\s+(\d{1,5})\s+R\b/g)].map(([, id, of]) => `${id} ${of}`))
  for (const info of infos) {
    const [id, of] = info.split(' ')
    const objects = [...text.matchAll(new RegExp(`(?<!\\d)${id}\\s+${of}\\s+obj\\b[\\s\\S]*?\\bendobj\\b`, 'g'))]
    if (objects.length === 0) return undefined
    for (const { index, 0: object } of objects)
      for (const [from, to] of stringsIn(object)) clean.fill(BLANK, index + from, index + to)
  }
  for (const pattern of PACKETS)
    for (const { index, 0: packet } of text.matchAll(pattern)) clean.fill(BLANK, index, index + packet.length)
  blankExif(clean)
  return clean
}

const BLANK = 0x20

/** ISO 32000-1, 14.3.2: XMP, between its marks or without. */
const PACKETS = [/<\?xpacket begin[\s\S]*?<\?xpacket end[^>]*\?>/g, /<x:xmpmeta\b[\s\S]*?<\/x:xmpmeta>/g]
/** A stream of metadata under a filter: nothing of it can be read here. */
const PACKED_METADATA = /\/Type\s*\/Metadata\b[^>]{0,200}\/Filter|\/Filter[^>]{0,200}\/Type\s*\/Metadata\b/

/** Insides of the strings of an object, from and to: in parentheses, which may nest, and in hexadecimal (ISO 32000-1, 7.3.4). */
const stringsIn = (object: string): [number, number][] => {
  const found: [number, number][] = []
  for (let at = 0; at < object.length; at++) {
    if (object[at] === '<' && object[at + 1] === '<') at++
    else if (object[at] === '<') {
      const end = object.indexOf('>', at)
      if (end < 0) break
      found.push([at + 1, end])
      at = end
    } else if (object[at] === '(') {
      const end = endOf(object, at)
      found.push([at + 1, end])
      at = end
    }
  }
  return found
}

const endOf = (object: string, from: number): number => {
  let depth = 0
  for (let at = from; at < object.length; at++) {
    if (object[at] === '\\') at++
    else if (object[at] === '(') depth++
    else if (object[at] === ')' && --depth === 0) return at
  }
  return object.length
}

/** In pictures, which stand in a PDF as cameras made them: segments APP1 (Exif with the place, XMP) keep their length and say nothing. */
const blankExif = (bytes: Buffer): void => {
  for (const name of ['Exif\0\0', 'http://ns.adobe.com/xap/1.0/\0'])
    for (let at = bytes.indexOf(name, 0, 'latin1'); at >= 0; at = bytes.indexOf(name, at + 1, 'latin1')) {
      if (at < 4 || bytes.readUInt16BE(at - 4) !== 0xffe1) continue
      const end = Math.min(bytes.length, at - 2 + bytes.readUInt16BE(at - 2))
      bytes.fill(0, at + name.length, end)
    }
}
