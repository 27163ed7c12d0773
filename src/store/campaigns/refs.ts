/**
 * Where messages of campaigns lie on phones, so that they can be corrected or recalled: for as long as a messenger allows it. Addresses
 * and message ids are sealed for the use `campaign ref`, with the row's id as context.
 */
import type { CampaignId, ChannelName, Instant, Lang, LineId, PersonKey } from '../../kit/ids.ts'
import type { Sealed } from '../../privacy/seal.ts'
import { toBytes, toId } from '../ids.ts'
import type { Tx } from '../index.ts'
import { BLANK, blanks, perRows } from '../shapes.ts'

export type CampaignRef = {
  /** Of the line that was sent. */
  id: LineId
  campaign: CampaignId
  run: number
  person: PersonKey
  channel: ChannelName
  lang: Lang
  body: Uint8Array
  at: Instant
}

const insert = perRows<CampaignRef & { body: Sealed }>(
  (tx, size) =>
    tx
      .insertInto('campaign_refs')
      .values(
        blanks(size, {
          id: BLANK,
          campaign: BLANK,
          run: BLANK,
          person: BLANK,
          channel: BLANK,
          lang: BLANK,
          body: BLANK,
          at: BLANK,
        }),
      )
      // A line that is said once more has a new message; the older one is the first's double.
      .onConflict(conflict =>
        conflict.columns(['campaign', 'id']).doUpdateSet(eb => ({ body: eb.ref('excluded.body') })),
      ),
  it => [toBytes(it.id), toBytes(it.campaign), it.run, toBytes(it.person), it.channel, it.lang, it.body, it.at],
)

export const keepRefs = async (tx: Tx, refs: (CampaignRef & { body: Sealed })[]): Promise<void> =>
  void (await insert(tx, refs))

/** By id, of some runs; one page. */
export const refsOf = async (
  tx: Tx,
  it: { campaign: CampaignId; runs: number[]; after?: LineId | undefined; limit: number },
): Promise<CampaignRef[]> => {
  let query = tx
    .selectFrom('campaign_refs')
    .selectAll()
    .where('campaign', '=', toBytes(it.campaign))
    .where('run', 'in', it.runs)
  if (it.after) query = query.where('id', '>', toBytes(it.after))
  const rows = await query.orderBy('id').limit(it.limit).execute()
  return rows.map(row => ({
    ...row,
    id: toId(row.id),
    campaign: toId(row.campaign),
    person: toId(row.person),
  }))
}

const move = perRows<Pick<CampaignRef, 'id'> & { body: Sealed }>(
  tx => tx.updateTable('campaign_refs').set({ body: BLANK }).where('id', '=', BLANK),
  it => [it.body, toBytes(it.id)],
)

/** The messages lie elsewhere now. Of a row that is gone nothing is kept. */
export const moveRefs = async (tx: Tx, refs: (Pick<CampaignRef, 'id'> & { body: Sealed })[]): Promise<void> => {
  for (const ref of refs) await move(tx, [ref])
}

const remove = perRows<LineId>(
  (tx, size) => tx.deleteFrom('campaign_refs').where('id', 'in', blanks(size, BLANK)),
  id => [toBytes(id)],
)

export const removeRefs = async (tx: Tx, ids: LineId[]): Promise<void> => void (await remove(tx, ids))

export const removeRefsOf = async (tx: Tx, person: PersonKey): Promise<void> => {
  await tx.deleteFrom('campaign_refs').where('person', '=', toBytes(person)).execute()
}

/** Forgets what was sent before an instant. Returns how many. */
export const pruneRefs = async (tx: Tx, before: Instant): Promise<number> =>
  Number((await tx.deleteFrom('campaign_refs').where('at', '<', before).executeTakeFirstOrThrow()).numDeletedRows)
