import { dayIn, patienceOf, renewedDay } from '../../domain/deadlines.ts'
import { zoneOf } from '../../domain/zones.ts'
import type { Instant, StaffId } from '../../kit/ids.ts'
import { addEntry, nextEntry } from '../../store/case-entries.ts'
import { setDeadline } from '../../store/case-status.ts'
import type { ConcernRow } from '../../store/concerns.ts'
import { loadPromises } from '../../store/deadlines.ts'
import type { Tx } from '../../store/index.ts'

/**
 * There is something to answer again: promises a day anew where the one of before was kept or is over. Call it before the status
 * changes. `staff`: who opened it again; `undefined`: the person wrote.
 */
export const promiseAnew = async (tx: Tx, row: ConcernRow, now: Instant, staff?: StaffId): Promise<void> => {
  const deadline = renewedDay(row, now, patienceOf(row, await loadPromises(tx)))
  if (!deadline || deadline === row.deadline) return
  await setDeadline(tx, row.id, deadline)
  const day = dayIn(zoneOf(row.area), now)
  await addEntry(tx, row.id, {
    number: await nextEntry(tx, row.id),
    kind: 'event',
    staff,
    day,
    code: `promised.${deadline}`,
  })
}
