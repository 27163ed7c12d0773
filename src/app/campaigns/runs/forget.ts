import { OVER } from '../../../domain/campaigns/states.ts'
import type { CampaignId, Instant } from '../../../kit/ids.ts'
import { type Campaign, endedWithActions } from '../../../store/campaigns/index.ts'
import { runsOf } from '../../../store/campaigns/runs.ts'
import type { Tx } from '../../../store/index.ts'
import { finishErasures } from '../../erase-case.ts'
import { forgetActors } from '../acts/forget.ts'
import { endOfCampaign } from './end.ts'
import type { RunRooms } from './rooms.ts'

/** For so long who took part can still be told what came of it. */
const KEPT_MS = 90 * 24 * 3_600_000

/**
 * Of a campaign that has ended and whose result was told, or that ended long ago, who took part is forgotten with all that they wrote; only
 * the tallies stay, and the lines that were let pass for everybody. Returns of how many campaigns.
 */
export const forgetActorsOfEnded = async (rooms: RunRooms, now: Instant): Promise<number> => {
  const { store, hold } = rooms
  // What the operator has not said yes to may be put back.
  if (hold()) return 0
  let count = 0
  for (const { id } of await store.tx(tx => endedWithActions(tx, OVER))) {
    if (!(await store.tx(tx => isDue(tx, id, now)))) continue
    await forgetActors(rooms, id)
    count++
  }
  if (count > 0) await finishErasures(store, now)
  return count
}

/** Whether a campaign is over and done, so that what people wrote for it goes now: nobody judges it any more. */
export const isDone = async (tx: Tx, { id, state }: Campaign, now: Instant): Promise<boolean> =>
  OVER.includes(state) && (await isDue(tx, id, now))

const isDue = async (tx: Tx, id: CampaignId, now: Instant): Promise<boolean> => {
  const results = (await runsOf(tx, id)).filter(({ purpose, state }) => purpose === 'result' && state !== 'cancelled')
  if (results.some(({ state }) => state !== 'done')) return false
  const end = await endOfCampaign(tx, { id })
  return results.length > 0 || end === undefined || now >= end + KEPT_MS
}
