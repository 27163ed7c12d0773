/** Links by which somebody joins the staff. Only the SHA-256 of a token stands here. */
import type { Role } from '../domain/staff.ts'
import type { Instant, StaffId } from '../kit/ids.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'

export type Invite = {
  hash: Uint8Array
  role: Role
  /** Who invited; null: the server itself, for the first administrator. */
  inviter: StaffId | null
  until: Instant
  /** Who of the staff comes back by it; null: somebody new. */
  staff: StaffId | null
}

export const insertInvite = async (tx: Tx, { hash, inviter, staff, ...rest }: Invite): Promise<void> => {
  await tx
    .insertInto('staff_invites')
    .values({ token: hash, inviter: inviter && toBytes(inviter), staff: staff && toBytes(staff), ...rest })
    .execute()
}

/** Those that are still good, the first to end first. */
export const openInvites = async (tx: Tx, now: Instant): Promise<Invite[]> => {
  const rows = await tx.selectFrom('staff_invites').selectAll().where('until', '>', now).orderBy('until').execute()
  return rows.map(({ token, role, inviter, until, staff }) => ({
    hash: token,
    role: role as Role,
    inviter: inviter && toId<StaffId>(inviter),
    until,
    staff: staff && toId<StaffId>(staff),
  }))
}

/** Returns whether it was there: of two who use a link at once, one gets true. */
export const takeInvite = async (tx: Tx, hash: Uint8Array): Promise<boolean> =>
  (await tx.deleteFrom('staff_invites').where('token', '=', hash).executeTakeFirstOrThrow()).numDeletedRows > 0n

/** Those of one who invited (null: the server's own, for somebody new) and those that are over. */
export const dropInvites = async (tx: Tx, inviter: StaffId | null, now: Instant): Promise<void> => {
  await tx
    .deleteFrom('staff_invites')
    .where(eb =>
      eb.or([
        eb('until', '<=', now),
        inviter === null
          ? eb.and([eb('inviter', 'is', null), eb('staff', 'is', null)])
          : eb('inviter', '=', toBytes(inviter)),
      ]),
    )
    .execute()
}

/** Those by which one of the staff would come back. */
export const dropReturns = async (tx: Tx, staff: StaffId): Promise<void> => {
  await tx.deleteFrom('staff_invites').where('staff', '=', toBytes(staff)).execute()
}
