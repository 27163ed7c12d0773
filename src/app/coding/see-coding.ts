import type { Objective } from '../../domain/objectives.ts'
import type { Staff } from '../../domain/staff.ts'
import type { ConcernId, StaffId } from '../../kit/ids.ts'
import { type CaseCodes, caseCodes, duplicatesOf } from '../../store/case-codes.ts'
import { casesOf, type ToldCase } from '../../store/clock.ts'
import { concernById } from '../../store/concerns.ts'
import { allDemands, type Demand } from '../../store/demands.ts'
import { alikeTo } from '../../store/queue.ts'
import { activeStaff } from '../../store/staff.ts'
import { mayHold } from '../read-queue.ts'
import type { CodingRooms } from './rooms.ts'

/** Another case, by what stands in clear. */
export type Alike = Pick<ToldCase, 'id' | 'category' | 'week' | 'deadline' | 'urgency'>

export type CodingView = CaseCodes & {
  id: ConcernId
  status: string
  category: string
  /** Whose it is; without a name: somebody who has left. */
  assignee: { id: StaffId; name: string | undefined } | undefined
  colleagues: Staff[]
  original: Alike | undefined
  duplicates: Alike[]
  /** Open ones of the same category and area, the newest first. */
  alike: Alike[]
  /** Those of the category. */
  suggested: number[]
  all: readonly Objective[]
  demands: Demand[]
}

const FEW = 30

export const seeCoding = ({ store, demo, directory }: CodingRooms, id: ConcernId): Promise<CodingView | undefined> =>
  store.tx(async tx => {
    const row = await concernById(tx, id)
    const [self] = row ? await casesOf(tx, [id]) : []
    if (!row || !self) return undefined
    const staff = await activeStaff(tx)
    const codes = await caseCodes(tx, id)
    const duplicates = await duplicatesOf(tx, id)
    return {
      ...codes,
      id,
      status: row.status,
      category: row.category,
      assignee: self.assignee && { id: self.assignee, name: staff.find(it => it.id === self.assignee)?.name },
      colleagues: staff.filter(it => it.demo === demo && mayHold(it)),
      original: codes.duplicateOf && (await casesOf(tx, [codes.duplicateOf]))[0],
      duplicates: await casesOf(tx, duplicates),
      alike: await casesOf(tx, await alikeTo(tx, row, FEW)),
      suggested: directory.categoryOf(row.category)?.objectives.toSorted((a, b) => a - b) ?? [],
      all: directory.objectives,
      demands: await allDemands(tx),
    }
  })
