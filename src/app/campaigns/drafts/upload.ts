import { createHash } from 'node:crypto'
import { MEDIA } from '../../../domain/campaigns/media.ts'
import type { Media } from '../../../kit/message.ts'
import { no, ok, type Result } from '../../../kit/result.ts'
import type { KeptMedia } from '../../../store/media.ts'
import { cleanImage } from '../../clean-image.ts'
import { cleanOgg } from './clean-ogg.ts'
import { cleanPdf } from './clean-pdf.ts'

/** `tag`: for which language, or `*`. */
export type Upload = { tag: string; name: string; bytes: Uint8Array }
export type UploadRefusal = 'file-large' | 'file-type' | 'file-active' | 'file-traces'

/** What a camera makes; the picture that is kept is smaller. */
const LARGEST_PHOTO = 10_000_000
const LONGEST_NAME = 60

/**
 * What goes out with a campaign, without a trace of who made it: pictures decoded and made anew in the child process, so that no place
 * and no camera is in them; voice as Telegram plays it (Ogg with Opus), without its tags; PDF that does nothing by itself and names nobody.
 */
export const takeUpload = async ({ name, bytes }: Omit<Upload, 'tag'>): Promise<Result<KeptMedia, UploadRefusal>> => {
  const kind = kindOf(bytes)
  if (bytes.length > (kind === 'photo' ? LARGEST_PHOTO : MEDIA[kind].most)) return no('file-large')
  if (kind === 'document' && ACTIVE.test(Buffer.from(bytes).toString('latin1'))) return no('file-active')
  const clean = await CLEAN[kind](bytes)
  if (!clean) return no(kind === 'document' ? 'file-traces' : 'file-type')
  if (clean.length > MEDIA[kind].most) return no('file-large')
  const hash = createHash('sha256').update(clean).digest('base64url')
  return ok({ hash, kind, mime: MIME[kind], name: tidyName(name), bytes: clean })
}

/** Twice as wide as an old phone's screen, as Telegram itself makes them: people pay for each megabyte. */
const LONGEST_SIDE = 1280

const CLEAN: Record<Media['kind'], (bytes: Uint8Array) => Promise<Uint8Array | undefined> | Uint8Array | undefined> = {
  photo: bytes => cleanImage(bytes, LONGEST_SIDE),
  voice: cleanOgg,
  document: cleanPdf,
}

const MIME: Record<Media['kind'], string> = { photo: 'image/jpeg', voice: 'audio/ogg', document: 'application/pdf' }
/** Scripts, programs to start, files within the file, forms that send (ISO 32000-1, 12.6.4 and 7.11.4). */
const ACTIVE = /\/(JavaScript|JS|Launch|EmbeddedFile|SubmitForm|RichMedia)\b/

/** By what the bytes say, never by a name. What is neither voice nor PDF must be a picture, or is refused as none. */
const kindOf = (bytes: Uint8Array): Media['kind'] => {
  const head = Buffer.from(bytes.subarray(0, 64)).toString('latin1')
  if (head.startsWith('%PDF-')) return 'document'
  return head.startsWith('OggS') && head.includes('OpusHead') ? 'voice' : 'photo'
}

const tidyName = (name: string): string =>
  name
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_NAME) || 'file'
