/** "Tell me when there is news": a sealed address per concern, erased after the first notice or when its time is over. */
import type { ChannelName, ConcernId, Instant } from '../kit/ids.ts'
import type { Sealed } from '../privacy/seal.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'
import { BLANK, blanks, perRows } from './shapes.ts'

export type Notice = {
  concern: ConcernId
  /** `privacy.noticeOwner`: lets a person end their notices; joins with no other table. */
  owner: Uint8Array
  channel: ChannelName
  /** Sealed for the use `notice`, with the concern as context. */
  address: Uint8Array
  until: Instant
}

const insert = perRows<Notice & { address: Sealed }>(
  (tx, size) =>
    tx
      .insertInto('notices')
      .values(blanks(size, { concern: BLANK, owner: BLANK, channel: BLANK, address: BLANK, until: BLANK })),
  row => [toBytes(row.concern), row.owner, row.channel, row.address, row.until],
)

export const saveNotice = async (tx: Tx, row: Notice & { address: Sealed }): Promise<void> =>
  void (await insert(tx, [row]))

export const noticeOfConcern = async (tx: Tx, concern: ConcernId): Promise<Notice | undefined> => {
  const row = await tx.selectFrom('notices').selectAll().where('concern', '=', toBytes(concern)).executeTakeFirst()
  return row && { ...row, concern: toId(row.concern) }
}

export const countNoticesOf = async (tx: Tx, owner: Uint8Array): Promise<number> => {
  const { n } = await tx
    .selectFrom('notices')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .where('owner', '=', owner)
    .executeTakeFirstOrThrow()
  return Number(n)
}

export const removeNoticesOf = async (tx: Tx, owner: Uint8Array): Promise<void> => {
  await tx.deleteFrom('notices').where('owner', '=', owner).execute()
}

export const removeNoticeOfConcern = async (tx: Tx, concern: ConcernId): Promise<void> => {
  await tx.deleteFrom('notices').where('concern', '=', toBytes(concern)).execute()
}

/** Erases those whose time is over. Returns how many. */
export const pruneNotices = async (tx: Tx, now: Instant): Promise<number> =>
  Number((await tx.deleteFrom('notices').where('until', '<=', now).executeTakeFirstOrThrow()).numDeletedRows)
