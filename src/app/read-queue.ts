import { dayIn } from '../domain/deadlines.ts'
import type { Staff } from '../domain/staff.ts'
import { zoneOf } from '../domain/zones.ts'
import type { World } from '../kit/world.ts'
import { type ConcernRow, countOpen, queue } from '../store/concerns.ts'
import type { Store } from '../store/index.ts'
import { activeHolders } from '../store/keyholders.ts'
import { activeStaff } from '../store/staff.ts'

export type QueueReader = {
  queue(page: { limit: number; offset: number }): Promise<(ConcernRow & { readers: number })[]>
  /** Everybody who may work on it; demo staff only where everything is a demo. */
  staff(): Promise<Staff[]>
  counts(): Promise<{ open: number; urgent: number; dueToday: number; overdue: number }>
}

/** What staff see of the letterbox: coded fields and counts. No verb of this file can reach a word of content. */
export const createQueueReader = ({
  store,
  world,
  demo,
}: {
  store: Store
  world: World
  demo: boolean
}): QueueReader => ({
  staff: async () => (await store.tx(activeStaff)).filter(staff => staff.demo === demo),
  queue: page =>
    store.tx(async tx => {
      const readers = (await activeHolders(tx)).filter(({ role }) => role === 'keyholder')
      const rows = await queue(tx, page)
      return rows.map(row => ({ ...row, readers: readers.filter(({ demo }) => row.demo || !demo).length }))
    }),
  counts: () => store.tx(tx => countOpen(tx, dayIn(zoneOf(null), world.now()))),
})
