import { html } from 'hono/html'
import { type Html, say } from './page.ts'
import type { ConsoleWords } from './words.ts'

/** Words of the person, taken from what was opened above, shortened, and sent to them with the question whether they may be printed. */
export const quoteForm = (words: ConsoleWords): Html => {
  const text = (key: string) => say(words, `quote.${key}`)
  return html`<details class="filters"><summary>${text('title')}</summary><form class="stack" id="quote" data-to="reply" data-words="${JSON.stringify({ lookAgain: text('lookAgain') })}"><p class="soft" id="quote-hint">${text('hint')}</p><p><button type="button" class="second" id="quote-take">${text('take')}</button></p><label for="quote-text">${text('text')}</label><textarea id="quote-text" name="text" dir="auto" maxlength="1000" required aria-describedby="quote-hint quote-told"></textarea><p><button type="button" class="second" id="quote-black">${text('black')}</button></p><p class="late" id="quote-told" role="status"></p><button class="main">${text('send')}</button></form></details>`
}
