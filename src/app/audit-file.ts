/** The list of deeds as a file: to be read by people and spreadsheets, and checked without the database. */
import type { StaffId } from '../kit/ids.ts'
import { no, ok, type Result } from '../kit/result.ts'
import { type AuditRow, FIRST, followChain } from '../store/audit-chain.ts'

export const AUDIT_FORMATS = ['csv', 'jsonl'] as const
export type AuditFormat = (typeof AUDIT_FORMATS)[number]

/** `by`, `said`: with names instead of ids. The chain does not cover them. */
export type NamedRow = AuditRow & { by: string | undefined; said: string }

/** In this order in both formats. `when`, `who` and `details` are for reading, all others are what the chain is made of. */
const COLUMNS = ['number', 'when', 'who', 'action', 'details', 'at', 'staff', 'case', 'code', 'hash'] as const
type Fields = Record<(typeof COLUMNS)[number], string | number | null>

const fieldsOf = ({ number, at, staff, action, case: mark, code, hash, by, said }: NamedRow): Fields => ({
  number,
  when: new Date(at).toISOString(),
  who: by ?? null,
  action,
  details: said || null,
  at,
  staff,
  case: mark,
  code,
  hash: Buffer.from(hash).toString('hex'),
})

export const auditLines = (format: AuditFormat): { head: string; line(row: NamedRow): string } =>
  format === 'csv'
    ? { head: `${COLUMNS.join(',')}\r\n`, line: row => `${csvLine(fieldsOf(row))}\r\n` }
    : { head: '', line: row => `${JSON.stringify(fieldsOf(row))}\n` }

/** A spreadsheet takes what begins like this for a formula and runs it; an apostrophe in front makes it a text. */
const FORMULA = /^[=+\-@\t\r']/
const csvLine = (fields: Fields): string =>
  COLUMNS.map(name => {
    const value = fields[name]
    if (value === null) return ''
    const text = String(value)
    return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
  }).join(',')

export type AuditFileReport = { rows: number; head: string; broken: number | undefined }

/** Follows the chain through an exported file. Refuses with the line that is not of such a file. */
export const checkAuditFile = (text: string): Result<AuditFileReport, number> => {
  const rows: AuditRow[] = []
  const json = text.startsWith('{')
  const lines = json ? text.split('\n') : splitCsv(text)
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '' || (!json && at === 0)) continue
    const row = toRow(json ? readJson(line) : readCsv(line))
    if (!row) return no(at + 1)
    rows.push(row)
  }
  const { last, broken } = followChain(FIRST, rows)
  return ok({ rows: last.number, head: Buffer.from(last.hash).toString('hex'), broken })
}

const readJson = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** At line ends outside of quotes: a name may hold one. */
const splitCsv = (text: string): string[] => text.match(/(?:"(?:[^"]|"")*"|[^"\n])+/g) ?? []

const readCsv = (line: string): unknown => {
  const cells = [...`${line.replace(/\r$/, '')},`.matchAll(/(?:"((?:[^"]|"")*)"|([^",]*)),/g)].map(([, quoted]) =>
    quoted === undefined ? null : quoted.replaceAll('""', '"').replace(/^'/, ''),
  )
  return Object.fromEntries(COLUMNS.map((name, at) => [name, cells[at] ?? null]))
}

const toRow = (it: unknown): AuditRow | undefined => {
  if (typeof it !== 'object' || it === null) return undefined
  const { number, at, staff, action, case: mark, code, hash } = it as Partial<Fields>
  if (typeof action !== 'string' || typeof hash !== 'string' || number == null || at == null) return undefined
  const text = (value: unknown) => (typeof value === 'string' ? value : null)
  return {
    number: Number(number),
    at: Number(at),
    staff: text(staff) as StaffId | null,
    action,
    case: text(mark),
    code: text(code),
    hash: Buffer.from(hash, 'hex'),
  }
}
