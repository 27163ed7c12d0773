import { html } from 'hono/html'
import { LIMITS } from '../../kit/inbound.ts'
import type { Message } from '../../kit/message.ts'
import type { Html } from './page.ts'
import type { Texts } from './port.ts'

const MEGABYTE = 1_000_000

/**
 * The field for free input. A question that only takes a choice has it folded away, because every answer may also be
 * written, in any words, and so may a call for help.
 */
export const fields = (message: Message | undefined, words: Texts, lang: string, hidden: Html, draft: string): Html => {
  const say = (key: string, values?: Record<string, number>): string => words.text(lang, `web.${key}`, values)
  const input = message?.input
  const files = (['photo', 'voice'] as const).filter(kind => input && message?.accept?.includes(kind))
  const field =
    input === 'text' || input === 'media' || draft
      ? html`<textarea id="text" name="text" rows="4" dir="auto" autocomplete="off">${draft}</textarea>`
      : html`<input id="text" name="text" value="${draft}" dir="auto" autocomplete="off" enterkeyhint="send"${
          input === 'number' ? html` inputmode="numeric"` : ''
        }>`
  const form = html`<form method="post" action="/" class="write"${
    files.length > 0 ? html` enctype="multipart/form-data"` : ''
  }>${hidden}<label for="text">${say(`write.${input ?? 'text'}`)}</label>${field}${files.map(
    kind =>
      html`<label for="${kind}">${say(kind)} <small>${say('file_limit', { megabytes: LIMITS[kind] / MEGABYTE })}</small></label><input type="file" id="${kind}" name="${kind}" accept="${kind === 'photo' ? 'image/*' : 'audio/*'}">`,
  )}<button class="send">${say('send')}</button>${
    input === 'place'
      ? html`<input type="hidden" id="lat" name="lat"><input type="hidden" id="lon" name="lon"><button type="button" id="here" class="verb">${say('locate')}</button>`
      : ''
  }</form>`
  return input || draft ? form : html`<details><summary>${say('write.instead')}</summary>${form}</details>`
}
