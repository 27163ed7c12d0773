/** What is sent in stories: a small picture, and the beginning of a recording. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'

export const PHOTO: Uint8Array = await sharp({ create: { width: 48, height: 32, channels: 3, background: 'teal' } })
  .jpeg()
  .toBuffer()
export const VOICE: Uint8Array = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(200, 7)])

let folder: string | undefined

/** The same as a file, for whoever names files by their path. */
export const pathOf = (media: 'photo' | 'voice'): string => {
  folder ??= mkdtempSync(join(tmpdir(), 'tulay-media-'))
  const path = join(folder, media === 'photo' ? 'photo.jpg' : 'voice.ogg')
  writeFileSync(path, media === 'photo' ? PHOTO : VOICE)
  return path
}
