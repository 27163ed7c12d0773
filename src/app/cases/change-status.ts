import type { CaseOutcome, STATUSES } from '../../domain/cases.ts'
import { dayIn } from '../../domain/deadlines.ts'
import type { Staff } from '../../domain/staff.ts'
import { zoneOf } from '../../domain/zones.ts'
import type { ConcernId } from '../../kit/ids.ts'
import { no, ok, type Result } from '../../kit/result.ts'
import { addEntry, nextEntry } from '../../store/case-entries.ts'
import { setStatus } from '../../store/case-status.ts'
import { concernById } from '../../store/concerns.ts'
import { promiseAnew } from './promise-anew.ts'
import type { CaseRooms } from './rooms.ts'

/** Closing takes an outcome; setting any status opens a closed case again. */
export type Change = { status: (typeof STATUSES)[number] } | { status: 'closed'; outcome: CaseOutcome }

export const codeOfChange = (change: Change): string =>
  change.status === 'closed' ? `closed.${change.outcome}` : `status.${change.status}`

/** The person sees the new status when they ask; only words of their own are worth a notice. */
export const changeStatus = async (
  { store, world, changed }: CaseRooms,
  id: ConcernId,
  staff: Staff,
  change: Change,
): Promise<Result<null, 'gone'>> => {
  const done = await store.tx(async (tx): Promise<Result<null, 'gone'>> => {
    const concern = await concernById(tx, id)
    if (!concern) return no('gone')
    const day = dayIn(zoneOf(concern.area), world.now())
    const number = await nextEntry(tx, id)
    await addEntry(tx, id, { number, kind: 'event', staff: staff.id, day, code: codeOfChange(change) })
    if (concern.status === 'closed' && change.status !== 'closed') await promiseAnew(tx, concern, world.now(), staff.id)
    await setStatus(tx, id, { ...change, day, byStaff: true })
    return ok(null)
  })
  if (done.ok) changed()
  return done
}
