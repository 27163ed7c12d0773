import { deadlineDay, patienceOf } from '../../domain/deadlines.ts'
import type { Staff } from '../../domain/staff.ts'
import type { ConcernId } from '../../kit/ids.ts'
import { no, ok } from '../../kit/result.ts'
import { caseCodes, moreUrgent, setCaseCodes, setCategory, setUrgency } from '../../store/case-codes.ts'
import { setDeadline } from '../../store/case-status.ts'
import { loadPromises } from '../../store/deadlines.ts'
import type { Coded } from './index.ts'
import { type CodingRooms, onCase } from './rooms.ts'

/**
 * Another category: as urgent as it was or more, answered on the promised day or before it, never later. Objectives that were only
 * those of the category before are suggested anew.
 */
export const changeCategory = (rooms: CodingRooms, id: ConcernId, me: Staff, category: string): Promise<Coded> =>
  onCase(rooms, id, me, async ({ tx, row, write }) => {
    const { directory, world } = rooms
    const to = directory.categoryOf(category)
    if (!to) return no('unknown')
    if (row.category === category) return no('same')
    const urgency = moreUrgent(row.urgency, to.urgency)
    const patience = patienceOf({ category, urgency }, await loadPromises(tx))
    const deadline = deadlineDay({ now: world.now(), area: row.area, patience })
    await setCategory(tx, id, category)
    if (urgency !== row.urgency) await setUrgency(tx, id, urgency)
    // What was answered already is not due again.
    if (deadline < row.deadline && row.status !== 'closed') await setDeadline(tx, id, deadline)
    const chosen = (await caseCodes(tx, id)).objectives
    const before = directory.categoryOf(row.category)?.objectives ?? []
    if (chosen && chosen.join() === before.toSorted((a, b) => a - b).join())
      await setCaseCodes(tx, id, { objectives: null })
    await write(`category.${row.category}.${category}`)
    return ok(null)
  })
