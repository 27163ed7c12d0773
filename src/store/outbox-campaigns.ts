/** What happens to many lines of a campaign at once: page by page, so that nobody waits behind a million of them. */
import type { State } from '../domain/campaigns/states.ts'
import type { CampaignId, Instant, LineId, PersonKey } from '../kit/ids.ts'
import { countBack, countById, type What } from './count-lines.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'
import type { LineState } from './outbox-line.ts'
import { BLANK, blanks, perRows } from './shapes.ts'

/** Absent `run`: of all runs. */
export type Some = { campaign: CampaignId; run?: number; limit: number }

/** Drops lines that are not on the wire, and counts them as `what`. Returns how many; fewer than `limit`: there are no more. */
export const dropLines = async (tx: Tx, what: Extract<What, 'dropped' | 'expired'>, some: Some): Promise<number> => {
  const ids = await page(tx, ['pending', 'paused', 'held', 'parked'], some)
  await countById(tx, what, ids.map(toId<LineId>))
  if (ids.length > 0) await tx.deleteFrom('outbox').where('id', 'in', ids).execute()
  return ids.length
}

/** Whose line was on the wire when the process died, and goes out again. */
export const interrupted = async (tx: Tx): Promise<PersonKey[]> => {
  const rows = tx.selectFrom('outbox').select('person').where('state', '=', 'sending').where('policy', '=', 'restart')
  return (await rows.where('campaign', 'is not', null).execute()).map(({ person }) => toId(person))
}

/** What may have arrived goes out once more. Returns how many lines; fewer than `limit`: there are no more. */
export const retryUnknown = async (tx: Tx, due: Instant, some: Some): Promise<number> => {
  const ids = await page(tx, ['unknown'], some)
  await countBack(tx, 'unknown', ids.map(toId<LineId>))
  const set = { state: 'pending', due, lease: 0, attempts: 0, code: null }
  if (ids.length > 0) await tx.updateTable('outbox').set(set).where('id', 'in', ids).execute()
  return ids.length
}

/** Sets lines aside until `wakeLines`, so that they cost nothing while their campaign rests. Returns how many. */
export const pauseLines = (tx: Tx, some: Some): Promise<number> => shift(tx, 'pending', 'paused', some)

/** Each at the time that it had. */
export const wakeLines = (tx: Tx, some: Some): Promise<number> => shift(tx, 'paused', 'pending', some)

/** Not before `due`. */
export const delayLines = async (tx: Tx, due: Instant, some: Some): Promise<number> => {
  const ids = await page(tx, ['pending'], some, due)
  if (ids.length > 0) await tx.updateTable('outbox').set({ due, lease: 0 }).where('id', 'in', ids).execute()
  return ids.length
}

const select = perRows<LineId, { id: Uint8Array }>(
  (tx, size) => tx.selectFrom('outbox').select('id').where('id', 'in', blanks(size, BLANK)),
  id => [toBytes(id)],
)

/** Which of these lines have not been removed. */
export const linesThere = async (tx: Tx, ids: LineId[]): Promise<Set<LineId>> =>
  new Set((await select(tx, ids)).map(({ id }) => toId<LineId>(id)))

/** Campaigns of which lines are set aside, with where they stand; undefined: there is none like that any more. */
export const pausedCampaigns = async (tx: Tx): Promise<{ campaign: CampaignId; state: State | undefined }[]> => {
  const rows = await tx
    .selectFrom('outbox')
    .leftJoin('campaigns', 'campaigns.id', 'outbox.campaign')
    .select(['outbox.campaign', 'campaigns.state'])
    .distinct()
    .where('outbox.campaign', 'is not', null)
    .where('outbox.state', '=', 'paused')
    .execute()
  return rows.flatMap(({ campaign, state }) =>
    campaign ? [{ campaign: toId<CampaignId>(campaign), state: (state ?? undefined) as State | undefined }] : [],
  )
}

const shift = async (tx: Tx, from: LineState, to: LineState, some: Some): Promise<number> => {
  const ids = await page(tx, [from], some)
  if (ids.length > 0) await tx.updateTable('outbox').set({ state: to, lease: 0 }).where('id', 'in', ids).execute()
  return ids.length
}

const page = async (
  tx: Tx,
  states: LineState[],
  { campaign, run, limit }: Some,
  before?: Instant,
): Promise<Uint8Array[]> => {
  let query = tx
    .selectFrom('outbox')
    .select('id')
    .where('campaign', '=', toBytes(campaign))
    .where('state', 'in', states)
    .limit(limit)
  if (run !== undefined) query = query.where('run', '=', run)
  if (before !== undefined) query = query.where('due', '<', before)
  return (await query.execute()).map(({ id }) => id)
}
