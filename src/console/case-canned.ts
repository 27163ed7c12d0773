import { html } from 'hono/html'
import type { ReadyReply } from '../app/letters/index.ts'
import { type Html, say } from './page.ts'
import type { ConsoleWords } from './words.ts'

/** Ready replies for the box below; the script offers those in the person's language first, because only it knows which that is. */
export const cannedBox = (words: ConsoleWords, replies: ReadyReply[], deadline: string): Html | '' => {
  if (replies.length === 0) return ''
  const data = {
    deadline,
    replies: replies.map(({ title, texts }) => ({ title, texts })),
    drafted: replies.map(({ drafted }) => drafted),
  }
  return html`<div class="stack" id="canned" data-replies="${JSON.stringify(data)}" data-drafted="${say(words, 'replies.drafted')}"><label for="canned-choice">${say(words, 'replies.choose')}</label><select id="canned-choice"></select><button type="button" class="second">${say(words, 'replies.insert')}</button></div>`
}
