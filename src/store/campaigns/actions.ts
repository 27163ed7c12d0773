/** What people did in campaigns. Whose row it is hangs on `privacy.actor`: another token in every campaign. All else is sealed. */
import type { Selectable } from 'kysely'
import type { Counted } from '../../domain/campaigns/actions.ts'
import type { ActorKey, CampaignId } from '../../kit/ids.ts'
import type { Sealed } from '../../privacy/seal.ts'
import { toBytes, toId } from '../ids.ts'
import type { Tx } from '../index.ts'
import { BLANK, blanks, perRows } from '../shapes.ts'
import type { Tables } from '../tables.ts'

export type ActionRow = {
  campaign: CampaignId
  token: ActorKey
  act: Counted
  /** `waiting`: for a place. */
  state: 'done' | 'waiting'
  /** Sealed for the use `action`, with `contextOf` this row. */
  body: Sealed
}

/** What a row's body is sealed with: in another row, campaign or act it does not open. */
export const contextOf = ({ campaign, token, act }: Pick<ActionRow, 'campaign' | 'token' | 'act'>): string =>
  `${campaign} ${token} ${act}`

/** One of each kind at the most. */
export const actionsOf = async (tx: Tx, campaign: CampaignId, token: ActorKey): Promise<ActionRow[]> =>
  (await ofActor(tx, [{ campaign, token }])).map(toAction)

const ofActor = perRows<Pick<ActionRow, 'campaign' | 'token'>, Selectable<Tables['campaign_actions']>>(
  (tx, size) =>
    tx
      .selectFrom('campaign_actions')
      .selectAll()
      .where(eb => eb.or(blanks(size, eb.and([eb('campaign', '=', BLANK), eb('token', '=', BLANK)]))))
      .orderBy('act'),
  row => [toBytes(row.campaign), toBytes(row.token)],
)

/** Takes the place of what this person did of this kind before. */
export const saveAction = async (tx: Tx, row: ActionRow): Promise<void> => void (await upsert(tx, [row]))

const upsert = perRows<ActionRow>(
  (tx, size) =>
    tx
      .insertInto('campaign_actions')
      .values(blanks(size, { campaign: BLANK, token: BLANK, act: BLANK, state: BLANK, body: BLANK }))
      .onConflict(conflict =>
        conflict
          .columns(['campaign', 'token', 'act'])
          .doUpdateSet(eb => ({ state: eb.ref('excluded.state'), body: eb.ref('excluded.body') })),
      ),
  row => [toBytes(row.campaign), toBytes(row.token), row.act, row.state, row.body],
)

export const removeAction = async (
  tx: Tx,
  { campaign, token, act }: Pick<ActionRow, 'campaign' | 'token' | 'act'>,
): Promise<void> => {
  await tx
    .deleteFrom('campaign_actions')
    .where('campaign', '=', toBytes(campaign))
    .where('token', '=', toBytes(token))
    .where('act', '=', act)
    .execute()
}

/** All who wait for a place, in no order that tells anything. */
export const waitingIn = async (tx: Tx, campaign: CampaignId): Promise<ActionRow[]> => {
  const query = select(tx, campaign).where('act', '=', 'rsvp').where('state', '=', 'waiting')
  return (await query.orderBy('token').execute()).map(toAction)
}

/**
 * Everything that these people did, a page of people at a time, in the order of their tokens.
 * @param after the last token of the page before.
 */
export const actionPage = async (
  tx: Tx,
  campaign: CampaignId,
  { after, limit }: { after?: ActorKey | undefined; limit: number },
): Promise<ActionRow[]> => {
  let people = tx.selectFrom('campaign_actions').select('token').distinct().where('campaign', '=', toBytes(campaign))
  if (after) people = people.where('token', '>', toBytes(after))
  const tokens = (await people.orderBy('token').limit(limit).execute()).map(({ token }) => token)
  if (tokens.length === 0) return []
  const rows = await select(tx, campaign).where('token', 'in', tokens).orderBy('token').orderBy('act').execute()
  return rows.map(toAction)
}

/** Deletes what everybody did; the tallies stay. Returns how many rows went. */
export const removeActionsIn = async (tx: Tx, campaign: CampaignId): Promise<number> => {
  const query = tx.deleteFrom('campaign_actions').where('campaign', '=', toBytes(campaign))
  return Number((await query.executeTakeFirstOrThrow()).numDeletedRows)
}

const select = (tx: Tx, campaign: CampaignId) =>
  tx.selectFrom('campaign_actions').selectAll().where('campaign', '=', toBytes(campaign))

const toAction = (row: Selectable<Tables['campaign_actions']>): ActionRow =>
  ({ ...row, campaign: toId(row.campaign), token: toId(row.token) }) as ActionRow
