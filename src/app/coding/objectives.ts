import type { Staff } from '../../domain/staff.ts'
import type { ConcernId } from '../../kit/ids.ts'
import { no, ok } from '../../kit/result.ts'
import { caseCodes, setCaseCodes } from '../../store/case-codes.ts'
import type { Coded } from './index.ts'
import { type CodingRooms, onCase } from './rooms.ts'

/** Which of the objectives of the Global Compact a case is evidence for; none is an answer too. */
export const setObjectives = (
  rooms: CodingRooms,
  id: ConcernId,
  me: Staff,
  numbers: readonly number[],
): Promise<Coded> =>
  onCase(rooms, id, me, async ({ tx, write }) => {
    const known = new Set(rooms.directory.objectives.map(({ number }) => number))
    if (numbers.some(number => !known.has(number))) return no('unknown')
    const objectives = [...new Set(numbers)].toSorted((a, b) => a - b)
    if ((await caseCodes(tx, id)).objectives?.join() === objectives.join()) return no('same')
    await setCaseCodes(tx, id, { objectives })
    await write(`objectives.${objectives.join('-') || 'none'}`)
    return ok(null)
  })
