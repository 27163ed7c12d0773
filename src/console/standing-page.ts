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

/** Who has checked the words of each language. */
export const wordReviews = (words: ConsoleWords): Html =>
  html`<section><h2>${say(words, 'reviews.title')}</h2><ul>${words.reviewStates().map(({ tag, state, by, on }) => {
    const endonym = words.languages().find(language => language.tag === tag)?.endonym ?? tag
    return html`<li><bdi lang="${tag}"><b>${endonym}</b></bdi> ${say(words, `reviews.${state}`, { by: by ?? '', on: on ?? '' })}</li>`
  })}</ul></section>`
