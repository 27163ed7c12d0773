/** Forms with files (multipart/form-data, RFC 7578), read as leniently as the Bot API reads them: libraries leave out blanks and quotes. */

/** A file in a form. As JSON it is only told that it was there. */
export class FormFile {
  readonly name: string
  readonly bytes: Uint8Array
  constructor(name: string, bytes: Uint8Array) {
    this.name = name
    this.bytes = bytes
  }
  toJSON(): string {
    return `[file ${this.name}, ${this.bytes.length} bytes]`
  }
}

export const readForm = (body: Buffer, type: string): [string, string | FormFile][] => {
  const [, quoted, bare] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(type) ?? []
  const boundary = Buffer.from(`--${quoted ?? bare}`)
  const fields: [string, string | FormFile][] = []
  for (let at = body.indexOf(boundary); at >= 0; ) {
    const from = at + boundary.length
    const next = body.indexOf(boundary, from)
    if (next < 0) break
    const field = readPart(body.subarray(from, next))
    if (field) fields.push(field)
    at = next
  }
  return fields
}

const readPart = (part: Buffer): [string, string | FormFile] | undefined => {
  const end = part.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const head = part.subarray(0, end).toString('utf8')
  // Between the blank line and the line end before the next boundary.
  const content = part.subarray(end + 4, part.length - 2)
  const name = parameter(head, 'name')
  if (name === undefined) return undefined
  const file = parameter(head, 'filename')
  return [name, file === undefined ? content.toString('utf8') : new FormFile(file, content)]
}

const parameter = (head: string, name: string): string | undefined => {
  const [, quoted, bare] = new RegExp(`;\\s*${name}=(?:"([^"]*)"|([^;\\r\\n]*))`, 'i').exec(head) ?? []
  return quoted ?? bare
}
