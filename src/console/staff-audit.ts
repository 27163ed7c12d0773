import { Hono } from 'hono'
import { html } from 'hono/html'
import type { AuditView } from '../app/staff/index.ts'
import { moment } from './dates.ts'
import { alertOf } from './form.ts'
import { type Frame, type Html, say, shell } from './page.ts'
import { guardedSession, type StaffRoom } from './room.ts'

const PAGE = 50

/** Who did what when. Says at each look whether the chain holds. */
export const auditRoutes = (room: StaffRoom): Hono => {
  const routes = new Hono()
  routes.get(
    '/staff/audit',
    guardedSession(room, 'audit.see', async c => {
      const before = Number.parseInt(c.req.query('before') ?? '', 10)
      const view = await room.door.audit({ limit: PAGE, ...(before > 0 ? { before } : {}) })
      return room.send(c, auditPage(room.frame(c), view))
    }),
  )
  return routes
}

const COLUMNS = ['number', 'at', 'by', 'did', 'code', 'mark'] as const

const auditPage = (frame: Frame, { rows, count, broken }: AuditView): Html => {
  const { words } = frame
  const last = rows.at(-1)?.number ?? 1
  const cell: Record<(typeof COLUMNS)[number], (row: AuditView['rows'][number]) => string> = {
    number: row => `${row.number}`,
    at: row => moment(row.at),
    by: row => row.by ?? say(words, 'audit.nobody'),
    did: row => say(words, `audit.action.${row.action}`),
    code: row => row.code ?? '',
    mark: row =>
      Buffer.from(row.hash)
        .toString('hex', 0, 8)
        .replace(/.{4}(?!$)/g, '$& '),
  }
  return shell(
    frame,
    say(words, 'audit.title'),
    html`${alertOf(frame, broken === undefined ? undefined : 'audit.broken', { number: broken ?? 0 })}${
      broken === undefined ? html`<p>${say(words, 'audit.whole', { count })}</p>` : ''
    }<p class="soft">${say(words, 'audit.write_down')}</p><table role="table"><caption class="quiet">${say(words, 'audit.title')}</caption><thead role="rowgroup"><tr role="row">${COLUMNS.map(
      column => html`<th scope="col" role="columnheader">${say(words, `audit.${column}`)}</th>`,
    )}</tr></thead><tbody role="rowgroup">${rows.map(
      row =>
        html`<tr role="row">${COLUMNS.map(
          column =>
            html`<td role="cell"><span class="head" aria-hidden="true">${say(words, `audit.${column}`)}</span><span>${cell[column](row)}</span></td>`,
        )}</tr>`,
    )}</tbody></table>${last > 1 ? html`<nav><a href="/staff/audit?before=${last}">${say(words, 'audit.older')}</a></nav>` : ''}`,
    true,
  )
}
