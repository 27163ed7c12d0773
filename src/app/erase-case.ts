/** Erasing a case for good: the one place, for whoever wants it gone and for what was kept long enough. */
import type { ConcernId, Instant } from '../kit/ids.ts'
import { clearDuplicatesOf } from '../store/case-codes.ts'
import { concernById, eraseConcern } from '../store/concerns.ts'
import type { Store, Tx } from '../store/index.ts'
import { removeNoticeOfConcern } from '../store/notices.ts'
import { count } from '../store/tallies.ts'

const DAY = 86_400_000

/** Why a case was erased: all that is left of it is one more of these. */
export type Erasure = 'concern.withdrawn' | 'concern.expired'

/**
 * All rows of a case: notice, parts, wraps, entries, referrals, quotes. First its half of the key must be erased in its file
 * (`store.shred.erase`): from then on no copy of the database can open it. A crash between the two is made good by `finishErasures`.
 * @returns whether a case was there; words for a campaign go too, and are counted nowhere.
 */
export const eraseCase = async (tx: Tx, id: ConcernId, why: Erasure, now: Instant): Promise<boolean> => {
  await removeNoticeOfConcern(tx, id)
  await clearDuplicatesOf(tx, id)
  const isCase = (await concernById(tx, id)) !== undefined
  if (!(await eraseConcern(tx, id)) || !isCase) return false
  await count(tx, new Date(now - (now % DAY)).toISOString().slice(0, 10), new Map([[why, 1]]))
  return true
}

/** Erases what a crash left between the two files, then empties both journals. At the start, after each erasure, and daily. */
export const finishErasures = async (store: Store, now: Instant): Promise<number> => {
  const begun = await store.shred.begun()
  let late = 0
  for (const id of begun) if (await store.tx(tx => eraseCase(tx, id, 'concern.withdrawn', now))) late++
  if (begun.length > 0) await store.shred.finish(begun)
  await store.checkpoint()
  return late
}
