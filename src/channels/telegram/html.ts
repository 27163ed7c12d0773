/**
 * Spans → the HTML that Telegram reads (https://core.telegram.org/bots/api#html-style), cut into pages of 4096 characters.
 * Cutting happens on the plain text, before any markup exists, so that no tag, link, telephone number or letter is ever broken.
 */
import type { Span } from '../../kit/message.ts'

/** "Text of the message to be sent, 1-4096 characters after entities parsing". Counted in UTF-16 units, which never undercounts. */
export const TEXT_LIMIT = 4096
/** "0-1024 characters after entities parsing": what may stand below a file. */
export const CAPTION_LIMIT = 1024

type Piece = { text: string; strong?: true; href?: string; whole: boolean }

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, char => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[char] ?? '&quot;')

/** One HTML text per page; an empty list if there is nothing to read. */
export const toPages = (spans: Span[], limit = TEXT_LIMIT): string[] => {
  const pieces = spans.map(toPiece).filter(piece => piece.text !== '')
  const text = pieces.map(piece => piece.text).join('')
  const pages: string[] = []
  for (let from = 0; from < text.length; ) {
    const to = text.length - from <= limit ? text.length : findCut(text, pieces, from, limit)
    const page = slice(pieces, from, to)
    if (page !== '') pages.push(page)
    from = to
  }
  return pages
}

const toPiece = (span: Span): Piece => {
  if (typeof span === 'string') return { text: clean(span), whole: false }
  if ('strong' in span) return { text: clean(span.strong), strong: true, whole: false }
  // As the desk prints it: Telegram's apps make a telephone number of it by themselves and know no `tel:` links.
  if ('tel' in span) return { text: clean(span.label), whole: true }
  const label = clean(span.label) || clean(span.url)
  if (/^https?:\/\//i.test(span.url)) return { text: label, href: span.url.toWellFormed(), whole: true }
  return { text: label === span.url ? label : `${label} ${clean(span.url)}`, whole: true }
}

/** Half a surrogate pair makes the whole message unsendable; Telegram shows no carriage return. */
const clean = (text: string): string => text.toWellFormed().replace(/\r\n?/g, '\n')

/** Good places to end a page, best first. */
const BREAKS = [/\n\n+/g, /\n/g, /[.!?…:;]\s|[。！？．।။၊؟]\s?/g, /\s/g]

const findCut = (text: string, pieces: Piece[], from: number, limit: number): number => {
  const window = text.slice(from, from + limit)
  const inside = insides(pieces, limit)
  const allowed = (at: number): boolean => !inside.some(([start, end]) => at > start && at < end)
  for (const pattern of BREAKS) {
    const ends = [...window.matchAll(pattern)].map(({ index, 0: found }) => from + index + found.length)
    // In the last two thirds only: better a longer page than a page of one line.
    const best = ends.filter(at => at - from > limit / 3 && allowed(at)).at(-1)
    if (best !== undefined) return best
  }
  const segments = [...new Intl.Segmenter().segment(window)].map(({ index }) => from + index)
  return segments.filter(at => at > from && allowed(at)).at(-1) ?? from + limit
}

/** Where links and telephone numbers stand. One that is longer than a page must be cut after all. */
const insides = (pieces: Piece[], limit: number): [number, number][] => {
  let at = 0
  return pieces.flatMap(({ text, whole }) => {
    const start = at
    at += text.length
    return whole && text.length < limit ? [[start, at] satisfies [number, number]] : []
  })
}

/** The HTML of the plain text from `from` to `to`; no white space at its ends, because Telegram would cut it off. */
const slice = (pieces: Piece[], from: number, to: number): string => {
  let at = 0
  const cut = pieces.flatMap(piece => {
    const start = at
    at += piece.text.length
    const text = piece.text.slice(Math.max(0, from - start), Math.max(0, to - start))
    return text === '' ? [] : [{ ...piece, text }]
  })
  return cut.map(toHtml).join('').trim()
}

const toHtml = ({ text, strong, href }: Piece): string => {
  const safe = escapeHtml(text)
  // Telegram refuses an entity without a visible letter in it.
  if (text.trim() === '') return safe
  if (href !== undefined) return `<a href="${escapeHtml(href)}">${safe}</a>`
  return strong ? `<b>${safe}</b>` : safe
}
