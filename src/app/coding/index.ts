/**
 * What staff add to a case in codes: what it is a duplicate of, that it is everybody's, another category, objectives and a demand.
 * Each is an event of the case. No verb here can reach a word of content.
 */
import type { Staff } from '../../domain/staff.ts'
import type { ConcernId } from '../../kit/ids.ts'
import type { Result } from '../../kit/result.ts'
import { changeCategory } from './change-category.ts'
import { type DemandChoice, setDemand } from './demand.ts'
import { type DuplicateRefusal, markDuplicate, undoDuplicate } from './duplicate.ts'
import { escalate } from './escalate.ts'
import { setObjectives } from './objectives.ts'
import type { CodingRooms } from './rooms.ts'
import { type CodingView, seeCoding } from './see-coding.ts'

export type { CodingView } from './see-coding.ts'

/** `same`: it stands so already; `unknown`: a code that nobody knows; `empty`: nothing was written or chosen. */
export type CodingRefusal = 'gone' | 'closed' | 'same' | 'unknown' | 'empty' | DuplicateRefusal
export type Coded = Result<null, CodingRefusal>

export type Coding = {
  /** What the forms of a case need; `undefined`: there is no such case. */
  see(id: ConcernId): Promise<CodingView | undefined>
  duplicate(id: ConcernId, me: Staff, of: ConcernId): Promise<Coded>
  undoDuplicate(id: ConcernId, me: Staff): Promise<Coded>
  /** Makes it urgent for everybody, or takes that back. */
  escalate(id: ConcernId, me: Staff, on: boolean): Promise<Coded>
  category(id: ConcernId, me: Staff, category: string): Promise<Coded>
  /** Empty: none fits. */
  objectives(id: ConcernId, me: Staff, numbers: readonly number[]): Promise<Coded>
  demand(id: ConcernId, me: Staff, choice: DemandChoice): Promise<Coded>
}

export const createCoding = (rooms: CodingRooms): Coding => {
  const heard = async (done: Promise<Coded>): Promise<Coded> => {
    if ((await done).ok) rooms.changes.tell()
    return done
  }
  return {
    see: id => seeCoding(rooms, id),
    duplicate: (id, me, of) => heard(markDuplicate(rooms, id, me, of)),
    undoDuplicate: (id, me) => heard(undoDuplicate(rooms, id, me)),
    escalate: (id, me, on) => heard(escalate(rooms, id, me, on)),
    category: (id, me, category) => heard(changeCategory(rooms, id, me, category)),
    objectives: (id, me, numbers) => heard(setObjectives(rooms, id, me, numbers)),
    demand: (id, me, choice) => heard(setDemand(rooms, id, me, choice)),
  }
}
