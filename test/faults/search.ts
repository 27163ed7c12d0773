/** The searcher for planted words. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Every way in which a text could stand in a file. */
export const formsOf = (text: string): Buffer[] => {
  const utf8 = Buffer.from(text)
  // Base64 depends on where in the input the text begins: the part that is the same at each of the three offsets is looked for.
  const base64 = [0, 1, 2].flatMap(offset => {
    const whole = Buffer.concat([Buffer.alloc(offset), utf8])
    const inner = whole.toString('base64').slice(Math.ceil((offset * 4) / 3), -4)
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')]
  })
  return [
    utf8,
    Buffer.from(text, 'utf16le'),
    Buffer.from(text, 'utf16le').swap16(),
    Buffer.from(utf8.toString('hex')),
    Buffer.from(utf8.toString('hex').toUpperCase()),
    ...base64.map(form => Buffer.from(form)),
    Buffer.from(encodeURIComponent(text)),
    Buffer.from(text.toLowerCase()),
    ...(/^\d+$/.test(text) ? [integer(text, 'BE'), integer(text, 'LE'), integer(text, 'BE').subarray(2)] : []),
  ]
}

/** A chat id as a database keeps integers: 8 or 6 bytes. */
const integer = (text: string, order: 'BE' | 'LE'): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes[`writeBigInt64${order}`](BigInt(text))
  return bytes
}

export const filesBelow = (folder: string): string[] =>
  readdirSync(folder).flatMap(name => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesBelow(path) : [path]
  })
