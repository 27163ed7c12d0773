/** Runs: each is one sending of a sheet. */
import type { Selectable } from 'kysely'
import type { RunPurpose, RunState } from '../../domain/campaigns/states.ts'
import type { CampaignId, Instant } from '../../kit/ids.ts'
import { toBytes, toId } from '../ids.ts'
import type { Tx } from '../index.ts'
import type { LineState } from '../outbox-line.ts'
import type { Tables } from '../tables.ts'

export type Run = {
  campaign: CampaignId
  run: number
  sheet: number
  purpose: RunPurpose
  state: RunState
  /** Not before. */
  at: Instant
  /** For which area a template was launched. */
  area: string | null
  /** The last that became lines. */
  cursor: Uint8Array | null
  began: Instant | null
  ended: Instant | null
}
export type RunKey = Pick<Run, 'campaign' | 'run'>

/**
 * Plans a sending. The same one (sheet, purpose, instant, area) is planned once, however often it is asked for, unless it was
 * cancelled. Returns its number.
 */
export const planRun = async (
  tx: Tx,
  it: Pick<Run, 'campaign' | 'sheet' | 'purpose' | 'at'> & { area?: string | null },
): Promise<number> => {
  const { area = null } = it
  const known = await runsOf(tx, it.campaign)
  const same = known.find(
    run =>
      run.state !== 'cancelled' &&
      run.sheet === it.sheet &&
      run.purpose === it.purpose &&
      run.at === it.at &&
      run.area === area,
  )
  if (same) return same.run
  const run = 1 + Math.max(0, ...known.map(one => one.run))
  const row = { ...it, campaign: toBytes(it.campaign), run, area, state: 'waits' }
  await tx
    .insertInto('campaign_runs')
    .values({ ...row, cursor: null, began: null, ended: null })
    .execute()
  return run
}

/** The first begun first. */
export const runsOf = async (tx: Tx, campaign: CampaignId): Promise<Run[]> => {
  const rows = tx.selectFrom('campaign_runs').selectAll().where('campaign', '=', toBytes(campaign)).orderBy('run')
  return (await rows.execute()).map(toRun)
}

export const runByNumber = async (tx: Tx, { campaign, run }: RunKey): Promise<Run | undefined> => {
  const row = await tx
    .selectFrom('campaign_runs')
    .selectAll()
    .where(...of(campaign))
    .where('run', '=', run)
    .executeTakeFirst()
  return row && toRun(row)
}

/** All that are not over, of every campaign, with those that were called off and may have lines yet; what is due first comes first. */
export const openRuns = async (tx: Tx): Promise<Run[]> => {
  const rows = tx
    .selectFrom('campaign_runs')
    .selectAll()
    .where(eb => eb.or([eb('state', 'in', OPEN), eb.and([eb('state', '=', 'cancelled'), eb('ended', 'is', null)])]))
    .orderBy('at')
  return (await rows.orderBy('campaign').orderBy('run').execute()).map(toRun)
}
const OPEN: RunState[] = ['waits', 'filling', 'sending']

/** All that came to their end since then, of every campaign. */
export const endedRuns = async (tx: Tx, since: Instant): Promise<Run[]> => {
  const rows = tx.selectFrom('campaign_runs').selectAll().where('ended', '>=', since).orderBy('ended')
  return (await rows.orderBy('campaign').orderBy('run').execute()).map(toRun)
}

/** From one of these states only; whether it was. */
export const moveRun = async (
  tx: Tx,
  { campaign, run }: RunKey,
  from: readonly RunState[],
  to: Partial<Pick<Run, 'state' | 'at' | 'cursor' | 'began' | 'ended'>>,
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('campaign_runs')
    .set(to)
    .where(...of(campaign))
    .where('run', '=', run)
    .where('state', 'in', [...from])
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** Calls off what has not come to its end; its lines are dropped by and by (app/campaigns/runs). Returns how many there were. */
export const cancelRuns = async (tx: Tx, campaign: CampaignId): Promise<number> => {
  const { numUpdatedRows } = await tx
    .updateTable('campaign_runs')
    .set({ state: 'cancelled' })
    .where(...of(campaign))
    .where('state', 'in', OPEN)
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

/** Whether a line of it may still go out, or is on its way. */
export const hasLines = async (tx: Tx, { campaign, run }: RunKey): Promise<boolean> => {
  const line = tx
    .selectFrom('outbox')
    .select('id')
    .where(...of(campaign))
    .where('run', '=', run)
  return (await line.where('state', 'in', WAITING).limit(1).executeTakeFirst()) !== undefined
}
const WAITING: LineState[] = ['pending', 'paused', 'sending', 'held', 'parked']

const of = (campaign: CampaignId) => ['campaign', '=', toBytes(campaign)] as const

const toRun = (row: Selectable<Tables['campaign_runs']>): Run => ({
  ...(row as Omit<Run, 'campaign'>),
  campaign: toId(row.campaign),
})

/** Campaigns of which a call began to go out after one instant and not after another, the latest first. */
export const callsBegun = async (tx: Tx, { after, to }: { after: Instant; to: Instant }): Promise<CampaignId[]> => {
  const rows = await tx
    .selectFrom('campaign_runs')
    .select('campaign')
    .where('purpose', '=', 'call')
    .where('state', 'in', ['filling', 'sending', 'done'])
    .where('began', '>', after)
    .where('began', '<=', to)
    .groupBy('campaign')
    .orderBy(eb => eb.fn.max('began'), 'desc')
    .execute()
  return rows.map(({ campaign }) => toId(campaign))
}
