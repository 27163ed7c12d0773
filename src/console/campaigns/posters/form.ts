import { html } from 'hono/html'
import type { PosterCall, Posters } from '../../../app/campaigns/posters.ts'
import { type Frame, type Html, say } from '../../page.ts'
import { GROUP_LENGTH, LAYOUTS, type Order, type Way } from './order.ts'

/** What is to be printed. A form that asks for a page and keeps nothing. */
export const orderForm = (
  { words }: Frame,
  {
    order,
    posters,
    ways,
    calls,
  }: { order: Order; posters: Posters; ways: readonly Way[]; calls: readonly PosterCall[] },
): Html => {
  const languages = posters.languages().map(({ tag, endonym }) => [tag, endonym] as const)
  return html`<form class="fields onscreen" method="post" action="/staff/posters">${[
    choice(
      words.text('console.posters.layout'),
      'layout',
      order.layout,
      LAYOUTS.map(it => [it, say(words, `posters.layouts.${it}`)] as const),
    ),
    choice(words.text('console.posters.lang'), 'lang', order.lang, languages),
    choice(words.text('console.posters.other'), 'other', order.other, [
      ['', say(words, 'posters.no_other')],
      ...languages,
    ]),
  ]}<p><label for="area">${say(words, 'posters.area')}</label><select id="area" name="area">${option('', say(words, 'posters.everywhere'), order.area)}${posters
    .places(words.tag)
    .map(
      ({ code, name, areas }) =>
        html`<optgroup label="${name}">${option(code, name, order.area)}${areas.map(it => option(it.code, it.name, order.area))}</optgroup>`,
    )}</select></p><p><label for="group">${say(words, 'posters.group')}</label><input id="group" name="group" dir="auto" maxlength="${GROUP_LENGTH}" value="${order.group}" autocomplete="off"></p>${
    ways.length > 1
      ? choice(
          words.text('console.posters.way'),
          'way',
          order.way,
          ways.map(it => [it, say(words, `posters.ways.${it}`)] as const),
        )
      : ''
  }${
    calls.length > 0
      ? choice(words.text('console.posters.call'), 'call', order.call, [
          ['', say(words, 'posters.no_call')],
          ...calls.map(({ id, name }) => [id, name] as const),
        ])
      : ''
  }<p><button class="main">${say(words, 'posters.make')}</button></p></form>`
}

const choice = (label: string, name: string, chosen: string, options: readonly (readonly [string, string])[]): Html =>
  html`<p><label for="${name}">${label}</label><select id="${name}" name="${name}">${options.map(([value, text]) => option(value, text, chosen))}</select></p>`

const option = (value: string, text: string, chosen: string): Html =>
  html`<option value="${value}"${value === chosen ? html` selected` : ''}>${text}</option>`
