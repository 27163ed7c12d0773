import { html, raw } from 'hono/html'
import type { ToldList } from '../../../app/campaigns/course/index.ts'
import { type Html, say } from '../../page.ts'
import type { ConsoleWords } from '../../words.ts'

/** `n` null: not told. */
export type Bar = { label: Html | string; n: number | null }

/** Numbers with a bar each, as a table: who sees no bars misses nothing. `of`: as long as the longest bar; else the largest number. */
export const bars = (
  words: ConsoleWords,
  { caption, what, lines, of }: { caption: string; what: string; lines: readonly Bar[]; of?: number | null },
): Html => {
  const longest = Math.max(1, of ?? 0, ...lines.map(({ n }) => n ?? 0))
  return html`<table class="figures" role="table"><caption>${caption}</caption><thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">${what}</th><th scope="col" role="columnheader">${say(words, 'course.how_many')}</th></tr></thead><tbody role="rowgroup">${lines.map(
    ({ label, n }) =>
      html`<tr role="row"><th scope="row" role="rowheader">${label}</th><td role="cell">${n === null ? html`<span class="soft">${say(words, 'course.not_told')}</span>` : html`<b>${figure(n)}</b>${bar(n / longest)}`}</td></tr>`,
  )}</tbody></table>`
}

/** A number that one reads, in groups of three: `12 345`. */
export const figure = (n: number): string => `${n}`.replace(/\B(?=(\d{3})+$)/g, '\u202f')

/** Without a word for who reads by ear: the number stands beside it. */
const bar = (share: number): Html =>
  html`<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="whole" width="100" height="6"/><rect class="part" width="${raw((Math.min(1, Math.max(0, share)) * 100).toFixed(2))}" height="6"/></svg>`

/** A list by area or by language, as it may be told. `why`: with a word on what is hidden. */
export const toldBars = (
  words: ConsoleWords,
  {
    caption,
    what,
    list,
    nameOf,
    why = true,
  }: { caption: string; what: string; list: ToldList; nameOf(key: string): string; why?: boolean },
): Html => {
  if (list.total === 0) return html``
  if (list.lines.length === 0)
    return html`<p class="soft"><b>${caption}:</b> ${say(words, list.total === null ? 'course.fewer' : 'course.too_few')}</p>`
  const lines = list.lines.map(({ key, n }) => ({ label: nameOf(key), n }))
  return html`${bars(words, { caption, what, lines })}${why && lines.some(({ n }) => n === null) ? html`<p class="soft">${say(words, 'course.why_hidden')}</p>` : ''}`
}
