/**
 * Files are uploaded once: the first who gets one is sent its bytes, all others the id that Telegram gave it then ("no limits for
 * files sent this way", https://core.telegram.org/bots/api#sending-files). "Not possible to change the file type": one kind, one file.
 */
import type { Media, Sent } from '../../kit/message.ts'
import { attempt, type Tried } from './attempt.ts'
import { asInteger, asList, asObject, asText, type Json } from './json.ts'
import type { Carrier, TelegramApp } from './port.ts'
import type { ApiCall } from './write.ts'

type UploadOptions = {
  carrier: Carrier
  media: TelegramApp['media']
  /** A mark of the bot: "a file_id is unique for each individual bot and can't be transferred". */
  account: () => string | undefined
}

/** Sends a call with its file; never throws. */
export type SendFile = (call: ApiCall & { media: Media }) => Promise<Tried>

/** Bytes a second that an upload is given, on top of the seconds of any call; less than a line's lease (delivery) in all. */
const SLOWEST = 200_000
const SECONDS = 30
const LONGEST = 80

/** Ids in memory; what falls out is read from the store. */
const KNOWN = 200

export const createUploads = ({ carrier, media, account }: UploadOptions): SendFile => {
  const known = new Map<string, string>()
  /** Who finds out the id of a file; resolves with what that came to for everybody. */
  const underway = new Map<string, Promise<Sent | undefined>>()
  /** What Telegram takes from nobody: its bytes go up once and not for each of ten thousand people. */
  const spoilt = new Map<string, Tried>()

  const learn = (hash: string, id: string): void => {
    known.set(hash, id)
    for (const oldest of known.keys()) if (known.size > KNOWN) known.delete(oldest)
  }

  const upload = async (call: ApiCall & { media: Media }): Promise<Tried> => {
    const { kind, hash } = call.media
    const read = await media.file(hash).then(
      file => ({ file }),
      () => undefined,
    )
    // Our own disk: nothing was sent, and it is tried again.
    if (!read) return { sent: { ok: false, why: 'unreachable' } }
    const { file } = read
    if (!file) return { sent: { ok: false, why: 'refused', code: NO_FILE } }
    const seconds = Math.min(LONGEST, SECONDS + Math.ceil(file.bytes.length / SLOWEST))
    const tried = await attempt(carrier, call.method, fill(call, carrier.toFile(file)), seconds)
    const id = readFileId(tried.result, kind)
    const by = account()
    if (id !== undefined) learn(hash, id)
    if (id !== undefined && by !== undefined) await media.keepRef(hash, by, id).catch(NOTHING)
    if (isSpoilt(tried)) spoilt.set(hash, tried)
    for (const oldest of spoilt.keys()) if (spoilt.size > KNOWN) spoilt.delete(oldest)
    return tried
  }

  /** The first one looks the id up, or uploads; `undefined`: the id is known now. `anew`: what the store knows was refused. */
  const findOut = async (call: ApiCall & { media: Media }, anew: boolean): Promise<Tried | undefined> => {
    const { hash } = call.media
    const { promise, resolve } = Promise.withResolvers<Sent | undefined>()
    underway.set(hash, promise)
    let tried: Tried | undefined
    try {
      const by = account()
      const id = by === undefined || anew ? undefined : await media.ref(hash, by).catch(NOTHING)
      if (id === undefined) tried = await upload(call)
      else learn(hash, id)
      return tried
    } finally {
      underway.delete(hash)
      resolve(tried?.sent)
    }
  }

  return async call => {
    const { hash } = call.media
    // An id that was refused is forgotten once; a second refusal is the answer.
    for (let refusals = 0; ; ) {
      const bad = spoilt.get(hash)
      if (bad) return bad
      const id = known.get(hash)
      if (id !== undefined) {
        const tried = await attempt(carrier, call.method, fill(call, id))
        if (!isStale(tried) || refusals++ > 0) return tried
        if (known.get(hash) === id) known.delete(hash)
        const by = account()
        if (by !== undefined) await media.forgetRef(hash, by, id).catch(NOTHING)
        continue
      }
      const other = underway.get(hash)
      if (other) {
        const sent = await other
        // The whole token is to slow down, or nobody is there: to be said to all who wait, not to be tried by each of them.
        if (sent && !sent.ok && (sent.why === 'slow-down' || sent.why === 'unreachable')) return { sent }
        continue
      }
      const tried = await findOut(call, refusals > 0)
      if (tried) return tried
    }
  }
}

/** An id that could not be kept or read costs another upload, and no message. */
const NOTHING = (): undefined => undefined

/** "Gone" (RFC 9110, 15.5.11): a file that stands in a message and is kept no more. */
const NO_FILE = 410

/** The call with its file in it: an id, or what the carrier makes of bytes. */
const fill = ({ payload, media }: ApiCall & { media: Media }, file: unknown): Json =>
  'media' in payload
    ? { ...payload, media: { ...asObject(payload.media), media: file } }
    : { ...payload, [media.kind]: file }

/** Of the largest variant of a photo. */
const readFileId = (message: Json | undefined, kind: Media['kind']): string | undefined => {
  const found = message?.[kind]
  const sizes = asList(found).map(asObject)
  const area = (size: Json | undefined): number => (asInteger(size?.width) ?? 0) * (asInteger(size?.height) ?? 0)
  const best = Array.isArray(found)
    ? sizes.reduce((best, size) => (area(size) > area(best) ? size : best), sizes[0])
    : asObject(found)
  return asText(best?.file_id)
}

/**
 * "wrong file identifier/HTTP URL specified", "wrong remote file identifier specified: …", "invalid file_id", "FILE_REFERENCE_EXPIRED",
 * "can't use file of type Document as Photo": said of an id that was good once, or was another bot's.
 */
const STALE = /wrong (remote )?file|invalid (remote )?file|file_?reference|FILE_ID_INVALID|can't use file of type/i
const isStale = ({ sent, said = '' }: Tried): boolean => !sent.ok && sent.why === 'refused' && STALE.test(said)

/** Said of bytes. */
const SPOILT =
  /PHOTO_(INVALID|SAVE|EXT)|IMAGE_PROCESS|file must be non-empty|DOCUMENT_INVALID|VOICE_INVALID|too (big|large)/i
const isSpoilt = ({ sent, said = '' }: Tried): boolean => !sent.ok && sent.why === 'refused' && SPOILT.test(said)
