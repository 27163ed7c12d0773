import { html } from 'hono/html'
import { type Html, say } from './page.ts'
import type { ConsoleWords } from './words.ts'

/** What is switched off, and how it is switched on. */
export const switchedOff = (words: ConsoleWords, off: { what: string; how: string }[]): Html =>
  off.length === 0
    ? html``
    : html`<section><h2>${say(words, 'off.title')}</h2><ul>${off.map(
        ({ what, how }) => html`<li><b>${what}</b> ${how}</li>`,
      )}</ul></section>`

/** Who has checked the words of each language: the files that stand alike in one line. */
export const wordReviews = (words: ConsoleWords): Html =>
  html`<section><h2>${say(words, 'reviews.title')}</h2><ul>${[
    ...Map.groupBy(words.fileReviews(), ({ tag }) => tag),
  ].map(
    ([tag, files]) => html`<li><bdi lang="${tag}"><b>${endonymOf(words, tag)}</b></bdi> ${linesOf(words, files)}</li>`,
  )}</ul></section>`

const endonymOf = (words: ConsoleWords, tag: string): string =>
  words.languages().find(language => language.tag === tag)?.endonym ?? tag

const linesOf = (words: ConsoleWords, files: ReturnType<ConsoleWords['fileReviews']>): Html => {
  const alike = [...Map.groupBy(files, it => stateOf(words, it))]
  const only = alike.length === 1 ? alike[0]?.[0] : undefined
  if (only !== undefined) return html`${only}`
  return html`<ul>${alike.map(([state, its]) => html`<li>${its.map(({ file }) => file).join(', ')}: ${state}</li>`)}</ul>`
}

const stateOf = (words: ConsoleWords, it: ReturnType<ConsoleWords['fileReviews']>[number]): string => {
  const state = words.text(`console.reviews.${it.state}`, { by: it.by ?? '', on: it.on ?? '' })
  return it.stale ? `${state}; ${words.text('console.reviews.stale')}` : state
}
