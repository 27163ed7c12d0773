/**
 * Pictures, voices and documents that go out with campaigns. Kept once however many campaigns and people they are for, by the
 * SHA-256 of their bytes, which sheets name and people sign.
 */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { State } from '../domain/campaigns/states.ts'
import type { Instant } from '../kit/ids.ts'
import type { Media } from '../kit/message.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'
import type { Tables } from './tables.ts'

export type KeptMedia = {
  /** SHA-256 of `bytes`, base64url: 43 characters. */
  hash: string
  kind: Media['kind']
  /** Media type of the bytes. */
  mime: string
  /** How staff called it. For staff alone: nobody outside sees it. */
  name: string
  bytes: Uint8Array
}

/**
 * The same bytes twice are kept once. What staff upload is saved in the transaction that keeps the sheet that names it: what no
 * sheet names is removed.
 * @param until of what is made here from what is public: anybody may see it, and it stays until then.
 */
export const saveMedia = async (tx: Tx, { hash, ...media }: KeptMedia, until: Instant | null = null): Promise<void> => {
  const row = { hash: toBytes(hash), ...media, until }
  const insert = tx.insertInto('media').values(row)
  const query = insert.onConflict(conflict =>
    until === null
      ? conflict.doNothing()
      : conflict
          .column('hash')
          .doUpdateSet({ until })
          .where(eb => eb.or([eb('media.until', 'is', null), eb('media.until', '<', until)])),
  )
  await query.execute()
}

export const mediaByHash = async (tx: Tx, hash: string): Promise<KeptMedia | undefined> => {
  const row = await tx.selectFrom('media').selectAll().where('hash', '=', toBytes(hash)).executeTakeFirst()
  if (!row) return undefined
  const { until: _, ...media } = row
  return { ...media, hash: toId(row.hash), kind: row.kind as Media['kind'] }
}

/**
 * Whether it may be shown outside to who knows its hash: it was made from what is public, or stands in a sheet of a campaign in one of
 * these states that at least one person has signed. Whether those are enough and their signatures hold is asked where the words are
 * shown that tell the hash.
 */
export const isShown = async (
  tx: Tx,
  hash: string,
  { now, states }: { now: Instant; states: readonly State[] },
): Promise<boolean> => {
  const media = await tx.selectFrom('media').select('until').where('hash', '=', toBytes(hash)).executeTakeFirst()
  // First by the key: sheets are only looked through for what is there.
  if (!media) return false
  if (media.until !== null && media.until > now) return true
  const signed = tx
    .selectFrom('campaign_sheets as sheet')
    .innerJoin('campaigns', 'campaigns.id', 'sheet.campaign')
    .innerJoin('campaign_approvals as approval', it =>
      it.onRef('approval.campaign', '=', 'sheet.campaign').onRef('approval.sheet', '=', 'sheet.number'),
    )
    .select('sheet.number')
    .where('campaigns.state', 'in', [...states])
    .where('sheet.body', 'like', naming(hash))
    .limit(1)
  return (await signed.executeTakeFirst()) !== undefined
}

/** What no sheet names, and what was made here and is over. Returns how many went. */
export const removeUnusedMedia = async (tx: Tx, now: Instant): Promise<number> => {
  const over = (eb: ExpressionBuilder<Tables, 'media'>): Expression<SqlBool> =>
    eb.or([eb('until', 'is', null), eb('until', '<=', now)])
  const found = (await tx.selectFrom('media').select('hash').where(over).execute()).map(row => toId<string>(row.hash))
  const named = async (hash: string): Promise<boolean> => {
    const sheets = tx.selectFrom('campaign_sheets').select('number').where('body', 'like', naming(hash)).limit(1)
    return (await sheets.executeTakeFirst()) !== undefined
  }
  let count = 0
  for (const hash of found) {
    if (await named(hash)) continue
    await tx.deleteFrom('media').where('hash', '=', toBytes(hash)).execute()
    count++
  }
  return count
}

/** As canonical JSON has it. An underscore of a hash stands for any letter here, which finds nothing else among 43. */
const naming = (hash: string) => sql<string>`${`%"hash":"${hash}"%`}`

/**
 * The platform's id of an upload, by which all who get it after the first are spared the bytes.
 * @param account a mark of the account there, never its token: such ids are of no use to another one.
 * @returns it as it was kept: sealed for the use `media ref`.
 */
export const mediaRef = async (tx: Tx, hash: string, account: string): Promise<string | undefined> =>
  (
    await tx
      .selectFrom('media_refs')
      .select('ref')
      .where('hash', '=', toBytes(hash))
      .where('account', '=', account)
      .executeTakeFirst()
  )?.ref

/** Nothing, if the file itself was removed in the meantime. */
export const keepMediaRef = async (tx: Tx, hash: string, account: string, ref: string): Promise<void> => {
  const file = tx.selectFrom('media').select('kind').where('hash', '=', toBytes(hash))
  if (!(await file.executeTakeFirst())) return
  await tx
    .insertInto('media_refs')
    .values({ hash: toBytes(hash), account, ref })
    .onConflict(conflict => conflict.columns(['hash', 'account']).doUpdateSet({ ref }))
    .execute()
}

/** Only this one: a newer upload's stays. */
export const forgetMediaRef = async (tx: Tx, hash: string, account: string, ref: string): Promise<void> => {
  await tx
    .deleteFrom('media_refs')
    .where('hash', '=', toBytes(hash))
    .where('account', '=', account)
    .where('ref', '=', ref)
    .execute()
}
