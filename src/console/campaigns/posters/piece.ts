import { html } from 'hono/html'
import type { PosterCall, Posters } from '../../../app/campaigns/posters.ts'
import type { Html } from '../../page.ts'
import type { WordBook } from '../../port.ts'
import { qrCode } from '../../qr.ts'
import { type Layout, linkOf, type Order, PIECES, type Roads } from './order.ts'

export type PosterView = {
  order: Order
  roads: Roads
  posters: Posters
  calls: readonly PosterCall[]
  book: Pick<WordBook, 'text'>
  demo: boolean
}

/** The pages as they leave the printer. */
export const printedPage = (view: PosterView): Html => {
  const { layout } = view.order
  const pieces = Array.from({ length: PIECES[layout] }, () => piece(view))
  return html`<section class="printed ${layout}" id="printed">${pieces}</section>`
}

/** What a piece has room for, beside its title, code and address. */
const SAID: Record<Layout, readonly string[]> = {
  a4: ['report', 'desk', 'news', 'free', 'keep', 'messenger'],
  four: ['report', 'desk', 'free', 'keep'],
  a6: ['report', 'desk', 'free', 'keep'],
  pocket: ['free', 'ask'],
}
/** In the second language. */
const ALSO: Record<Layout, readonly string[]> = {
  a4: ['report', 'desk', 'free', 'keep'],
  four: ['free', 'ask'],
  a6: ['free', 'ask'],
  pocket: [],
}

const piece = (view: PosterView): Html => {
  const { order, roads, book } = view
  const link = linkOf(roads, order)
  const told = (key: string) => book.text(order.lang, `posters.${key}`)
  // Beside the code for the messenger stands the page for those who have none of it.
  const pages = order.way === 'telegram' ? roads.pages : undefined
  return html`<article class="poster" lang="${order.lang}" dir="${dirOf(view, order.lang)}">${
    view.demo ? html`<p class="made-up">${told('demo')}</p>` : ''
  }${order.group ? html`<p class="group"><bdi>${order.group}</bdi></p>` : ''}<h2>${titleIn(view, order.lang)}</h2>${placeLine(view, order.lang)}${lines(view, order.lang, SAID[order.layout])}<div class="code">${qrCode({ text: link, label: told('scan') })}<p><b>${told('scan')}</b><br><bdi dir="ltr" class="address">${shown(link)}</bdi>${
    pages
      ? html`<br><span class="beside">${told('browser')} <bdi dir="ltr" class="address">${shown(pages)}</bdi></span>`
      : ''
  }</p></div>${order.other ? also(view) : ''}</article>`
}

const also = (view: PosterView): Html => {
  const { other, layout } = view.order
  return html`<div class="also" lang="${other}" dir="${dirOf(view, other)}"><h3>${titleIn(view, other)}</h3>${layout === 'pocket' ? '' : placeLine(view, other)}${lines(view, other, ALSO[layout])}</div>`
}

/** Of the call to which it leads; of the bot where that has no words in this language. */
const titleIn = ({ order, calls, book }: PosterView, lang: string): string =>
  calls.find(({ id }) => id === order.call)?.titles[lang] ?? book.text(lang, 'posters.title')

const placeLine = ({ order, posters, book }: PosterView, lang: string): Html | '' =>
  order.area
    ? html`<p class="area">${book.text(lang, 'posters.area', { area: posters.areaName(lang, order.area) })}</p>`
    : ''

/** Of the web chat no messenger sees anything. */
const lines = ({ order, book }: PosterView, lang: string, keys: readonly string[]): Html | '' => {
  const said = keys.filter(key => key !== 'messenger' || order.way === 'telegram')
  return said.length === 0 ? '' : html`<ul>${said.map(key => html`<li>${book.text(lang, `posters.${key}`)}</li>`)}</ul>`
}

const dirOf = ({ posters }: PosterView, lang: string): string =>
  posters.languages().find(({ tag }) => tag === lang)?.dir ?? 'ltr'

/** As one types it. */
const shown = (link: string): string => link.replace(/^https:\/\//, '')
