/** Who is signed in. A token stands here only as its SHA-256, so that the database lets nobody in. */
import type { Instant, StaffId } from '../kit/ids.ts'
import type { Privacy } from '../privacy/index.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'

export type StaffSession = {
  /** SHA-256 of the token. */
  hash: Uint8Array
  staff: StaffId
  began: Instant
  /** When it was last used, by the minute. */
  seen: Instant
  /** When a code was last given; 0: nobody can show that one was. */
  proved: Instant
}

type Sealing = Pick<Privacy, 'seal'>
const contextOf = (hash: Uint8Array): string => Buffer.from(hash).toString('base64url')
const textOf = (staff: StaffId, proved: Instant): string => `session ${staff} ${proved}`

export const insertStaffSession = async (
  tx: Tx,
  privacy: Sealing,
  { hash, staff, ...times }: StaffSession,
): Promise<void> => {
  const proof = privacy.seal('staff', textOf(staff, times.proved), contextOf(hash))
  await tx
    .insertInto('staff_sessions')
    .values({ token: hash, staff: toBytes(staff), ...times, proof })
    .execute()
}

export const staffSession = async (
  tx: Tx,
  privacy: Pick<Privacy, 'open'>,
  hash: Uint8Array,
): Promise<StaffSession | undefined> => {
  const row = await tx.selectFrom('staff_sessions').selectAll().where('token', '=', hash).executeTakeFirst()
  if (!row) return undefined
  const session = toSession(row)
  const proof = row.proof && privacy.open('staff', row.proof, contextOf(hash))
  const shown = proof && Buffer.from(proof).toString('utf8') === textOf(session.staff, session.proved)
  return shown ? session : { ...session, proved: 0 }
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

/** It was used. */
export const stampStaffSession = async (tx: Tx, hash: Uint8Array, seen: Instant): Promise<void> => {
  await tx.updateTable('staff_sessions').set({ seen }).where('token', '=', hash).execute()
}

/** A code was given, or a passkey's right answer. */
export const proveStaffSession = async (
  tx: Tx,
  privacy: Sealing,
  { hash, staff, proved }: Pick<StaffSession, 'hash' | 'staff' | 'proved'>,
): Promise<void> => {
  const proof = privacy.seal('staff', textOf(staff, proved), contextOf(hash))
  const own = tx.updateTable('staff_sessions').set({ proved, proof }).where('token', '=', hash)
  await own.where('staff', '=', toBytes(staff)).execute()
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
