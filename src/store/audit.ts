/**
 * Who did what when, never a word of content. Each row carries SHA-256(hash of the row before ‖ this row), so that a row that was
 * changed or taken out shows. The last hash, written down elsewhere, shows also that the end was cut off.
 */
import type { ConcernId, Instant, StaffId } from '../kit/ids.ts'
import { type AuditMark, type AuditRow, auditHash, caseMark, FIRST, followChain } from './audit-chain.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'

export type { AuditMark, AuditRow } from './audit-chain.ts'

export const AUDIT_ACTIONS = [
  'sign-in',
  'sign-in failed',
  'signed out everywhere',
  'invited',
  'invited back',
  'came back',
  'passphrase changed',
  'authenticator changed',
  'passkey added',
  'passkey removed',
  'invite withdrawn',
  'joined',
  'changed',
  'removed',
  'chat linked',
  'chat unlinked',
  'mini app',
  'case opened',
  'case saved',
  'case note',
  'case reply',
  'case question',
  'case event',
  'key made',
  'key let in',
  'key given access',
  'key retired',
  'key passphrase changed',
  'key proved',
  'recovery key used',
  'put on duty',
  'taken off duty',
  'demand changed',
  'kit made',
  'kit ended',
  'deadline set',
  'retention set',
  'list exported',
  'paper counted',
  'paper seen',
  'signatures handed over',
  'campaign told',
  'words opened',
  'words passed',
  'words set aside',
  'campaign recalled',
  'campaign limits set',
  'signing key made',
  'signing key vouched',
  'signing key retired',
  'signing passphrase changed',
  'single approval on',
  'single approval off',
  'campaigns stopped',
  'campaigns started',
  'campaign paused',
  'campaign resumed',
  'campaign sent again',
  'campaign to be signed',
  'campaign signed',
  'campaign taken back',
  'campaign cancelled',
  'campaign launched',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]

export type Deed = {
  /** Of a deed on a case the day and no hour: `at` is then the beginning of that day in UTC. */
  at: Instant
  /** Who did it; null: nobody knows, or the server. */
  staff: StaffId | null
  action: AuditAction
  concern?: ConcernId | null
  /** A coded detail: a role, a status, or whom it was done to. */
  code?: string | null
}

/** Writes the next row of the chain. */
export const addAudit = async (tx: Tx, { at, staff, action, concern = null, code = null }: Deed): Promise<void> => {
  const last = await tx
    .selectFrom('audit')
    .select(['number', 'hash'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const mark = concern === null ? null : caseMark(concern)
  const row = { number: (last?.number ?? 0) + 1, at, staff, action, case: mark, code }
  const bytes = (id: string | null) => (id === null ? null : toBytes(id))
  const { case: _, ...rest } = row
  await tx
    .insertInto('audit')
    .values({ ...rest, staff: bytes(staff), concern: bytes(mark), hash: auditHash(last?.hash ?? FIRST.hash, row) })
    .execute()
}

/** That somebody opened a case, or took it along: once a day for each person, case and deed. */
export const addCaseAudit = async (
  tx: Tx,
  { concern, staff, day, action }: { concern: ConcernId; staff: StaffId; day: string; action: AuditAction },
): Promise<void> => {
  const at = Date.parse(day)
  const known = await tx
    .selectFrom('audit')
    .select('number')
    .where('concern', '=', toBytes(caseMark(concern)))
    .where('staff', '=', toBytes(staff))
    .where('action', '=', action)
    .where('at', '=', at)
    .executeTakeFirst()
  if (!known) await addAudit(tx, { at, staff, action, concern })
}

export type AuditFilter = { staff?: StaffId; concern?: ConcernId; action?: AuditAction }

/** The newest first, from before a number on. */
export const auditPage = async (
  tx: Tx,
  { before, limit, staff, concern, action }: AuditFilter & { before?: number; limit: number },
): Promise<AuditRow[]> => {
  let rows = tx.selectFrom('audit').selectAll().orderBy('number', 'desc').limit(limit)
  if (before !== undefined) rows = rows.where('number', '<', before)
  if (staff !== undefined) rows = rows.where('staff', '=', toBytes(staff))
  if (concern !== undefined) rows = rows.where('concern', '=', toBytes(caseMark(concern)))
  if (action !== undefined) rows = rows.where('action', '=', action)
  return (await rows.execute()).map(toRow)
}

const PIECE = 1000

/** The oldest first, a piece at a time; fewer than a piece are the last. */
export const auditPiece = async (tx: Tx, after: number): Promise<AuditRow[]> => {
  const piece = tx.selectFrom('audit').selectAll().where('number', '>', after).orderBy('number').limit(PIECE)
  return (await piece.execute()).map(toRow)
}

/**
 * Follows the chain from its first row, or from one that is vouched for. `broken`: the first number at which it does not hold; where
 * the row that is vouched for is another one now, something at it or before it was changed.
 */
export const verifyAudit = async (
  tx: Tx,
  from: AuditMark = FIRST,
): Promise<{ rows: number; head: Uint8Array; broken: number | undefined }> => {
  if (from.number > 0) {
    const [stands] = await auditPiece(tx, from.number - 1)
    if (stands?.number !== from.number || !Buffer.from(stands.hash).equals(from.hash))
      return { rows: 0, head: FIRST.hash, broken: from.number }
  }
  let at = from
  for (;;) {
    const piece = await auditPiece(tx, at.number)
    const { last, broken } = followChain(at, piece)
    if (broken !== undefined || piece.length < PIECE) return { rows: last.number, head: last.hash, broken }
    at = last
  }
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
  number: row.number,
  at: row.at,
  staff: row.staff && toId<StaffId>(row.staff),
  action: row.action,
  case: row.concern && toId(row.concern),
  code: row.code,
  hash: row.hash,
})
