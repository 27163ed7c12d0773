/** What staff write on the page of a case. Shown by the script once the case is open: everything here is sealed before it is sent. */
import { html } from 'hono/html'
import { type CaseView, OUTCOMES, STATUSES } from '../app/cases/index.ts'
import type { ReadyReply } from '../app/letters/index.ts'
import { cannedBox } from './case-canned.ts'
import { statusOf } from './case-labels.ts'
import { quoteForm } from './case-quote.ts'
import { type ReferOptions, referForm } from './case-refer.ts'
import { type Html, say } from './page.ts'
import type { ConsoleWords } from './words.ts'

export type WriteOptions = ReferOptions & { replies: ReadyReply[] }

/** What the script says beside the person's words. */
const TEXTS = ['addReads', 'keepReads', 'reads'] as const

export const writing = (words: ConsoleWords, it: CaseView, options: WriteOptions): Html => {
  const area = (id: string, key: string, hint: Html | string) =>
    html`<label for="${id}-text">${say(words, `case.${key}`)}</label><textarea id="${id}-text" name="text" dir="auto" maxlength="3000" required${hint}></textarea>`
  const texts = {
    ...Object.fromEntries(TEXTS.map(key => [key, say(words, `case.write_script.${key}`)])),
    fillFirst: say(words, 'replies.fillFirst'),
  }
  return html`<section id="writing" hidden data-words="${JSON.stringify(texts)}"><h2>${say(words, 'case.write')}</h2><form class="stack" id="reply" data-to="reply">${cannedBox(words, options.replies, it.deadline)}${area(
    'reply',
    'reply',
    html` aria-describedby="reply-hint"`,
  )}<p class="soft" id="reply-hint">${say(words, 'case.reply_hint')}</p>${telling(words, it)}<div class="row"><button class="main" name="kind" value="reply">${say(words, 'case.send_reply')}</button><button class="second" name="kind" value="question">${say(words, 'case.send_question')}</button></div></form>${referForm({ words }, it, options)}${quoteForm(words)}<form class="stack" id="note" data-to="note">${area('note', 'note', '')}<button class="second">${say(words, 'case.send_note')}</button></form></section>`
}

/** The status that the words tell of; without a choice the case counts as answered. */
const telling = (words: ConsoleWords, { status }: CaseView): Html =>
  html`<label for="reply-change">${say(words, 'case.with_status')}</label><select id="reply-change" name="change"><option value="">${statusOf(words, 'answered')}</option>${STATUSES.map(
    value => html`<option value="status.${value}">${statusOf(words, value)}</option>`,
  )}${
    status === 'closed'
      ? ''
      : OUTCOMES.map(
          value =>
            html`<option value="closed.${value}">${statusOf(words, 'closed')}: ${say(words, `outcome.${value}`)}</option>`,
        )
  }</select>`
