import { html } from 'hono/html'
import type { QueueSheet } from '../app/queue.ts'
import { dayTag, weekOf } from './dates.ts'
import { type Frame, type Html, nameOf, say } from './page.ts'
import type { ConsoleWords } from './words.ts'

export type QueueRow = QueueSheet['rows'][number]

const COLUMNS = ['category', 'area', 'urgency', 'status', 'assignee', 'week', 'deadline', 'readers'] as const

/**
 * One row a case, with a box to tick for those who may work on it. Roles are said again in words: the narrow layout shows rows as
 * cards, and browsers then forget that it is a table.
 */
export const queueRows = ({ words }: Frame, rows: readonly QueueRow[], ticks: boolean): Html =>
  html`<table role="table"><caption class="quiet">${say(words, 'queue.caption')}</caption><thead role="rowgroup"><tr role="row">${
    ticks ? html`<th scope="col" role="columnheader"><span class="quiet">${say(words, 'queue.tick')}</span></th>` : ''
  }${COLUMNS.map(
    column => html`<th scope="col" role="columnheader">${say(words, `queue.${column}`)}</th>`,
  )}</tr></thead><tbody role="rowgroup">${rows.map(
    row =>
      html`<tr role="row" class="${row.urgency}">${ticks ? tick(words, row) : ''}${COLUMNS.map(
        column =>
          html`<td role="cell" class="${column}"><span class="head" aria-hidden="true">${say(words, `queue.${column}`)}</span><span>${cell[column](words, row)}</span></td>`,
      )}</tr>`,
  )}</tbody></table>`

/** With it goes whose it is on this page, so that nothing is taken from somebody who got it meanwhile. */
const tick = (words: ConsoleWords, row: QueueRow): Html =>
  html`<td role="cell" class="tick"><input type="checkbox" name="case" value="${row.id}.${row.assignee?.id ?? ''}" aria-label="${say(words, 'queue.tick_one', { what: categoryName(words, row.category) })}"></td>`

const cell: Record<(typeof COLUMNS)[number], (words: ConsoleWords, row: QueueRow) => Html | string> = {
  category: (words, row) =>
    html`<a href="/staff/case/${row.id}">${categoryName(words, row.category)}</a>${
      row.demo ? html` <b class="mark">${say(words, 'queue.demo')}</b>` : ''
    }`,
  area: (words, row) => (row.area ? areaName(words, row.area) : say(words, 'queue.no_area')),
  urgency: (words, row) =>
    html`<b class="urgency ${row.urgency}">${say(words, `urgency.${row.urgency}`)}</b>${row.escalated ? html` <b class="mark">${say(words, 'queue.escalated')}</b>` : ''}`,
  status: (words, row) => nameOf(words, `console.status.${row.status}`, row.status),
  assignee: (words, row) =>
    row.assignee ? html`<bdi>${row.assignee.name ?? say(words, 'queue.left')}</bdi>` : say(words, 'queue.nobody'),
  week: (words, row) => weekOf(words, row.week),
  deadline: (words, row) => dayTag(words, row.deadline),
  readers: (words, row) => say(words, 'queue.people', { count: row.readers }),
}

export const categoryName = (words: ConsoleWords, id: string): string => nameOf(words, `categories.${id}.title`, id)
export const areaName = (words: ConsoleWords, code: string): string => nameOf(words, `areas.${code}`, code)
