/** Who is signed in. A token stands here only as its SHA-256, so that the database lets nobody in. */
import type { Instant, StaffId } from '../kit/ids.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'

export type StaffSession = {
  /** SHA-256 of the token. */
  hash: Uint8Array
  staff: StaffId
  began: Instant
  /** When it was last used, by the minute. */
  seen: Instant
  /** When a code was last given. */
  proved: Instant
}

export const insertStaffSession = async (tx: Tx, { hash, staff, ...times }: StaffSession): Promise<void> => {
  await tx
    .insertInto('staff_sessions')
    .values({ token: hash, staff: toBytes(staff), ...times })
    .execute()
}

export const staffSession = async (tx: Tx, hash: Uint8Array): Promise<StaffSession | undefined> => {
  const row = await tx.selectFrom('staff_sessions').selectAll().where('token', '=', hash).executeTakeFirst()
  return row && toSession(row)
}

/** The last that began comes first. */
export const staffSessionsOf = async (tx: Tx, staff: StaffId): Promise<StaffSession[]> => {
  const rows = await tx.selectFrom('staff_sessions').selectAll().where('staff', '=', toBytes(staff)).execute()
  return rows.map(toSession).toSorted((a, b) => b.began - a.began)
}

const toSession = (row: { token: Uint8Array; staff: Uint8Array; began: number; seen: number; proved: number }) => {
  const { token, staff, began, seen, proved } = row
  return { hash: token, staff: toId<StaffId>(staff), began, seen, proved }
}

export const stampStaffSession = async (
  tx: Tx,
  hash: Uint8Array,
  times: { seen?: Instant; proved?: Instant },
): Promise<void> => {
  await tx.updateTable('staff_sessions').set(times).where('token', '=', hash).execute()
}

/** Returns how many ended. */
export const endStaffSession = async (tx: Tx, hash: Uint8Array, staff: StaffId): Promise<number> => {
  const ended = tx.deleteFrom('staff_sessions').where('token', '=', hash).where('staff', '=', toBytes(staff))
  return Number((await ended.executeTakeFirstOrThrow()).numDeletedRows)
}

export const endStaffSessionsOf = async (tx: Tx, staff: StaffId): Promise<number> => {
  const ended = tx.deleteFrom('staff_sessions').where('staff', '=', toBytes(staff))
  return Number((await ended.executeTakeFirstOrThrow()).numDeletedRows)
}

/** All but one. */
export const endOtherSessions = async (tx: Tx, staff: StaffId, but: Uint8Array): Promise<void> => {
  await tx.deleteFrom('staff_sessions').where('staff', '=', toBytes(staff)).where('token', '!=', but).execute()
}

/** Forgets what nobody can use any more. */
export const pruneStaffSessions = async (tx: Tx, before: { began: Instant; seen: Instant }): Promise<void> => {
  await tx
    .deleteFrom('staff_sessions')
    .where(eb => eb.or([eb('began', '<=', before.began), eb('seen', '<=', before.seen)]))
    .execute()
}
