/** Text in pages of a length: nothing is torn that belongs together, if it fits a page at all. */
import type { Span } from '../../kit/message.ts'

/** Good places to end a page, best first. */
const BREAKS = [/\n\n+/g, /\n/g, /[.!?…:;]\s|[。！？．।။၊؟]\s?/g, /\s/g]

type Piece = { text: string; of: Exclude<Span, string> | undefined }

export const wordsOf = (span: Span): string =>
  typeof span === 'string' ? span : 'strong' in span ? span.strong : span.label

/** No page is longer than `limit` UTF-16 units, none is empty, and together they are the whole text but for blanks at their edges. */
export const pagesOf = (spans: readonly Span[], limit: number): Span[][] => {
  const pieces = spans.map((span): Piece => ({ text: wordsOf(span), of: typeof span === 'string' ? undefined : span }))
  const text = pieces.map(piece => piece.text).join('')
  const pages: Span[][] = []
  for (let from = 0; from < text.length; ) {
    const to = text.length - from <= limit ? text.length : from + cutAt(text.slice(from, from + limit))
    const page = trimmed(between(pieces, from, to))
    if (page.length > 0) pages.push(page)
    from = to
  }
  return pages
}

/** Where in a window that is full a page ends. In its last two thirds only: better a longer page than a page of one line. */
const cutAt = (window: string): number => {
  for (const pattern of BREAKS) {
    const ends = [...window.matchAll(pattern)].map(({ index, 0: found }) => index + found.length)
    const best = ends.findLast(at => at > window.length / 3)
    if (best !== undefined) return best
  }
  const letters = [...new Intl.Segmenter().segment(window)].map(({ index }) => index)
  return letters.findLast(at => at > 0) ?? window.length
}

const between = (pieces: readonly Piece[], from: number, to: number): Span[] => {
  let at = 0
  return pieces.flatMap(({ text, of }): Span[] => {
    const start = at
    at += text.length
    const part = text.slice(Math.max(0, from - start), Math.max(0, to - start))
    if (part === '') return []
    if (of === undefined) return [part]
    return [spanOf(of, part)]
  })
}

const spanOf = (of: Exclude<Span, string>, part: string): Span =>
  'strong' in of ? { strong: part } : { ...of, label: part }

const trimmed = (spans: Span[]): Span[] => {
  const cut = (span: Span, text: string): Span => (typeof span === 'string' ? text : spanOf(span, text))
  const out = [...spans]
  while (out[0] !== undefined && wordsOf(out[0]).trim() === '') out.shift()
  for (let last = out.at(-1); last !== undefined && wordsOf(last).trim() === ''; last = out.at(-1)) out.pop()
  if (out[0] !== undefined) out[0] = cut(out[0], wordsOf(out[0]).trimStart())
  const last = out.at(-1)
  if (last !== undefined) out[out.length - 1] = cut(last, wordsOf(last).trimEnd())
  return out
}

/** A label in at most so many units; nobody's letter is torn. */
export const shortened = (label: string, most: number): string => {
  if (label.length <= most) return label
  let out = ''
  for (const { segment } of new Intl.Segmenter().segment(label)) {
    if (out.length + segment.length > most - 1) break
    out += segment
  }
  return `${out.trimEnd()}…`
}
