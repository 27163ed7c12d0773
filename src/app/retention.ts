import { erasureBound, retentionWith } from '../domain/retention.ts'
import type { Instant } from '../kit/ids.ts'
import { dueForErasure } from '../store/expiry.ts'
import type { Store } from '../store/index.ts'
import { loadRetention } from '../store/retention.ts'
import type { Changes } from './changes.ts'
import { eraseCase, finishErasures } from './erase-case.ts'
import { queueDay } from './read-queue.ts'

/** What is erased in one go: others wait for no more than that. */
const PORTION = 200

export type Retention = {
  /** Erases all that was kept as long as the group has set. May run as often as one likes; a crash in it loses nothing. */
  eraseDue(now: Instant): Promise<number>
}

export const createRetention = ({ store, changes }: { store: Store; changes: Changes }): Retention => ({
  async eraseDue(now) {
    const today = queueDay(now)
    let total = 0
    for (const [status, days] of retentionWith(await store.tx(loadRetention))) {
      if (days === 0) continue
      for (;;) {
        const ids = await store.tx(tx => dueForErasure(tx, status, erasureBound(today, days), PORTION))
        if (ids.length === 0) break
        // First the halves: from here on no copy of the database opens them, whatever happens next.
        await store.shred.erase(ids)
        await store.tx(async tx => {
          for (const id of ids) await eraseCase(tx, id, 'concern.expired', now)
        })
        total += ids.length
      }
    }
    total += await finishErasures(store, now)
    if (total > 0) changes.tell()
    return total
  },
})
