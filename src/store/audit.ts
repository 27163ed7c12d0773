/**
 * Who did what when, never a word of content. Each row carries SHA-256(hash of the row before ‖ this row), so that a row that was
 * changed or taken out shows. The last hash, written down elsewhere, shows also that the end was cut off.
 */
import { createHash } from 'node:crypto'
import type { ConcernId, Instant, StaffId } from '../kit/ids.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'

export type AuditAction =
  | 'sign-in'
  | 'sign-in failed'
  | 'signed out everywhere'
  | 'invited'
  | 'invite withdrawn'
  | 'joined'
  | 'changed'
  | 'removed'

export type Deed = {
  at: Instant
  /** Who did it; null: nobody knows, or the server. */
  staff: StaffId | null
  action: AuditAction
  concern?: ConcernId | null
  /** A coded detail: a role, or whom it was done to. */
  code?: string | null
}
export type AuditRow = Required<Deed> & { number: number; hash: Uint8Array }

const FIRST = new Uint8Array(32)

/** Writes the next row of the chain. */
export const addAudit = async (tx: Tx, { at, staff, action, concern = null, code = null }: Deed): Promise<void> => {
  const last = await tx
    .selectFrom('audit')
    .select(['number', 'hash'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const row = { number: (last?.number ?? 0) + 1, at, staff, action, concern, code }
  const bytes = (id: string | null) => (id === null ? null : toBytes(id))
  await tx
    .insertInto('audit')
    .values({ ...row, staff: bytes(staff), concern: bytes(concern), hash: hashOf(last?.hash ?? FIRST, row) })
    .execute()
}

/** The newest first, from before a number on. */
export const auditPage = async (tx: Tx, { before, limit }: { before?: number; limit: number }): Promise<AuditRow[]> => {
  const rows = tx.selectFrom('audit').selectAll().orderBy('number', 'desc').limit(limit)
  return (await (before === undefined ? rows : rows.where('number', '<', before)).execute()).map(toRow)
}

const PIECE = 1000

/** Follows the chain from its first row. `broken`: the first number at which it does not hold. */
export const verifyAudit = async (tx: Tx): Promise<{ rows: number; head: Uint8Array; broken: number | undefined }> => {
  let [rows, head]: [number, Uint8Array] = [0, FIRST]
  for (;;) {
    const piece = tx.selectFrom('audit').selectAll().where('number', '>', rows).orderBy('number').limit(PIECE)
    const found = (await piece.execute()).map(toRow)
    for (const row of found) {
      const { hash, ...rest } = row
      if (row.number !== rows + 1 || !hashOf(head, rest).equals(hash)) return { rows, head, broken: rows + 1 }
      rows = row.number
      head = hash
    }
    if (found.length < PIECE) return { rows, head, broken: undefined }
  }
}

/** The row as JSON, its fields in this order: the canonical form. */
const hashOf = (before: Uint8Array, row: Omit<AuditRow, 'hash'>): Buffer => {
  const { number, at, staff, action, concern, code } = row
  return createHash('sha256')
    .update(before)
    .update(JSON.stringify([number, at, staff, action, concern, code]))
    .digest()
}

const toRow = (row: {
  number: number
  at: number
  staff: Uint8Array | null
  action: string
  concern: Uint8Array | null
  code: string | null
  hash: Uint8Array
}): AuditRow => ({
  ...row,
  staff: row.staff && toId<StaffId>(row.staff),
  concern: row.concern && toId<ConcernId>(row.concern),
  action: row.action as AuditAction,
})
