import { html } from 'hono/html'
import type { DraftView } from '../../app/campaigns/drafts/index.ts'
import { type Frame, type Html, say } from '../page.ts'

/** To one's own chats, in the languages that one ticks. */
export const testPart = ({ words }: Frame, { campaign, sheet }: DraftView): Html => {
  const langs = words.languages().filter(({ tag }) => Object.hasOwn(sheet.texts, tag))
  return html`<details class="part" id="test"><summary>${say(words, 'compose.test.title')}</summary><div><p class="soft">${say(words, 'compose.test.text')}</p>${
    langs.length === 0
      ? html`<p>${say(words, 'compose.refused.nothing')}</p>`
      : html`<form class="fields" method="post" action="/staff/campaigns/${campaign.id}/test"><fieldset class="ticks"><legend>${say(words, 'compose.test.langs')}</legend>${langs.map(
          ({ tag, endonym }, at) =>
            html`<label class="box"><input type="checkbox" name="lang" value="${tag}"${at === 0 ? html` checked` : ''}> <span lang="${tag}">${endonym}</span></label>`,
        )}</fieldset><p><button>${say(words, 'compose.test.send')}</button></p></form>`
  }</div></details>`
}
