/** What bots upload, and the ids by which they may send it again. What the real server refuses, this refuses, with its words. */
import { createHash } from 'node:crypto'
import { pictureSize } from '../../../src/domain/campaigns/media.ts'
import { FormFile } from './form.ts'
import type { Exchange } from './phone.ts'
import { type Refusal, refuse } from './sending.ts'
import type { Json } from './updates.ts'

export const FILE_KINDS = ['photo', 'voice', 'document'] as const
export type FileKind = (typeof FILE_KINDS)[number]

/** A file on a phone. `width`: of the variant that was sent. `hash`: SHA-256 of what was uploaded, base64url. */
export type ShownFile = { kind: FileKind; hash: string; bytes: number; name?: string; width?: number }

/** `fields`: as the message that is answered with has it. */
export type Taken = { shown: ShownFile; fields: Json }

const PHOTO = 10_485_760
/** Small, middle, and as it came: their longer sides. */
const VARIANTS = [90, 320, Number.POSITIVE_INFINITY]

export const createFiles = (exchange: Exchange) => {
  const remember = (bytes: Uint8Array, shown: ShownFile): Json => {
    const number = exchange.next()
    const file_id = `BQACAgIAAxkDAAI${exchange.bot.id}_${number}-${shown.kind}`
    exchange.files.set(file_id, { bytes, path: `${shown.kind}s/file_${number}`, chat: 0, shown })
    return { file_id, file_unique_id: `AgAD${number}`, file_size: bytes.length }
  }

  const takePhoto = ({ bytes }: FormFile, base: ShownFile): Taken | { no: Refusal } => {
    if (bytes.length > PHOTO)
      return refuse(`file of size ${bytes.length} bytes is too big for a photo; the maximum size is ${PHOTO} bytes`)
    const size = pictureSize(bytes)
    if (!size) return refuse('IMAGE_PROCESS_FAILED')
    const { width, height } = size
    if (width + height > 10_000 || Math.max(width / height, height / width) > 20)
      return refuse('PHOTO_INVALID_DIMENSIONS')
    const longest = Math.max(width, height)
    const variants = VARIANTS.filter((most, index) => most < longest || index === VARIANTS.length - 1)
    const photo = variants.map(most => {
      const scale = Math.min(1, most / longest)
      const small = { width: Math.round(width * scale), height: Math.round(height * scale) }
      return { ...remember(bytes, { ...base, width: small.width }), ...small }
    })
    // In no order that one could rely on.
    return { shown: { ...base, width }, fields: { photo: photo.reverse() } }
  }

  const takeNew = (kind: FileKind, file: FormFile): Taken | { no: Refusal } => {
    const { bytes, name } = file
    if (bytes.length === 0) return refuse('file must be non-empty')
    const hash = createHash('sha256').update(bytes).digest('base64url')
    const base: ShownFile = { kind, hash, bytes: bytes.length }
    if (kind === 'photo') return takePhoto(file, base)
    // What is no voice comes out as a file.
    const voice = kind === 'voice' && /^(OggS|ID3|....ftyp)/s.test(Buffer.from(bytes.subarray(0, 8)).toString('latin1'))
    const shown: ShownFile = voice ? base : { ...base, kind: 'document', name }
    const extra = voice ? { duration: 3, mime_type: 'audio/ogg' } : { file_name: name }
    return { shown, fields: { [shown.kind]: { ...remember(bytes, shown), ...extra } } }
  }

  const takeKnown = (kind: FileKind, id: string): Taken | { no: Refusal } => {
    const known = exchange.files.get(id)
    if (!known?.shown) return refuse('wrong file identifier/HTTP URL specified')
    const { shown } = known
    if (shown.kind !== kind) return refuse(`can't use file of type ${capital(shown.kind)} as ${capital(kind)}`)
    const file = { file_id: id, file_unique_id: 'AgAD', file_size: shown.bytes }
    return { shown, fields: { [kind]: kind === 'photo' ? [{ ...file, width: shown.width, height: 1 }] : file } }
  }

  /** @param payload where an `attach://` leads to. */
  return (kind: FileKind, value: unknown, payload: Json): Taken | { no: Refusal } => {
    if (value === undefined || value === '') return refuse(`there is no ${kind} in the request`)
    const [, name] = typeof value === 'string' ? (/^attach:\/\/(.+)$/.exec(value) ?? []) : []
    const given = name === undefined ? value : payload[name]
    if (given instanceof FormFile) return takeNew(kind, given)
    return takeKnown(kind, String(given))
  }
}

const capital = (kind: string): string => `${kind[0]?.toUpperCase()}${kind.slice(1)}`
