/** Chats that staff linked to their account, and the codes that link one. No chat id in clear: a pseudonym and a sealed address. */
import type { Selectable } from 'kysely'
import type { ChannelName, Instant, PersonKey, StaffId } from '../kit/ids.ts'
import type { Sealed } from '../privacy/seal.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'
import type { Tables } from './tables.ts'

export type StaffChat = {
  person: PersonKey
  staff: StaffId
  channel: ChannelName
  /** Sealed for the use `chat`, with the person key as context. */
  address: Uint8Array
}

/** One chat belongs to one of the staff: who links it last. */
export const saveStaffChat = async (tx: Tx, chat: StaffChat & { address: Sealed }): Promise<void> => {
  const { person, channel, address } = chat
  const values = { staff: toBytes(chat.staff), channel, address }
  await tx
    .insertInto('staff_chats')
    .values({ person: toBytes(person), ...values })
    .onConflict(conflict => conflict.column('person').doUpdateSet(values))
    .execute()
}

export const staffChat = async (tx: Tx, person: PersonKey): Promise<StaffChat | undefined> => {
  const row = await tx.selectFrom('staff_chats').selectAll().where('person', '=', toBytes(person)).executeTakeFirst()
  return row && toChat(row)
}

/** All of them, or those of one. */
export const staffChats = async (tx: Tx, staff?: StaffId): Promise<StaffChat[]> => {
  const all = tx.selectFrom('staff_chats').selectAll().orderBy('person')
  return (await (staff === undefined ? all : all.where('staff', '=', toBytes(staff))).execute()).map(toChat)
}

const toChat = ({ person, staff, ...rest }: Selectable<Tables['staff_chats']>): StaffChat => ({
  ...rest,
  person: toId(person),
  staff: toId(staff),
})

/** Returns whether it was linked. */
export const removeStaffChat = async (tx: Tx, person: PersonKey): Promise<boolean> => {
  const gone = tx.deleteFrom('staff_chats').where('person', '=', toBytes(person))
  return (await gone.executeTakeFirstOrThrow()).numDeletedRows > 0n
}

/** A new code ends the one before of the same person, and those that are over. */
export const insertStaffCode = async (
  tx: Tx,
  { hash, staff, now, until }: { hash: Uint8Array; staff: StaffId; now: Instant; until: Instant },
): Promise<void> => {
  await tx
    .deleteFrom('staff_codes')
    .where(eb => eb.or([eb('until', '<=', now), eb('staff', '=', toBytes(staff))]))
    .execute()
  await tx
    .insertInto('staff_codes')
    .values({ token: hash, staff: toBytes(staff), until })
    .execute()
}

/** Uses a code up: of two who give it, one gets whose it is. */
export const takeStaffCode = async (tx: Tx, hash: Uint8Array, now: Instant): Promise<StaffId | undefined> => {
  const [row] = await tx.deleteFrom('staff_codes').where('token', '=', hash).returningAll().execute()
  return row && row.until > now ? toId<StaffId>(row.staff) : undefined
}
