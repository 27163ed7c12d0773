import { html } from 'hono/html'
import { AUDIT_ACTIONS, AUDIT_FORMATS, type AuditView } from '../app/staff/index.ts'
import { dayOf, moment } from './dates.ts'
import { alertOf, codeField } from './form.ts'
import { type Frame, type Html, say, shell } from './page.ts'
import type { AuditAsk } from './staff-audit.ts'

type Shown = AuditView & { ask: AuditAsk; proved: boolean; more: boolean; trouble: string | undefined }
type Row = AuditView['rows'][number]

const COLUMNS = ['number', 'at', 'by', 'did', 'case', 'code', 'mark'] as const

export const auditPage = (frame: Frame, view: Shown): Html => {
  const { words } = frame
  const { rows, count, broken, more, ask, trouble } = view
  const cell: Record<(typeof COLUMNS)[number], (row: Row) => string> = {
    number: row => `${row.number}`,
    at: row => (row.case ? dayOf(words, new Date(row.at).toISOString().slice(0, 10)) : moment(row.at)),
    by: row => row.by ?? say(words, 'audit.nobody'),
    did: row => say(words, `audit.action.${row.action}`),
    case: row => row.case?.slice(0, 8) ?? '',
    code: row => row.said,
    mark: row =>
      Buffer.from(row.hash)
        .toString('hex', 0, 8)
        .replace(/.{4}(?!$)/g, '$& '),
  }
  const head = (column: (typeof COLUMNS)[number]) => say(words, `audit.${column}`)
  return shell(
    frame,
    say(words, 'audit.title'),
    html`${alertOf(frame, trouble)}${alertOf(frame, broken === undefined ? undefined : 'audit.broken', { number: broken ?? 0 })}${
      broken === undefined ? html`<p>${say(words, 'audit.whole', { count })}</p>` : ''
    }<p class="soft">${say(words, 'audit.write_down')} ${say(words, 'audit.days')}</p>${filterForm(frame, view)}${
      rows.length === 0
        ? html`<p>${say(words, 'audit.none')}</p>`
        : html`<table role="table"><caption class="quiet">${say(words, 'audit.title')}</caption><thead role="rowgroup"><tr role="row">${COLUMNS.map(
            column => html`<th scope="col" role="columnheader">${head(column)}</th>`,
          )}</tr></thead><tbody role="rowgroup">${rows.map(
            row =>
              html`<tr role="row">${COLUMNS.map(
                column =>
                  html`<td role="cell"><span class="head" aria-hidden="true">${head(column)}</span><span>${cell[column](row)}</span></td>`,
              )}</tr>`,
          )}</tbody></table>`
    }${more ? html`<nav><a href="${addressOf(ask, rows.at(-1)?.number)}">${say(words, 'audit.older')}</a></nav>` : ''}${exportForm(frame, view)}`,
    true,
  )
}

const addressOf = ({ staff, action, concern }: AuditAsk, before: number | undefined): string => {
  const asked = { who: staff, did: action, case: concern, before: before?.toString() }
  const set = Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value] as [string, string]] : []))
  return `/staff/audit?${new URLSearchParams(set)}`
}

const filterForm = ({ words }: Frame, { people, ask, mark = '' }: Shown): Html => {
  const some = ask.staff ?? ask.action ?? ask.concern
  const option = (value: string, label: string, chosen: string | undefined) =>
    html`<option value="${value}"${value === chosen ? html` selected` : ''}>${label}</option>`
  return html`<details class="filters"${some ? html` open` : ''}><summary>${say(words, 'audit.filter')}</summary><form method="get" action="/staff/audit">${
    ask.concern
      ? html`<p><input type="hidden" name="case" value="${ask.concern}">${say(words, 'audit.only_case', { mark: mark.slice(0, 8) })}</p>`
      : ''
  }<label>${say(words, 'audit.whose')}<select name="who"><option value="">${say(words, 'audit.anybody')}</option>${people.map(
    ({ id, name }) => option(id, name, ask.staff),
  )}</select></label><label>${say(words, 'audit.did')}<select name="did"><option value="">${say(words, 'audit.anything')}</option>${AUDIT_ACTIONS.map(
    action => option(action, say(words, `audit.action.${action}`), ask.action),
  )}</select></label><p><button class="main">${say(words, 'audit.show')}</button></p>${
    some ? html`<p><a class="link" href="/staff/audit">${say(words, 'audit.all')}</a></p>` : ''
  }</form></details>`
}

const exportForm = (frame: Frame, { proved }: Shown): Html => {
  const { words } = frame
  return html`<section class="box"><h2>${say(words, 'audit.export')}</h2><p>${say(words, 'audit.export_text')}</p><form class="fields" method="post" action="/staff/audit/export">${
    proved ? '' : html`<p>${say(words, 'audit.prove')}</p>${codeField(frame)}`
  }<p>${AUDIT_FORMATS.map(
    format => html`<button class="second" name="as" value="${format}">${say(words, `audit.${format}`)}</button> `,
  )}</p></form></section>`
}
