/** What the database knows about itself: few words, each under its name. */
import type { Tx } from './index.ts'

/**
 * `instance`: of the database. `secret`: `markOf` of the one that it is sealed under. `kept`: of the secrets before it, sealed.
 * Of standing.ts: `holder`, whose machine's it is; `beat`, when it was last seen there; `hold`, why nothing but answers goes out.
 * `campaigns`: `stopped` when nothing goes out to many. `single`: one approval is enough, sealed (app/campaigns/signing/single.ts).
 * `replies`: the replies that are shipped were planted. `audit`: up to where the list of deeds was found whole, sealed. `drills`: the last day on which
 * keyholders were reminded. `told`: of which campaigns staff were told in their chats. `backup`: when and where the last one was made, as JSON. `ceilings`: how often campaigns may ring,
 * as JSON. `digest`: how far the last weekly digest has come (app/campaigns/digest.ts). `undigested`: the
 * campaigns that it is still to tell of, as JSON.
 */
export type MetaKey =
  | 'instance'
  | 'secret'
  | 'kept'
  | 'holder'
  | 'beat'
  | 'hold'
  | 'replies'
  | 'audit'
  | 'backup'
  | 'drills'
  | 'told'
  | 'campaigns'
  | 'single'
  | 'ceilings'
  | 'digest'
  | 'undigested'

export const readMeta = async (tx: Tx, key: MetaKey): Promise<string | undefined> =>
  (await tx.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst())?.value

export const writeMeta = async (tx: Tx, key: MetaKey, value: string): Promise<void> => {
  await tx
    .insertInto('meta')
    .values({ key, value })
    .onConflict(conflict => conflict.column('key').doUpdateSet({ value }))
    .execute()
}

export const removeMeta = async (tx: Tx, key: MetaKey): Promise<void> => {
  await tx.deleteFrom('meta').where('key', '=', key).execute()
}
