import { LIMITS } from '../../kit/inbound.ts'
import { no, ok, type Result } from '../../kit/result.ts'

/** Bytes of a form without files: far more than the longest text, so that a text too long still gets its own sentence. */
const FORM = 256 * 1024
const UPLOAD = LIMITS.photo + LIMITS.voice + FORM
/** Bytes of uploads in memory at once, over all people. */
const ALL = 160_000_000
/** Bytes read and thrown away, so that the browser gets to read our answer instead of a reset. */
const DRAIN = 64_000_000

export type Upload = { media: 'photo' | 'voice'; bytes: Uint8Array }
/** A form of ours, as sent. `known`: the page was shown to somebody with a session. */
export type Form = {
  nonce: string
  known: boolean
  /** What a link said of the language, kept while nobody has chosen one. */
  lang: string
  /** The campaign whose link the page was opened by. */
  invited: string
  text: string
  token: string
  place: { lat: number; lon: number } | undefined
  uploads: Upload[]
}
export type BadBody = 'wrong-type' | 'too-large' | 'malformed' | 'busy'

/** Reads a post with a limit that holds while it comes in: no more than the limit is ever in memory. */
export const createBodyReader = () => {
  let held = 0
  return async (request: Request): Promise<Result<Form, BadBody>> => {
    const type = request.headers.get('content-type') ?? ''
    const kind = /^(multipart\/form-data|application\/x-www-form-urlencoded)\s*(;|$)/i.exec(type)?.[1]?.toLowerCase()
    if (!kind) return no('wrong-type')
    const multipart = kind.startsWith('multipart')
    const limit = multipart ? UPLOAD : FORM
    const announced = Number(request.headers.get('content-length') ?? 0)
    const room = multipart ? Math.max(announced, FORM) : 0
    if (announced <= limit && held + room > ALL) return no('busy')
    held += room
    try {
      const bytes = await readAtMost(request.body, announced > limit ? 0 : limit)
      if (!bytes) return no('too-large')
      const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
      return ok(await readForm(form))
    } catch {
      return no('malformed')
    } finally {
      held -= room
    }
  }
}

const readAtMost = async (
  stream: ReadableStream<Uint8Array> | null,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream ?? []) {
    size += chunk.length
    if (size <= limit) chunks.push(chunk)
    else chunks.length = 0
    if (size > limit + DRAIN) return undefined
  }
  return size > limit ? undefined : new Uint8Array(Buffer.concat(chunks))
}

const readForm = async (form: FormData): Promise<Form> => {
  const text = (name: string): string => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  const uploads: Upload[] = []
  for (const media of ['photo', 'voice'] as const) {
    const file = form.get(media)
    // A field left empty comes as a file of no bytes.
    if (file instanceof Blob && file.size > 0) uploads.push({ media, bytes: new Uint8Array(await file.arrayBuffer()) })
  }
  return {
    nonce: text('nonce'),
    known: text('known') === '1',
    lang: text('lang'),
    invited: text('c'),
    // Browsers send line ends as CR LF.
    text: text('text').replace(/\r\n?/g, '\n').trim(),
    token: text('token'),
    place: readPlace(text('lat'), text('lon')),
    uploads,
  }
}

/** Rounded in the browser already; here again, because a door trusts nobody. */
const readPlace = (lat: string, lon: string): Form['place'] => {
  const round = (value: string): number => (value.trim() === '' ? Number.NaN : Math.round(Number(value) * 10) / 10)
  const place = { lat: round(lat), lon: round(lon) }
  return Math.abs(place.lat) <= 90 && Math.abs(place.lon) <= 180 ? place : undefined
}
