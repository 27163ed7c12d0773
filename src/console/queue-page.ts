import { html } from 'hono/html'
import { STATUSES } from '../app/cases/index.ts'
import type { Drill } from '../app/keyring/index.ts'
import type { StaffView } from '../app/office/views.ts'
import type { DeedReport, QueueSheet } from '../app/queue.ts'
import { may, type Staff } from '../app/staff.ts'
import { statusOf } from './case-labels.ts'
import { topicOptions } from './coding/forms.ts'
import { refusalOf } from './coding/refusals.ts'
import { drillNote } from './drill-note.ts'
import { following, staleLink } from './live-parts.ts'
import { type Frame, type Html, say, shell } from './page.ts'
import { addressOf, type QueueState } from './queue-ask.ts'
import { queueFilters, receiptForm, type Topics } from './queue-filters.ts'
import { queueRows } from './queue-rows.ts'
import { keyHelp, ownViews } from './queue-views.ts'
import { switchedOff, wordReviews } from './standing-page.ts'
import type { ConsoleWords } from './words.ts'

export const PAGE_SIZE = 25

export type QueueView = {
  sheet: QueueSheet
  state: QueueState
  topics: Topics
  me: Staff
  off: { what: string; how: string }[]
  /** Who is on duty today. */
  duty: Staff[]
  /** Of one's own key. */
  drill: Drill | undefined
  /** What asks again when the queue has changed, and what listens to single keys. */
  scripts: { live: string; keys: string }
  /** Views that this one keeps. */
  kept: StaffView[]
  /** What came of what was just done. */
  report?: Html | undefined
}

/** What came in: what is late, counts as views, the queue with its filters, what is switched off, who has checked the words. */
export const queuePage = (frame: Frame, view: QueueView): Html => {
  const { words } = frame
  const { sheet, state, me } = view
  const assigns = may(me, 'case.assign')
  const rows = queueRows(frame, sheet.rows, assigns)
  return shell(
    frame,
    say(words, 'queue.title'),
    html`${following(view.scripts.live, '/staff/queue/events', ['counts', 'rows'])}<script src="${view.scripts.keys}" defer></script>${view.report ?? ''}${drillNote(words, view.drill)}<div id="counts">${told(words, sheet, me)}${views(words, view)}</div>${ownViews(words, view.kept, state)}${onDuty(words, view)}<p class="soft">${say(words, 'queue.coded')}</p>${queueFilters(frame, state, { ...sheet, topics: view.topics, me })}${
      may(me, 'case.see') ? receiptForm(frame) : ''
    }${keyHelp(words)}${staleLink(words, 'queue.changed', addressOf(state))}<div id="rows">${
      sheet.rows.length === 0
        ? html`<p>${say(words, Object.keys(state.ask).length > 0 ? 'queue.nothing_fits' : 'queue.empty')}</p>`
        : assigns
          ? html`<form method="post" action="${addressOf(state)}">${rows}${deeds(words, sheet.colleagues, me, view.topics)}</form>`
          : rows
    }${paging(words, view)}</div>${switchedOff(words, view.off)}${wordReviews(words)}`,
    true,
  )
}

/** What the clock tells this one: of one's own and nobody's at half the time, of all at the deadline, administrators every day after. */
const told = (words: ConsoleWords, { counts: { told: it, escalated } }: QueueSheet, me: Staff): Html | string => {
  const line = (count: number, key: string, ask: QueueState['ask']): Html | string =>
    count > 0 ? html`<li><a href="${addressOf({ ask, page: 1 })}">${say(words, `told.${key}`, { count })}</a></li>` : ''
  const works = may(me, 'case.work')
  const lines = [
    me.role === 'administrator' ? line(it.late, 'late', { due: 'overdue' }) : '',
    line(escalated, 'escalated', { escalated: true }),
    line(it.everybody, 'everybody', { due: 'due' }),
    line(it.untaken, 'untaken', { due: 'untaken' }),
    works ? line(it.mine, 'mine', { whose: 'mine', due: 'half' }) : '',
    works ? line(it.nobodys, 'nobodys', { whose: 'nobody', due: 'half' }) : '',
  ].filter(it => it !== '')
  return lines.length === 0
    ? ''
    : html`<section class="told" aria-label="${say(words, 'told.title')}"><ul>${lines}</ul></section>`
}

/** Whom to ask today. */
const onDuty = (words: ConsoleWords, { duty, me }: QueueView): Html => {
  const names =
    duty.length === 0
      ? say(words, 'duty.nobody')
      : duty.map(({ name }, at) => html`${at > 0 ? ', ' : ''}<bdi>${name}</bdi>`)
  const label = say(words, 'duty.today')
  return html`<p class="duty">${may(me, 'staff.see') ? html`<a class="door" href="/staff/duty">${label}</a>` : label} <b>${names}</b></p>`
}

