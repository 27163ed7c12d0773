import type { Staff } from '../../domain/staff.ts'
import type { ConcernId } from '../../kit/ids.ts'
import { no, ok } from '../../kit/result.ts'
import { caseCodes, moreUrgent, setCaseCodes, setUrgency } from '../../store/case-codes.ts'
import { entriesOf } from '../../store/case-entries.ts'
import { casesOf } from '../../store/clock.ts'
import { URGENCIES, type Urgency } from '../../store/concerns.ts'
import type { Tx } from '../../store/index.ts'
import type { Coded } from './index.ts'
import { type CodingRooms, onCase } from './rooms.ts'

/** Makes a case everybody's affair and at least urgent; taking it back restores how urgent it was. */
export const escalate = (rooms: CodingRooms, id: ConcernId, me: Staff, on: boolean): Promise<Coded> =>
  onCase(rooms, id, me, async ({ tx, row, day, write }) => {
    if (row.status === 'closed') return no('closed')
    if (((await caseCodes(tx, id)).escalated !== undefined) === on) return no('same')
    await setCaseCodes(tx, id, { escalated: on ? day : null })
    if (on) {
      await write(`escalated.${row.urgency}`)
      await setUrgency(tx, id, moreUrgent(row.urgency, 'urgent'))
      await rooms.tell?.(tx, 'escalated', await casesOf(tx, [id]))
    } else {
      const before = await urgencyBefore(tx, id)
      await write('calmed')
      if (before) await setUrgency(tx, id, before)
    }
    return ok(null)
  })

const urgencyBefore = async (tx: Tx, id: ConcernId): Promise<Urgency | undefined> => {
  const codes = (await entriesOf(tx, id)).map(({ code }) => code?.split('.') ?? [])
  const last = codes.findLast(([what]) => what === 'escalated')?.[1]
  return URGENCIES.find(it => it === last)
}
