import type { CampaignId, Instant } from '../../../kit/ids.ts'
import { runsOf } from '../../../store/campaign-runs.ts'
import { endedWithActions } from '../../../store/campaigns.ts'
import type { Tx } from '../../../store/index.ts'
import { forgetActors } from '../acts/forget.ts'
import { endOf } from './end.ts'
import type { RunRooms } from './rooms.ts'

/** For so long who took part can still be told what came of it. */
const KEPT_MS = 90 * 24 * 3_600_000

/**
 * Of a campaign that has ended and whose result was told, or that ended long ago, who took part is forgotten; only the tallies stay. Returns of
 * how many campaigns.
 */
export const forgetActorsOfEnded = async ({ store, hold }: RunRooms, now: Instant): Promise<number> => {
  // What the operator has not said yes to may be put back.
  if (hold()) return 0
  let count = 0
  for (const { id } of await store.tx(endedWithActions)) {
    await store.tx(async tx => {
      if (!(await isDue(tx, id, now))) return
      const gone = await forgetActors(tx, id)
      if (gone.length > 0) await store.shred.erase(gone)
      count++
    })
  }
  if (count > 0) await store.checkpoint()
  return count
}

const isDue = async (tx: Tx, id: CampaignId, now: Instant): Promise<boolean> => {
  const results = (await runsOf(tx, id)).filter(({ purpose, state }) => purpose === 'result' && state !== 'cancelled')
  if (results.some(({ state }) => state !== 'done')) return false
  const end = await endOf(tx, { id })
  return results.length > 0 || end === undefined || now >= end + KEPT_MS
}
