import { expect, test } from 'vitest'
import { AUDIT_FORMATS, type AuditFormat, auditLines, checkAuditFile } from '../../src/app/audit-file.ts'
import type { StaffId } from '../../src/kit/ids.ts'
import { addAudit, auditPiece } from '../../src/store/audit.ts'
import { freshStore, newConcernId } from '../store/fresh.ts'

const ANA = `-${'A'.repeat(21)}` as StaffId
const NASTY = [
  '=HYPERLINK("http://x","y")',
  '+1',
  '-1',
  '@SUM(A1)',
  '\tx',
  "'quoted",
  'two "quotes", a comma\r\nand a line',
  '',
]

const exported = async (format: AuditFormat): Promise<string> => {
  const store = await freshStore()
  const write = auditLines(format)
  const rows = await store.tx(async tx => {
    await addAudit(tx, { at: 1, staff: null, action: 'sign-in failed' })
    for (const code of NASTY)
      await addAudit(tx, { at: 86_400_000, staff: ANA, action: 'case event', concern: newConcernId(), code })
    return auditPiece(tx, 0)
  })
  return write.head + rows.map(row => write.line({ ...row, by: '=cmd|calc', said: row.code ?? '' })).join('')
}

test.each(AUDIT_FORMATS)('%s: what was written is read again, and the chain holds', async format => {
  const text = await exported(format)
  const read = checkAuditFile(text)
  expect(read).toMatchObject({ ok: true, value: { rows: NASTY.length + 1, broken: undefined } })
  // The last row's hash is the file's mark.
  expect(text.includes(read.ok ? read.value.head : '?')).toBe(true)
})

test.each(AUDIT_FORMATS)('%s: what was changed or taken out shows, with its number', async format => {
  const text = await exported(format)
  expect(checkAuditFile(text.replaceAll('+1', '+2'))).toMatchObject({ value: { broken: 3 } })
  const lines = text.split('\n')
  const without = lines.filter((_, at) => at !== (format === 'csv' ? 3 : 2)).join('\n')
  expect(checkAuditFile(without)).toMatchObject({ value: { broken: 3 } })
  expect(checkAuditFile(text.replace('1970-01-01', '1970-01-02'))).toMatchObject({ value: { broken: undefined } })
})

test('no cell of the spreadsheet begins like a formula', async () => {
  const cells = [...(await exported('csv')).matchAll(/(?<=^|,|\n)"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell)
  expect(cells.length).toBeGreaterThan(60)
  for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
  expect(cells).toContain('\'=HYPERLINK(""http://x"",""y"")')
})

test('what is no such file is told by its line', () => {
  expect(checkAuditFile('{"number":1}\n')).toEqual({ ok: false, why: 1 })
  expect(checkAuditFile('number,when\r\nsome words\r\n')).toEqual({ ok: false, why: 2 })
})
