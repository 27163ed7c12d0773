import { html } from 'hono/html'
import { type Frame, type Html, LANG, say, shell } from './page.ts'
import type { ConsoleWords, Counts, QueueRow } from './port.ts'

export const PAGE_SIZE = 25

export type QueueView = {
  rows: QueueRow[]
  counts: Counts
  /** From 1. */
  page: number
  off: { what: string; how: string }[]
}

/** What came in: counts, the queue by urgency and deadline, what is switched off, who has checked the words. */
export const queuePage = (frame: Frame, view: QueueView): Html => {
  const { words } = frame
  return shell(
    frame,
    say(words, 'queue.title'),
    html`${counts(words, view.counts)}<p class="soft">${say(words, 'queue.coded')}</p>${
      view.rows.length === 0 ? html`<p>${say(words, 'queue.empty')}</p>` : table(words, view.rows)
    }${paging(words, view)}${switchedOff(words, view.off)}${reviews(words)}`,
    true,
  )
}

const counts = (words: ConsoleWords, it: Counts): Html =>
  html`<dl class="counts">${(['open', 'urgent', 'dueToday', 'overdue'] as const).map(
    name =>
      html`<div class="${name === 'overdue' && it.overdue > 0 ? 'late' : ''}"><dt>${say(words, `counts.${name}`)}</dt><dd>${it[name]}</dd></div>`,
  )}</dl>`

const COLUMNS = ['category', 'area', 'urgency', 'status', 'week', 'deadline', 'readers'] as const

/** Roles are said again in words: the narrow layout shows rows as cards, and browsers then forget that it is a table. */
const table = (words: ConsoleWords, rows: QueueRow[]): Html =>
  html`<table role="table"><caption class="quiet">${say(words, 'queue.caption')}</caption><thead role="rowgroup"><tr role="row">${COLUMNS.map(
    column => html`<th scope="col" role="columnheader">${say(words, `queue.${column}`)}</th>`,
  )}</tr></thead><tbody role="rowgroup">${rows.map(
    row =>
      html`<tr role="row" class="${row.urgency}">${COLUMNS.map(
        column =>
          html`<td role="cell" class="${column}"><span class="head" aria-hidden="true">${say(words, `queue.${column}`)}</span><span>${cell[column](words, row)}</span></td>`,
      )}</tr>`,
  )}</tbody></table>`

const cell: Record<(typeof COLUMNS)[number], (words: ConsoleWords, row: QueueRow) => Html | string> = {
  category: (words, row) =>
    html`${named(words, `categories.${row.category}.title`, row.category)}${
      row.demo ? html` <b class="mark">${say(words, 'queue.demo')}</b>` : ''
    }`,
  area: (words, row) => (row.area ? named(words, `areas.${row.area}`, row.area) : say(words, 'queue.no_area')),
  urgency: (words, row) => html`<b class="urgency ${row.urgency}">${say(words, `urgency.${row.urgency}`)}</b>`,
  status: (words, row) => named(words, `console.status.${row.status}`, row.status),
  week: (_, row) => html`<bdi dir="ltr">${row.week}</bdi>`,
  deadline: (_, row) => html`<time datetime="${row.deadline}">${day(row.deadline)}</time>`,
  readers: (words, row) => say(words, 'queue.people', { count: row.readers }),
}

/** A code that has no name yet is shown as it is. */
const named = (words: ConsoleWords, key: string, code: string): string =>
  words.has(LANG, key) ? words.text(LANG, key) : code

const DAY = new Intl.DateTimeFormat(LANG, { dateStyle: 'medium', timeZone: 'UTC' })
const day = (text: string): string => (/^\d{4}-\d\d-\d\d$/.test(text) ? DAY.format(Date.parse(text)) : text)

const paging = (words: ConsoleWords, { counts, page }: QueueView): Html => {
  const pages = Math.max(1, Math.ceil(counts.open / PAGE_SIZE))
  if (pages === 1 && page === 1) return html``
  const link = (to: number, key: string, rel: string): Html | string =>
    to >= 1 && to <= pages ? html`<a rel="${rel}" href="/staff?page=${to}">${say(words, key)}</a>` : ''
  return html`<nav aria-label="${say(words, 'queue.pages')}">${link(page - 1, 'queue.previous', 'prev')}<span>${say(words, 'queue.page', { page, pages })}</span>${link(page + 1, 'queue.next', 'next')}</nav>`
}

const switchedOff = (words: ConsoleWords, off: QueueView['off']): Html =>
  off.length === 0
    ? html``
    : html`<section><h2>${say(words, 'off.title')}</h2><ul>${off.map(
        ({ what, how }) => html`<li><b>${what}</b> ${how}</li>`,
      )}</ul></section>`

const reviews = (words: ConsoleWords): Html =>
  html`<section><h2>${say(words, 'reviews.title')}</h2><ul>${words.reviewStates().map(({ tag, state, by, on }) => {
    const endonym = words.languages().find(language => language.tag === tag)?.endonym ?? tag
    return html`<li><bdi lang="${tag}"><b>${endonym}</b></bdi> ${say(words, `reviews.${state}`, { by: by ?? '', on: on ?? '' })}</li>`
  })}</ul></section>`
