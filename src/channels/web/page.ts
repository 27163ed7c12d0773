import { createHash } from 'node:crypto'
import { html } from 'hono/html'
import { LIMITS } from '../../kit/inbound.ts'
import { type Choice, type Message, plain } from '../../kit/message.ts'
import { fields } from './fields.ts'
import type { Files } from './media.ts'
import { choices, dirOf, isDone, isLasting, isMore, said, verbs } from './messages.ts'
import type { Texts } from './port.ts'

/** Only the `html` tag makes it; everything else is escaped. */
export type Html = ReturnType<typeof html>

/** What all pages share. */
export type Frame = { words: Texts; css: string; js: string; demo: boolean }
/** One page of the talk. `known`: there is a session. `draft`: words to put back into the field. `wish`: a language that a link named. */
export type Talk = {
  lang: string
  messages: Message[]
  /** Of those that these messages name. */
  files: Files
  nonce: string
  known: boolean
  notice: string
  draft: string
  wish?: string | undefined
  /** The campaign whose link the page was opened by. */
  invited?: string
  /** There are public pages to read. */
  calls: boolean
}

/** What a page shows, by which the script's question for news is answered without a word in it. */
export const marksOf = (messages: Message[]): string[] =>
  messages.map(({ text, media }) =>
    createHash('sha256')
      .update(`${plain(text)}${media?.hash ?? ''}`)
      .digest('base64url')
      .slice(0, 8),
  )

export const talkPage = (frame: Frame, talk: Talk): Html => {
  const { words } = frame
  const { lang, messages } = talk
  const say = (key: string): string => words.text(lang, `web.${key}`)
  const languages = words.languages()
  const hidden = html`<input type="hidden" name="nonce" value="${talk.nonce}">${
    talk.known ? html`<input type="hidden" name="known" value="1">` : ''
  }${talk.wish ? html`<input type="hidden" name="lang" value="${talk.wish}">` : ''}${
    talk.invited ? html`<input type="hidden" name="c" value="${talk.invited}">` : ''
  }`
  const last = messages.at(-1)
  const form = { words, lang, hidden, languages }
  const onward = (which: (verb: Choice) => boolean): Html => verbs(last?.verbs.filter(which) ?? [], hidden, 'main')
  const field = fields(last, words, lang, hidden, talk.draft)
  const main = html`<main id="now" tabindex="-1" data-shown="${marksOf(messages).join('.')}">${
    talk.notice ? html`<p class="notice">${talk.notice}</p>` : ''
  }<h2 class="quiet">${say('said')}</h2>${messages.map(
    message =>
      html`${said(message, words, talk.files)}${
        message === last
          ? ''
          : html`${choices(message.choices, false, form)}${verbs(message.verbs.filter(isLasting), hidden, 'verbs')}`
      }`,
  )}<h2 class="quiet" id="answer" tabindex="-1">${say('answer')}</h2>${choices(last?.choices ?? [], true, form)}${
    // More of a list stands under the list; done comes after what it ends.
    last?.input ? [onward(isMore), field, onward(isDone)] : [onward(it => isMore(it) || isDone(it)), field]
  }</main><footer><h2 class="quiet">${say('more_ways')}</h2>${verbs(
    last?.verbs.filter(verb => !isMore(verb) && !isDone(verb)) ?? [],
    hidden,
    'verbs',
  )}<p><a href="/about">${say('about.link')}</a>${
    talk.calls ? html` <a href="/calls?lang=${lang}">${words.text(lang, 'calls.title')}</a>` : ''
  }</p></footer>`
  return shell(frame, lang, say('title'), main)
}

export const aboutPage = (frame: Frame, lang: string): Html => {
  const megabytes = LIMITS.photo / 1_000_000
  const say = (key: string): string => frame.words.text(lang, `web.about.${key}`, { megabytes })
  return shell(
    frame,
    lang,
    say('title'),
    html`<main id="now" tabindex="-1" data-shown="*"><h2 id="answer" tabindex="-1">${say('title')}</h2><div class="said">${[
      'cookie',
      'exit',
      'alerts',
      'files',
      'place',
    ].map(
      key => html`<p>${say(key)}</p>`,
    )}</div><p><a class="send" href="/">${say('back')}</a></p></main><footer></footer>`,
  )
}

/** A sentence, and the way back to the chat. */
export const troublePage = (frame: Frame, lang: string, sentence: string): Html =>
  shell(
    frame,
    lang,
    frame.words.text(lang, 'web.title'),
    html`<main id="now" tabindex="-1" data-shown="*"><h2 class="notice" id="answer" tabindex="-1">${sentence}</h2><p><a class="send" href="/">${frame.words.text(lang, 'web.about.back')}</a></p></main><footer></footer>`,
  )

const shell = (frame: Frame, lang: string, title: string, main: Html): Html => {
  const say = (key: string): string => frame.words.text(lang, `web.${key}`)
  const dir = dirOf(lang, frame.words.languages())
  return html`<!doctype html>
<html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title}</title><link rel="stylesheet" href="${frame.css}"><script defer src="${frame.js}"></script></head><body lang="${lang}" dir="${dir}"><a class="skip" href="#answer">${say('skip')}</a><header><h1>${say('title')}</h1><a id="exit" href="/leave">${say('exit')}</a></header>${
    frame.demo ? html`<aside class="demo">${say('demo')}</aside>` : ''
  }<div id="note" role="status" data-wait="${say('sending')}" data-off="${say('offline')}" data-place="${say('no_place')}"><span></span><a id="news" href="/" hidden>${say('news')}</a></div>${main}</body></html>`
}
