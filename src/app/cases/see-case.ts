import type { ConcernId, StaffId } from '../../kit/ids.ts'
import { type Entry, entriesOf } from '../../store/case-entries.ts'
import { type ConcernRow, concernById } from '../../store/concerns.ts'
import type { Tx } from '../../store/index.ts'
import { activeStaff } from '../../store/staff.ts'
import { countReaders } from '../../store/wraps.ts'
import type { CaseRooms } from './rooms.ts'

/** `who`: the name of the one of the staff who did it, `to`: of whom it was given to; `undefined`: the person, the clock, or somebody who has left. */
export type CaseEvent = Pick<Entry, 'number' | 'kind' | 'day' | 'code' | 'seen'> & {
  who: string | undefined
  to: string | undefined
  byStaff: boolean
}

export type CaseView = ConcernRow & { readers: number; events: CaseEvent[] }

/** What stands in clear about a case. No verb of this file can reach a word of content. */
export const seeCase = ({ store }: CaseRooms, id: ConcernId): Promise<CaseView | undefined> =>
  store.tx(async tx => {
    const row = await concernById(tx, id)
    if (!row) return undefined
    const events = (await withNames(tx, await entriesOf(tx, id))).map(({ body: _, mail: __, ...event }) => event)
    return { ...row, readers: (await countReaders(tx, [id])).get(id) ?? 0, events }
  })

export const withNames = async (tx: Tx, entries: Entry[]): Promise<(Entry & CaseEvent)[]> => {
  const names = new Map((await activeStaff(tx)).map(({ id, name }) => [id, name]))
  return entries.map(entry => ({
    ...entry,
    who: entry.staff && names.get(entry.staff),
    to: names.get(entry.code?.split('.')[1] as StaffId),
    byStaff: entry.staff !== undefined,
  }))
}
