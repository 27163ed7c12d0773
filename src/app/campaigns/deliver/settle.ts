import type { CampaignId, Instant, LineId } from '../../../kit/ids.ts'
import type { Tx } from '../../../store/index.ts'
import type { Finish } from '../../../store/outbox.ts'
import { delayLines, dropLines, pauseLines } from '../../../store/outbox-campaigns.ts'
import type { Review } from './review.ts'

/** So many lines of a run are settled along with those that were looked at. */
const PAGE = 500
/** Signed but not yet to go: looked at again so late at the earliest. */
const HOLD_MS = 60_000
/** It waits for people to sign: each look writes a row for everybody whom it has not reached. */
const SIGN_MS = 15 * 60_000
const STOPPED_MS = 1000

/**
 * What becomes of lines that may not go: those that were claimed, and with them a page of all others of their run, so that a run of many
 * is out of the way after few looks. `more`: the page was full.
 */
export const refuseRun = async (
  tx: Tx,
  { id: campaign, run }: { id: CampaignId; run: number },
  claimed: { id: LineId }[],
  { why, from }: Extract<Review, { ok: false }>,
  now: Instant,
): Promise<{ finishes: Finish[]; more: boolean }> => {
  const some = { campaign, run, limit: PAGE }
  const all = (finish: (id: LineId) => Finish, n = 0) => ({
    finishes: claimed.map(it => finish(it.id)),
    more: n === PAGE,
  })
  // The claimed ones are pending still, so they are among those of the page or are settled by what is returned; never twice.
  if (why === 'stopped') return all(id => ({ id, done: 'later', due: now + STOPPED_MS }))
  if (why === 'paused') return all(id => ({ id, done: 'paused' }), await pauseLines(tx, some))
  if (why === 'hold') {
    const due = from === undefined ? now + SIGN_MS : Math.max(from, now + HOLD_MS)
    return all(id => ({ id, done: 'later', due }), await delayLines(tx, due, some))
  }
  const what = why === 'expired' ? 'expired' : 'dropped'
  return all(id => ({ id, done: 'dropped', count: what }), await dropLines(tx, what, some))
}
