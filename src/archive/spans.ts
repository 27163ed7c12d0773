import { html } from 'hono/html'
import { paragraphsOf, type Span } from '../kit/message.ts'
import { FIGURES } from '../kit/text.ts'
import type { Html } from './page.ts'

/** Paragraph by paragraph, with links that can be tapped. Line ends inside one are kept by the stylesheet. */
export const paragraphs = (text: readonly Span[]): Html[] =>
  paragraphsOf(text).map(spans => html`<p>${spans.map(span)}</p>`)

const span = (it: Span): Html | (Html | string)[] => {
  if (typeof it === 'string') return it.split(LINK).flatMap((part, at) => (at % 2 === 0 ? figures(part) : [link(part)]))
  if ('strong' in it) return html`<strong>${it.strong}</strong>`
  if ('tel' in it) return html`<bdi dir="ltr"><a href="tel:${it.tel.replace(/[^\d+*#]/g, '')}">${it.label}</a></bdi>`
  return /^(https?:\/\/|mailto:)/i.test(it.url) ? link(it.url, it.label) : html`<bdi>${it.label}</bdi>`
}

/** As organizers write them into their text. What closes the sentence is no part of it. */
const LINK = /(https?:\/\/[^\s<>"'）」』。、]+[^\s<>"'）」』。、.,;:!?)\]])/

export const link = (url: string, label = url): Html =>
  html`<bdi dir="ltr"><a href="${url}" rel="noreferrer noopener nofollow">${label}</a></bdi>`

/** Groups of figures keep their order among letters that are written from right to left. */
const figures = (text: string): (Html | string)[] =>
  text.split(FIGURES).map((part, at) => (at % 2 === 0 ? part : html`<bdi dir="ltr">${part}</bdi>`))
