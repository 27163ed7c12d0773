import {
  erasureBound,
  erasureDay,
  isRetention,
  KEPT_STATUSES,
  type RetentionDays,
  retentionWith,
} from '../../domain/retention.ts'
import type { Staff } from '../../domain/staff.ts'
import type { ConcernId } from '../../kit/ids.ts'
import type { World } from '../../kit/world.ts'
import { addAudit } from '../../store/audit.ts'
import { concernById } from '../../store/concerns.ts'
import { countDueForErasure, standsSince } from '../../store/expiry.ts'
import type { Store } from '../../store/index.ts'
import { loadRetention, saveRetention } from '../../store/retention.ts'
import { queueDay } from '../read-queue.ts'

export { FEWEST_DAYS, KEPT_STATUSES, MOST_DAYS, type RetentionDays } from '../../domain/retention.ts'

/** How long cases are kept. */
export type Keeping = {
  /** By status; 0: never erased. `due`: how many the next run erases. */
  see(): Promise<{ days: RetentionDays; due: number }>
  /** False: a number is none, or out of bounds; nothing is changed then. */
  save(me: Staff, days: ReadonlyMap<string, number>): Promise<boolean>
  /** The day on which a case is erased if nothing happens to it until then. */
  erasedOn(id: ConcernId): Promise<string | undefined>
}

export const createKeeping = ({ store, world }: { store: Store; world: World }): Keeping => ({
  see: () =>
    store.tx(async tx => {
      const days = retentionWith(await loadRetention(tx))
      const today = queueDay(world.now())
      let due = 0
      for (const [status, kept] of days)
        if (kept > 0) due += await countDueForErasure(tx, status, erasureBound(today, kept))
      return { days, due }
    }),
  save: (me, days) =>
    store.tx(async tx => {
      const known = new Set<string>(KEPT_STATUSES)
      if ([...days].some(([status, count]) => !known.has(status) || !isRetention(count))) return false
      const before = retentionWith(await loadRetention(tx))
      for (const [status, count] of days) {
        if (before.get(status) === count) continue
        await saveRetention(tx, status, count)
        await addAudit(tx, { at: world.now(), staff: me.id, action: 'retention set', code: `${status} ${count}` })
      }
      return true
    }),
  erasedOn: id =>
    store.tx(async tx => {
      const row = await concernById(tx, id)
      return row && erasureDay({ ...row, since: await standsSince(tx, id) }, retentionWith(await loadRetention(tx)))
    }),
})
