/** Files that go out with messages: how a page shows them, and the route that they are fetched from. */
import { html } from 'hono/html'
import type { Media, Message } from '../../kit/message.ts'
import type { Html } from './page.ts'
import type { FileFacts, Texts, WebPort } from './port.ts'

/** By hash; of files that are there. */
export type Files = ReadonlyMap<string, FileFacts>

/** What a page must know of the files in these messages. */
export const filesOf = async (app: Pick<WebPort, 'media'>, messages: Message[]): Promise<Files> => {
  const hashes = new Set(messages.flatMap(({ media }) => media?.hash ?? []))
  const found = await Promise.all([...hashes].map(async hash => [hash, await app.media.facts(hash)] as const))
  return new Map(found.flatMap(([hash, facts]) => (facts ? [[hash, facts]] : [])))
}

/**
 * A picture has no text of its own for who cannot see it: what it is about is said beside it. Nothing but pictures is loaded before
 * somebody asks for it, and their place is kept free from the first moment.
 */
export const figure = ({ kind, hash }: Media, lang: string, files: Files, words: Texts): Html => {
  const facts = files.get(hash)
  if (!facts) return html``
  const src = `/media/${hash}`
  const label = (what: string): string =>
    words.text(lang, `web.media.${what}`, { kilobytes: Math.max(1, Math.round(facts.bytes / 1000)) })
  if (kind === 'photo') {
    const { width, height } = facts.size ?? {}
    return html`<img src="${src}" alt="" loading="lazy"${width ? html` width="${width}" height="${height}"` : ''}>`
  }
  if (kind === 'voice')
    return html`<p><span id="f${hash}">${label('voice')}</span> <audio controls preload="none" src="${src}" aria-labelledby="f${hash}"></audio></p>`
  const what = facts.mime === 'text/calendar' ? 'calendar' : 'document'
  return html`<p><a class="url" href="${src}" download>${label(what)}</a></p>`
}

/** As pages of the talk: nothing of it stays on the device. */
const HEADERS = { 'cache-control': 'private, no-store', 'cross-origin-resource-policy': 'same-origin' }

/** The types that a browser may show; everything else is only kept. `nosniff` holds it to that. */
const TYPES: Record<Media['kind'], RegExp> = {
  photo: /^image\/(jpeg|png)$/,
  voice: /^audio\/(ogg|mpeg|mp4)$/,
  document: /^(application\/pdf|text\/calendar)$/,
}

/** @param range "Range" of RFC 9110, 14.2: some browsers play no sound without it. One range is given, of several the first. */
export const respondFile = async (
  app: Pick<WebPort, 'media'>,
  hash: string,
  range: string | undefined,
): Promise<Response | undefined> => {
  const file = await app.media.shown(hash)
  if (!file) return undefined
  const { kind, mime, name, bytes } = file
  const headers = {
    ...HEADERS,
    'content-type': TYPES[kind].test(mime) ? mime : 'application/octet-stream',
    'content-disposition': `${kind === 'document' ? 'attachment' : 'inline'}; filename="${name}"`,
    'accept-ranges': 'bytes',
  }
  const part = readRange(range, bytes.length)
  if (part === 'outside')
    return new Response(null, { status: 416, headers: { ...HEADERS, 'content-range': `bytes */${bytes.length}` } })
  if (!part) return new Response(new Uint8Array(bytes), { headers })
  const [from, to] = part
  return new Response(new Uint8Array(bytes.subarray(from, to + 1)), {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${from}-${to}/${bytes.length}` },
  })
}

/** First and last byte; `undefined`: all of it, also where the header cannot be read. */
const readRange = (range: string | undefined, size: number): [number, number] | 'outside' | undefined => {
  const [, first = '', last = ''] = /^bytes=(\d{0,9})-(\d{0,9})(?:,|$)/.exec(range ?? '') ?? []
  if (first === '' && last === '') return undefined
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return from > to ? 'outside' : [from, to]
}
