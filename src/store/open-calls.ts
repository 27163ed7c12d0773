/** What has gone out to many, for the public pages. */
import type { RunPurpose, State } from '../domain/campaigns/states.ts'
import type { CampaignId, Instant } from '../kit/ids.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'

export type GoneOut = {
  campaign: CampaignId
  state: State
  sheet: number
  purpose: RunPurpose
  began: Instant
}

/** Sendings that began, of campaigns in one of these states; the first begun first. A recall counts before it begins. */
export const goneOut = async (
  tx: Tx,
  { demo, states }: { demo: boolean; states: readonly State[] },
): Promise<GoneOut[]> => {
  const rows = await tx
    .selectFrom('campaign_runs as run')
    .innerJoin('campaigns', 'campaigns.id', 'run.campaign')
    .select(['run.campaign', 'run.sheet', 'run.purpose', 'run.began', 'run.at', 'campaigns.state'])
    .where('campaigns.state', 'in', [...states])
    .where('campaigns.demo', '=', Number(demo))
    .where(eb => eb.or([eb('run.began', 'is not', null), eb('run.purpose', '=', 'recall')]))
    .orderBy('run.run')
    .execute()
  return rows.map(({ campaign, state, sheet, purpose, began, at }) => ({
    campaign: toId(campaign),
    state: state as State,
    sheet,
    purpose: purpose as RunPurpose,
    began: began ?? at,
  }))
}

/** Organizations whose names a moderator let pass. */
export const countOrganizations = async (tx: Tx, campaign: CampaignId): Promise<number> => {
  const row = await tx
    .selectFrom('campaign_words')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .where('campaign', '=', toBytes(campaign))
    .where('act', '=', 'organization')
    .where('state', '=', 'passed')
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}
