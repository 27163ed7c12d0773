import type { Staff } from '../../domain/staff.ts'
import type { ConcernId } from '../../kit/ids.ts'
import { no, ok } from '../../kit/result.ts'
import { caseCodes, duplicatesOf, setCaseCodes } from '../../store/case-codes.ts'
import { concernById } from '../../store/concerns.ts'
import type { Coded } from './index.ts'
import { type CodingRooms, onCase } from './rooms.ts'

/**
 * `itself`; `chain`: the other is a duplicate too, or this one has duplicates: all must point to one; `no-other`: there is no such
 * case.
 */
export type DuplicateRefusal = 'itself' | 'chain' | 'no-other'

/** The person behind each still waits for an answer: nothing else changes with it. */
export const markDuplicate = (rooms: CodingRooms, id: ConcernId, me: Staff, of: ConcernId): Promise<Coded> =>
  onCase(rooms, id, me, async ({ tx, write }) => {
    if (of === id) return no('itself')
    const other = await concernById(tx, of)
    if (!other) return no('no-other')
    if ((await caseCodes(tx, id)).duplicateOf === of) return no('same')
    const chained = (await caseCodes(tx, of)).duplicateOf !== undefined || (await duplicatesOf(tx, id)).length > 0
    if (chained) return no('chain')
    await setCaseCodes(tx, id, { duplicateOf: of })
    // Which one stands beside the case, not in the event: the other may be erased, and leaves no trace then.
    await write('duplicate')
    return ok(null)
  })

export const undoDuplicate = (rooms: CodingRooms, id: ConcernId, me: Staff): Promise<Coded> =>
  onCase(rooms, id, me, async ({ tx, write }) => {
    if ((await caseCodes(tx, id)).duplicateOf === undefined) return no('same')
    await setCaseCodes(tx, id, { duplicateOf: null })
    await write('no-duplicate')
    return ok(null)
  })
