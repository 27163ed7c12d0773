import { html } from 'hono/html'
import { type CaseView, OUTCOMES, STATUSES } from '../app/cases/index.ts'
import { DEMO_PASSPHRASE } from '../app/demo.ts'
import { may, type Staff } from '../app/staff.ts'
import { carrying } from './carry-box.ts'
import { labelOf, statusOf } from './case-labels.ts'
import { type WriteOptions, writing } from './case-write.ts'
import { dayTag, weekOf } from './dates.ts'
import { type Frame, type Html, nameOf, say, shell } from './page.ts'
import type { ConsoleWords } from './words.ts'

/** What is set in codes (`coding/`): rows of facts, forms, and what was wrong with one that was sent. */
export type Codes = { alert: Html | string | undefined; facts: Html; forms: Html }

/** One case: coded fields, the place where its words are opened, what was done, and the forms. All but opening works without a script. */
export const casePage = (
  frame: Frame,
  assets: string,
  it: CaseView,
  staff: Staff,
  codes: Codes,
  options: WriteOptions,
): Html => {
  const { words } = frame
  const title = nameOf(words, `categories.${it.category}.title`, it.category)
  const works = may(staff, 'case.work')
  return shell(
    frame,
    title,
    html`<link rel="stylesheet" href="${assets}/case/case.css">${codes.alert ? html`<p class="alert" role="alert">${codes.alert}</p>` : ''}${facts(words, it, codes.facts)}${
      works && staff.holder ? sealed(frame, it) : html`<p>${say(words, 'case.no_key')}</p>`
    }<section><h2>${say(words, 'case.timeline')}</h2><ol class="timeline" id="timeline">${it.events.map(
      event => html`<li class="${event.kind}"><p class="soft">${labelOf(words, event)}</p></li>`,
    )}</ol>${may(staff, 'audit.see') ? html`<p><a class="door" href="/staff/audit?case=${it.id}">${say(words, 'audit.title')}</a></p>` : ''}</section>${works && staff.holder ? writing(words, it, options) : ''}${codes.forms}${works ? standing(words, it) : ''}${works && staff.holder ? carrying(frame, it.id) : ''}${
      works && staff.holder ? html`<script type="module" src="${assets}/case/case.js"></script>` : ''
    }`,
    true,
  )
}

const facts = (words: ConsoleWords, it: CaseView, more: Html): Html => {
  const row = (key: string, value: Html | string) => html`<dt>${say(words, `queue.${key}`)}</dt><dd>${value}</dd>`
  return html`<dl class="facts">${row('area', it.area ? nameOf(words, `areas.${it.area}`, it.area) : say(words, 'queue.no_area'))}${row(
    'urgency',
    html`<b class="${it.urgency}">${say(words, `urgency.${it.urgency}`)}</b>`,
  )}${row('status', html`<span id="status">${statusOf(words, it.status)}</span>`)}${row('week', weekOf(words, it.week))}${row(
    'deadline',
    dayTag(words, it.deadline),
  )}${row('readers', say(words, 'queue.people', { count: it.readers }))}${more}</dl>`
}

/** What the script says. */
export const SCRIPT_WORDS = [
  'damaged',
  'gone',
  'idle',
  'language',
  'locked',
  'notYours',
  'namedDesk',
  'offline',
  'open',
  'opening',
  'photo',
  'refused',
  'quoted',
  'sent',
  'taken',
  'unsafe',
  'voice',
  'wishLanguage',
  'wishWoman',
  'wrong',
]

const sealed = ({ words, demo }: Frame, it: CaseView): Html => {
  const texts = Object.fromEntries(SCRIPT_WORDS.map(key => [key, say(words, `case.script.${key}`)]))
  return html`<section id="sealed" data-id="${it.id}" data-place="/staff/case/${it.id}" data-words="${JSON.stringify(texts)}"><h2>${say(words, 'case.words')}</h2><p id="scriptless">${say(words, 'case.script_needed')}</p><form class="stack" id="unlock" hidden>${demo ? html`<p class="soft">${say(words, 'case.demo', { passphrase: DEMO_PASSPHRASE })}</p>` : ''}<label for="passphrase">${say(words, 'case.passphrase')}</label><input type="password" id="passphrase" autocomplete="current-password" required><button class="main">${say(words, 'case.unlock')}</button></form><p id="told" role="status"></p><div id="opened" hidden><p><button type="button" class="plain" id="lock">${say(words, 'case.lock')}</button></p><div id="words"></div></div></section>`
}

const standing = (words: ConsoleWords, { id, status }: CaseView): Html =>
  html`<section><h2>${say(words, 'case.standing')}</h2>${
    status === 'closed'
      ? html`<form class="stack" method="post" action="/staff/case/${id}/status"><button class="second" name="status" value="working">${say(words, 'case.reopen')}</button></form>`
      : html`<form class="stack" method="post" action="/staff/case/${id}/status"><label for="set-status">${say(words, 'case.set_status')}</label><select id="set-status" name="status">${STATUSES.map(
          value => html`<option value="${value}">${statusOf(words, value)}</option>`,
        )}</select><button class="second">${say(words, 'case.set')}</button></form><form class="stack" method="post" action="/staff/case/${id}/close"><label for="outcome">${say(words, 'case.outcome')}</label><select id="outcome" name="outcome">${OUTCOMES.map(
          value => html`<option value="${value}">${say(words, `outcome.${value}`)}</option>`,
        )}</select><button class="second">${say(words, 'case.close')}</button></form>`
  }</section>`
