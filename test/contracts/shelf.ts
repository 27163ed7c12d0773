/** A stand-in for the app's shelf of files that go out: what a test puts on it, and how often it was asked for. */
import { createHash } from 'node:crypto'
import type { FileFacts, MediaShelf, OutFile } from '../../src/app/campaigns/media.ts'
import { pictureSize, publicName } from '../../src/domain/campaigns/media.ts'
import type { Media } from '../../src/kit/message.ts'

const MIMES: Record<Media['kind'], string> = { photo: 'image/png', voice: 'audio/ogg', document: 'application/pdf' }

export const createShelf = () => {
  const files = new Map<string, OutFile>()
  const refs = new Map<string, string>()
  const shelf = {
    /** How often bytes were read. */
    reads: 0,
    /** Ids that are kept, by account and hash. */
    refs,
    /** Puts a file there; gives what a message names it by. */
    add(kind: Media['kind'], bytes: Uint8Array, mime = MIMES[kind]): Media {
      const hash = createHash('sha256').update(bytes).digest('base64url')
      files.set(hash, { kind, mime, name: publicName(kind, mime), bytes })
      return { kind, hash }
    },
    async file(hash: string): Promise<OutFile | undefined> {
      shelf.reads++
      return files.get(hash)
    },
    shown: async (hash: string): Promise<OutFile | undefined> => files.get(hash),
    async facts(hash: string): Promise<FileFacts | undefined> {
      const file = files.get(hash)
      const size = file && pictureSize(file.bytes)
      return file && { mime: file.mime, bytes: file.bytes.length, ...(size ? { size } : {}) }
    },
    ref: async (hash: string, account: string) => refs.get(`${account} ${hash}`),
    keepRef: async (hash: string, account: string, ref: string) => void refs.set(`${account} ${hash}`, ref),
    async forgetRef(hash: string, account: string, ref: string): Promise<void> {
      if (refs.get(`${account} ${hash}`) === ref) refs.delete(`${account} ${hash}`)
    },
  }
  return shelf satisfies MediaShelf
}

/** The smallest PNG that says how large it is: nobody looks at more of it here. `salt` makes it another file. */
export const png = (width = 640, height = 480, salt = 0, bytes = 64): Buffer => {
  const file = Buffer.alloc(bytes)
  file.writeUInt32BE(0x89504e47, 0)
  file.writeUInt32BE(0x0d0a1a0a, 4)
  file.write('IHDR', 12)
  file.writeUInt32BE(width, 16)
  file.writeUInt32BE(height, 20)
  file.writeUInt32BE(salt, 32)
  return file
}
export const ogg = (salt = 0): Buffer => Buffer.from(`OggS voice ${salt}`)
export const pdf = (salt = 0): Buffer => Buffer.from(`%PDF-1.7 ${salt}`)
