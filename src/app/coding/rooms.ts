import { dayIn } from '../../domain/deadlines.ts'
import type { Staff } from '../../domain/staff.ts'
import { zoneOf } from '../../domain/zones.ts'
import type { ConcernId } from '../../kit/ids.ts'
import { no } from '../../kit/result.ts'
import type { World } from '../../kit/world.ts'
import { acknowledge } from '../../store/case-status.ts'
import { addEvent } from '../../store/case-work.ts'
import { type ConcernRow, concernById } from '../../store/concerns.ts'
import type { Store, Tx } from '../../store/index.ts'
import type { Changes } from '../changes.ts'
import type { Directory } from '../directory.ts'
import type { TellStaff } from '../tell-staff.ts'
import type { Coded } from './index.ts'

export type CodingRooms = {
  store: Store
  world: World
  demo: boolean
  changes: Changes
  directory: Pick<Directory, 'categoryOf' | 'objectives'>
  /** Leaves word for staff. */
  tell?: TellStaff | undefined
}

/** What a change has in hand. `write`: a coded event of the case, by whoever does it, today. */
export type CodingTurn = { tx: Tx; row: ConcernRow; day: string; write(code: string): Promise<void> }

/** One change to one case, in one transaction. Whoever changes it has taken it up. */
export const onCase = (
  { store, world }: Pick<CodingRooms, 'store' | 'world'>,
  id: ConcernId,
  me: Staff,
  change: (turn: CodingTurn) => Promise<Coded>,
): Promise<Coded> =>
  store.tx(async tx => {
    const row = await concernById(tx, id)
    if (!row) return no('gone')
    const day = dayIn(zoneOf(row.area), world.now())
    const write = (code: string) => addEvent(tx, { concern: id, staff: me.id, day }, code)
    const done = await change({ tx, row, day, write })
    if (done.ok) await acknowledge(tx, id, day)
    return done
  })
