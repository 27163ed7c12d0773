/**
 * What staff do on one case. Everything that is written comes in sealed by the browser and stays so; in clear stand coded
 * fields and who did what on which day.
 */
import type { Staff } from '../../domain/staff.ts'
import type { ConcernId } from '../../kit/ids.ts'
import type { Result } from '../../kit/result.ts'
import { type Change, changeStatus } from './change-status.ts'
import { type Opening, openCase, type SealedCase } from './open-case.ts'
import type { CaseRooms } from './rooms.ts'
import { type CaseView, seeCase } from './see-case.ts'
import { type Note, type Reply, writeNote, writeReply } from './write-entry.ts'

export { OUTCOMES, STATUSES } from '../../domain/cases.ts'
export { createReferralClock } from './ask-helped.ts'
export type { Change } from './change-status.ts'
export type { Opening, SealedCase } from './open-case.ts'
export type { CaseEvent, CaseView } from './see-case.ts'

/** `gone`: there is no such case (any more). `taken`: somebody wrote meanwhile. */
export type Written = Result<null, 'gone' | 'taken'>

export type Cases = {
  /** Coded fields and what was done on which day. */
  see(id: ConcernId): Promise<CaseView | undefined>
  /** What one keyholder's browser needs to open it; `no-key`: it is not sealed to this holder. */
  open(id: ConcernId, staff: Staff, how?: Opening): Promise<Result<SealedCase, 'gone' | 'no-key'>>
  note(id: ConcernId, staff: Staff, note: Note): Promise<Written>
  /** The person is told that there is news, if they asked for it. */
  reply(id: ConcernId, staff: Staff, reply: Reply): Promise<Written>
  change(id: ConcernId, staff: Staff, change: Change): Promise<Result<null, 'gone'>>
}

export const createCases = (rooms: CaseRooms): Cases => ({
  see: id => seeCase(rooms, id),
  open: (id, staff, how = 'read') => openCase(rooms, id, staff, how),
  note: (id, staff, note) => writeNote(rooms, id, staff, note),
  reply: (id, staff, reply) => writeReply(rooms, id, staff, reply),
  change: (id, staff, change) => changeStatus(rooms, id, staff, change),
})
