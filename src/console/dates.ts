import { html } from 'hono/html'
import { mondayOf } from '../app/queue.ts'
import { type Html, say } from './page.ts'
import type { ConsoleWords } from './words.ts'

/** Keeps figures in their order among words that are written from right to left: LRI and PDI of UAX #9. */
const ISOLATE = ['\u2066', '\u2069'] as const

/** `2026-11-21 23:10 UTC`: staff may sit in several zones. */
export const moment = (at: number): string =>
  `${ISOLATE[0]}${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC${ISOLATE[1]}`

/** A day as people of the language write it, in ASCII digits. */
export const dayOf = (words: ConsoleWords, day: string): string =>
  /^\d{4}-\d\d-\d\d$/.test(day) ? formatOf(words.tag).format(Date.parse(day)) : day

/** The same for machines too. */
export const dayTag = (words: ConsoleWords, day: string): Html =>
  html`<time datetime="${day}">${dayOf(words, day)}</time>`

/** A week by the Monday that it begins with: nobody counts weeks. */
export const weekOf = (words: ConsoleWords, week: string): string =>
  say(words, 'queue.week_of', { day: dayOf(words, mondayOf(week)) })

/** Making one costs more than a whole page. */
const formats = new Map<string, Intl.DateTimeFormat>()
const formatOf = (tag: string): Intl.DateTimeFormat => {
  const known =
    formats.get(tag) ?? new Intl.DateTimeFormat(`${tag}-u-nu-latn`, { dateStyle: 'medium', timeZone: 'UTC' })
  formats.set(tag, known)
  return known
}
