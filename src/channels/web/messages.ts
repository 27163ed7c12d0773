import { html } from 'hono/html'
import { type Choice, isNumbered, type Message, paragraphsOf, type Span } from '../../kit/message.ts'
import { FIGURES } from '../../kit/text.ts'
import { type Files, figure } from './media.ts'
import type { Html } from './page.ts'
import type { Language, Texts } from './port.ts'

/** One message in its own language and direction, paragraph by paragraph. */
export const said = (message: Message, words: Texts, files: Files): Html =>
  html`<div class="said" lang="${message.lang}" dir="${dirOf(message.lang, words.languages())}">${
    message.media ? figure(message.media, message.lang, files, words) : ''
  }${paragraphsOf(message.text).map(spans => html`<p>${spans.map(span)}</p>`)}${(message.links ?? []).map(link => html`<p>${span(link)}</p>`)}</div>`

export const dirOf = (lang: string, languages: Language[]): 'ltr' | 'rtl' =>
  languages.find(({ tag }) => tag === lang)?.dir ?? 'ltr'

const RECEIPT = /^\d{4}(?: \d{4}){3}$/

/** Among right-to-left letters groups of figures would change places (UAX #9, W2 and N1), and a receipt would be another one. */
const words = (text: string): (Html | string)[] =>
  text
    .split(FIGURES)
    .map((part, at) =>
      at % 2 === 0 ? part : html`<bdi dir="ltr"${RECEIPT.test(part) ? html` class="receipt"` : ''}>${part}</bdi>`,
    )

const span = (it: Span): Html | string | (Html | string)[] => {
  if (typeof it === 'string') return words(it)
  if ('strong' in it) return html`<strong>${it.strong}</strong>`
  if ('tel' in it)
    return html`<bdi dir="ltr"><a class="tel" href="tel:${it.tel.replace(/[^\d+*#]/g, '')}">${it.label}</a></bdi>`
  if (!/^(https?:\/\/|mailto:)/i.test(it.url)) return html`<bdi>${it.label}</bdi>`
  return html`<bdi><a class="url" href="${it.url}" rel="noreferrer noopener">${it.label}</a></bdi>`
}

/** Answers as buttons; numbered where a typed number means them, that is in the last message. */
export const choices = (
  list: Choice[],
  numbered: boolean,
  form: { words: Texts; lang: string; hidden: Html; languages: Language[] },
): Html =>
  list.length === 0
    ? html``
    : html`<form method="post" action="/">${form.hidden}<fieldset><legend class="quiet">${form.words.text(form.lang, 'web.choose')}</legend><ol class="choices">${list.map(
        (choice, index) =>
          html`<li><button class="choice" name="token" value="${choice.token}"${isChosen(choice) ? html` aria-pressed="true"` : ''}>${
            numbered && isNumbered(choice) ? html`<span class="number">${index + 1}</span>` : ''
          }${choice.icon ? html`<span aria-hidden="true">${choice.icon}</span>` : ''}${label(choice.label, form.languages)}</button></li>`,
      )}</ol></fieldset></form>`

/** One of several, taken already: the same button takes it back. */
const isChosen = ({ token }: Choice): boolean => /^a\.\w+\.\w+\.-/.test(token)

/** A language's own name is read out in that language. */
const label = (text: string, languages: Language[]): Html => {
  const language = languages.find(({ endonym }) => endonym === text)
  return language
    ? html`<bdi class="label" lang="${language.tag}">${text}</bdi>`
    : html`<bdi class="label">${text}</bdi>`
}

/** Done and the next page are part of answering; the other verbs stand aside. */
export const isDone = (verb: Choice): boolean => verb.token.startsWith('v.done.')
export const isMore = (verb: Choice): boolean => verb.token.startsWith('v.more.')

/**
 * What stays under an older message: the way out of alerts, also when the answer to something else came after, and the way to a
 * person, of which its words speak.
 */
export const isLasting = (verb: Choice): boolean => /^v\.(stop|person)\./.test(verb.token)

export const verbs = (list: Choice[], hidden: Html, kind: 'main' | 'verbs'): Html =>
  list.length === 0
    ? html``
    : html`<form method="post" action="/" class="${kind}">${hidden}${list.map(
        verb =>
          html`<button class="verb" name="token" value="${verb.token}">${verb.icon ? html`<span aria-hidden="true">${verb.icon}</span> ` : ''}<bdi class="label">${verb.label}</bdi></button>`,
      )}</form>`
