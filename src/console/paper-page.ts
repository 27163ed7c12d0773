import { html } from 'hono/html'
import type { KeysView, KitView } from '../app/keyring/index.ts'
import { dayTag } from './dates.ts'
import { type Frame, type Html, say, shell } from './page.ts'
import { proveForm } from './prove.ts'
import { sheetTemplate } from './sheet.ts'

export type PaperView = Pick<KeysView, 'kits' | 'open'> & {
  /** Where the files of its script are. */
  assets: string
  /** Scheme and host, for the sheets. */
  origin: string
  today: string
  /** May make a kit; `proved`: and has shown lately who they are. */
  manages: boolean
  proved: boolean
}

/** The recovery kit: which one holds, and making one. That needs a script, because its secret stays in the browser. */
export const paperPage = (frame: Frame, it: PaperView): Html => {
  const { words } = frame
  return shell(
    frame,
    say(words, 'paper.title'),
    html`<link rel="stylesheet" href="${it.assets}/paper/paper.css"><p>${say(words, 'paper.what')}</p>${
      it.kits.length === 0
        ? html`<p class="alert">${say(words, 'paper.none')}</p>`
        : html`<ul class="rows">${it.kits.map(kit => kitRow(frame, it, kit))}</ul>`
    }${it.manages ? (it.proved ? making(frame, it) : proveForm(frame, 'keys/paper')) : html`<p class="soft">${say(words, 'paper.whose')}</p>`}<h2>${say(
      words,
      'paper.day_title',
    )}</h2><p>${say(words, 'paper.day')}</p><p><a class="door" href="/staff/keys/recover">${say(words, 'recover.title')}</a></p><p><a class="door" href="/staff/help/keys">${say(
      words,
      'help.link',
    )}</a></p>`,
    true,
  )
}

/** `count`: how many open reports it does not open yet. */
const kitRow = ({ words }: Frame, it: PaperView, kit: KitView): Html => {
  const lacks = it.open - kit.reads
  const state = kit.state === 'waits' ? 'waits' : lacks > 0 ? 'lacks' : 'holds'
  return html`<li><span>${say(words, 'paper.kit')} ${kit.since ? dayTag(words, kit.since) : ''}<br><span class="soft">${say(words, 'paper.key')} <bdi dir="ltr">${kit.fingerprint}</bdi></span><br>${say(
    words,
    `paper.state.${state}`,
    { count: lacks },
  )}</span>${state === 'holds' ? '' : html`<a class="door" href="/staff/keys">${say(words, 'keys.title')}</a>`}</li>`
}

const SCRIPT_WORDS = ['ask', 'code', 'offline', 'refused', 'title', 'wrong'] as const

const making = (frame: Frame, it: PaperView): Html => {
  const { words } = frame
  const texts = Object.fromEntries(
    SCRIPT_WORDS.map(key => [key, say(words, `paper.script.${key}`, { sheet: '{sheet}', word: '{word}' })]),
  )
  const step = (name: string, body: Html) => html`<section data-step="${name}" hidden>${body}</section>`
  return html`<section id="making" data-to="/staff/keys/paper" data-words="${JSON.stringify(texts)}"><h2>${say(words, 'paper.new')}</h2><p id="scriptless">${say(
    words,
    'paper.script_needed',
  )}</p>${step('begin', html`<p>${say(words, 'paper.before')}</p><p><button type="button" class="main" id="make">${say(words, 'paper.make')}</button></p>`)}${step(
    'sheets',
    html`<h3 tabindex="-1">${say(words, 'paper.sheets')}</h3><p>${say(words, 'paper.print_text')}</p><p><button type="button" class="main" id="print">${say(
      words,
      'paper.print',
    )}</button></p><p><button type="button" id="printed">${say(words, 'paper.printed')}</button></p><div id="sheets"></div>`,
  )}${step(
    'ask',
    html`<h3 tabindex="-1">${say(words, 'paper.check')}</h3><p>${say(words, 'paper.check_text')}</p><form class="fields" id="ask">${[
      1, 2, 3,
    ].map(
      at =>
        html`<p><label for="word-${at}"></label><input id="word-${at}" required autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="20"></p>`,
    )}<p><button class="main">${say(words, 'paper.use')}</button></p><p><button type="button" class="plain" id="again">${say(words, 'paper.again')}</button></p></form>`,
  )}<p id="told" role="status"></p></section>${sheetTemplate(frame, it)}<script type="module" src="${it.assets}/paper/kit.js"></script>`
}
