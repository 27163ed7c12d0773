/** The chain of the list of deeds, without a database: what each row's hash covers, and whether rows follow each other. */
import { createHash } from 'node:crypto'
import type { ConcernId, Instant, StaffId } from '../kit/ids.ts'

export type AuditRow = {
  number: number
  at: Instant
  /** Who did it; null: nobody knows, or the server. */
  staff: StaffId | null
  action: string
  /** `caseMark` of the case that it was done to. */
  case: string | null
  code: string | null
  /** SHA-256, 32 bytes. */
  hash: Uint8Array
}

/** A row that is vouched for: what comes after it is followed from here. */
export type AuditMark = Pick<AuditRow, 'number' | 'hash'>

/** Before the first row. */
export const FIRST: AuditMark = { number: 0, hash: new Uint8Array(32) }

/**
 * What stands in the list for a case: 16 bytes of SHA-256 of its id, as base64url. Who has the id finds the deeds; an erased case's
 * id stands nowhere any more, and the chain holds without it.
 */
export const caseMark = (id: ConcernId): string =>
  createHash('sha256').update(`tulay audit v1 ${id}`).digest().toString('base64url', 0, 16)

/** The row as JSON, its fields in this order: the canonical form. */
export const auditHash = (before: Uint8Array, row: Omit<AuditRow, 'hash'>): Buffer => {
  const { number, at, staff, action, case: mark, code } = row
  return createHash('sha256')
    .update(before)
    .update(JSON.stringify([number, at, staff, action, mark, code]))
    .digest()
}

/** Follows the chain through `rows`. `last`: the last row that holds; `broken`: the number at which it does not. */
export const followChain = (from: AuditMark, rows: AuditRow[]): { last: AuditMark; broken: number | undefined } => {
  let last = from
  for (const { hash, ...row } of rows) {
    if (row.number !== last.number + 1 || !auditHash(last.hash, row).equals(hash))
      return { last, broken: last.number + 1 }
    last = { number: row.number, hash }
  }
  return { last, broken: undefined }
}
