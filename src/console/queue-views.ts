import { html } from 'hono/html'
import { LONGEST_NAME, type StaffView } from '../app/office/views.ts'
import { type Html, say } from './page.ts'
import { addressOf, type QueueState, readState } from './queue-ask.ts'
import type { ConsoleWords } from './words.ts'

/** What is kept is read anew each time: what makes no sense any more is left out. */
const addressIn = ({ ask }: StaffView): string => {
  const query = new URLSearchParams(ask)
  return addressOf({ ...readState(name => query.get(name) ?? undefined), page: 1 })
}

/** The queue's own views, as links; and forms to keep the present one and to let one go. */
export const ownViews = (words: ConsoleWords, all: readonly StaffView[], state: QueueState): Html => {
  const here = addressOf({ ...state, page: 1 })
  const filtered = Object.keys(state.ask).length > 0
  if (all.length === 0 && !filtered) return html``
  return html`${
    all.length === 0
      ? ''
      : html`<nav class="kept" aria-label="${say(words, 'views.title')}">${all.map(it => {
          const address = addressIn(it)
          return html`<a href="${address}"${address === here ? html` aria-current="page"` : ''}><bdi>${it.name}</bdi></a>`
        })}</nav>`
  }<details class="filters"><summary>${say(words, filtered ? 'views.keep' : 'views.change')}</summary>${
    filtered
      ? html`<form method="post" action="/staff/queue/views"><input type="hidden" name="ask" value="${here.split('?')[1] ?? ''}"><label>${say(words, 'views.name')}<input name="name" maxlength="${LONGEST_NAME}" required autocomplete="off" dir="auto"></label><p><button class="main">${say(words, 'views.save')}</button></p></form>`
      : ''
  }${all.map(
    it =>
      html`<form method="post" action="/staff/queue/views"><input type="hidden" name="remove" value="1"><input type="hidden" name="ask" value="${here.split('?')[1] ?? ''}"><button class="plain" name="name" value="${it.name}">${say(words, 'views.remove', { name: it.name })}</button></form>`,
  )}</details>`
}

/** What the keyboard can do: shown by the script that does it. Single keys can be switched off (WCAG 2.2, 2.1.4). */
export const keyHelp = (words: ConsoleWords): Html =>
  html`<details class="filters" id="keys" hidden><summary>${say(words, 'shortcuts.title')}</summary><label class="box"><input type="checkbox" id="keys-on" checked> ${say(words, 'shortcuts.on')}</label><dl class="keys">${(
    ['j', 'k', 'x', 'c', 'o', '/', '?'] as const
  ).map(key => html`<dt><kbd>${key}</kbd></dt><dd>${say(words, `shortcuts.${NAMES[key]}`)}</dd>`)}</dl></details>`

const NAMES = { j: 'next', k: 'previous', x: 'tick', c: 'claim', o: 'open', '/': 'search', '?': 'help' } as const