/** Each count is the view that it counts. */
const views = (words: ConsoleWords, { sheet: { counts }, state, me }: QueueView): Html => {
  const here = addressOf({ ...state, page: 1 })
  const all: [keyof typeof counts & string, QueueState['ask']][] = [
    ['open', {}],
    ['unclaimed', { whose: 'nobody' }],
    ['dueToday', { due: 'today' }],
    ['overdue', { due: 'overdue' }],
    ...(may(me, 'case.work') ? [['mine', { whose: 'mine' }] as [keyof typeof counts & string, QueueState['ask']]] : []),
  ]
  return html`<nav class="counts" aria-label="${say(words, 'queue.views')}">${all.map(([name, ask]) => {
    const address = addressOf({ ask, page: 1 })
    const late = name === 'overdue' && counts.overdue > 0 ? 'late' : ''
    return html`<a class="${late}" href="${address}"${address === here ? html` aria-current="page"` : ''}><span>${say(words, `counts.${name}`)}</span> <b>${counts[name] as number}</b></a>`
  })}</nav>`
}

/** What can be done to the ticked ones, within reach of a thumb. */
const deeds = (words: ConsoleWords, colleagues: readonly Staff[], me: Staff, topics: Topics): Html =>
  html`<fieldset class="deeds"><legend class="quiet">${say(words, 'deed.title')}</legend>${
    may(me, 'case.work')
      ? html`<button name="do" value="claim">${say(words, 'deed.claim')}</button><button class="plain" name="do" value="give-back">${say(words, 'deed.give_back')}</button>`
      : ''
  }<span class="pair"><label><span class="quiet">${say(words, 'deed.to')}</span><select name="to"><option value="">${say(words, 'deed.to')}</option>${colleagues.map(
    ({ id, name }) => html`<option value="${id}">${id === me.id ? say(words, 'deed.me', { name }) : name}</option>`,
  )}</select></label><button class="plain" name="do" value="hand-over">${say(words, 'deed.hand_over')}</button></span>${may(me, 'case.work') ? fieldDeeds(words, topics) : ''}</fieldset>`

/** What is rarer, folded. */
const fieldDeeds = (words: ConsoleWords, topics: Topics): Html =>
  html`<details class="more"><summary>${say(words, 'deed.more')}</summary><span class="pair"><label><span class="quiet">${say(words, 'case.set_status')}</span><select name="status"><option value="">${say(words, 'case.set_status')}</option>${STATUSES.map(
    it => html`<option value="${it}">${statusOf(words, it)}</option>`,
  )}</select></label><button class="plain" name="do" value="status">${say(words, 'case.set')}</button></span><span class="pair"><label><span class="quiet">${say(words, 'coding.category')}</span><select name="category"><option value="">${say(words, 'coding.category')}</option>${topicOptions(words, topics)}</select></label><button class="plain" name="do" value="category">${say(words, 'coding.category_save')}</button></span></details>`

const DONE = {
  claim: 'done.claim',
  'give-back': 'done.give_back',
  'hand-over': 'done.hand_over',
  status: 'done.status',
  category: 'done.category',
} as const

/** What was done, and what not and why: who was first is told by name. */
export const reportOf = ({ words }: Frame, { done, refused }: DeedReport, deed: keyof typeof DONE): Html => {
  const reasons = Map.groupBy(
    refused.map(why => refusalOf(words, why)),
    reason => reason,
  )
  return html`<div role="status" class="report">${done > 0 ? html`<p>${say(words, DONE[deed], { count: done })}</p>` : ''}${[
    ...reasons,
  ].map(([reason, all]) => html`<p>${all.length > 1 ? `${all.length} × ` : ''}${reason}</p>`)}</div>`
}

/** Nothing was done; `key` under `console.refused`. */
export const refusal = ({ words }: Frame, key: 'nobody_chosen' | 'nothing_ticked' | 'no_view'): Html =>
  html`<div role="status" class="report"><p>${say(words, `refused.${key}`)}</p></div>`

const paging = (words: ConsoleWords, { sheet, state }: QueueView): Html => {
  const { page } = state
  const pages = Math.max(1, Math.ceil(sheet.total / PAGE_SIZE))
  if (pages === 1 && page === 1) return html``
  const link = (to: number, key: string, rel: string): Html | string =>
    to >= 1 && to <= pages
      ? html`<a rel="${rel}" href="${addressOf({ ...state, page: to })}">${say(words, key)}</a>`
      : ''
  return html`<nav aria-label="${say(words, 'queue.pages')}">${link(page - 1, 'queue.previous', 'prev')}<span>${say(words, 'queue.page', { page, pages })}</span>${link(page + 1, 'queue.next', 'next')}</nav>`
}
