import { may, type Staff } from '../../domain/staff.ts'
import type { Instant } from '../../kit/ids.ts'
import { no, ok, type Result } from '../../kit/result.ts'
import { addAudit } from '../../store/audit.ts'
import type { Tx } from '../../store/index.ts'
import { activeHolders, type Key, keyById, retireHolder } from '../../store/keyholders.ts'
import { ownKey } from '../../store/staff.ts'
import { type Loss, lossWithout } from '../../store/wraps.ts'
import { FEWEST, isTried } from '../intake.ts'
import type { KeyRooms } from './rooms.ts'

/** What a key takes with it. `closes`: too few are left for intake to be open. */
export type Leaving = Loss & { closes: boolean }
export type LeavingKey = Leaving & { key: Key }
/** `unread`: open reports would be left that nobody can read. `unconfirmed`: it costs something, and nobody said yes to that. */
export type RetireRefusal = 'nothing' | { why: 'unread' | 'unconfirmed'; leaving: LeavingKey }

/** What stands without this key. Only who has proved lately to open with their key counts as a reader that is left. */
const leavingOf = async (tx: Tx, key: Key, now: Instant): Promise<Leaving> => {
  const others = (await activeHolders(tx)).filter(
    it => it.id !== key.id && it.role === 'keyholder' && it.demo === key.demo,
  )
  const tried = others.filter(it => isTried(it, now)).map(({ id }) => id)
  return {
    ...(await lossWithout(tx, key.id, tried)),
    closes: key.role === 'keyholder' && key.state === 'active' && others.length < FEWEST,
  }
}

/** Takes every wrap and the file of the key away, in the caller's transaction. After the commit the caller empties the journal. */
export const retireIn = async (
  tx: Tx,
  { id, by, now, confirmed }: { id: string; by: Staff; now: Instant; confirmed: boolean },
): Promise<Result<null, RetireRefusal>> => {
  const key = await keyById(tx, id)
  if (!key) return no('nothing')
  const leaving = { ...(await leavingOf(tx, key, now)), key }
  const { openNone, openOne, closedNone, closes } = leaving
  if (openNone > 0) return no({ why: 'unread', leaving })
  if (!confirmed && (openOne > 0 || closedNone > 0 || closes)) return no({ why: 'unconfirmed', leaving })
  await retireHolder(tx, key.id)
  await addAudit(tx, { at: now, staff: by.id, action: 'key retired', code: key.id })
  return ok(null)
}

/** A key that one may retire: one's own, or any for who manages staff. The recovery key has a page of its own. */
const mine = async (tx: Tx, staff: Staff, id: string): Promise<Key | undefined> => {
  const key = await keyById(tx, id)
  if (key?.role !== 'keyholder' || key.demo !== staff.demo) return undefined
  return may(staff, 'staff.manage') || (await ownKey(tx, staff.id)) === key.id ? key : undefined
}

export const seeLeaving = ({ store, world }: KeyRooms, staff: Staff, id: string): Promise<LeavingKey | undefined> =>
  store.tx(async tx => {
    const key = await mine(tx, staff, id)
    return key && { ...(await leavingOf(tx, key, world.now())), key }
  })

export const retireKey = async (
  { store, world, changed }: KeyRooms,
  staff: Staff,
  { id, confirmed }: { id: string; confirmed: boolean },
): Promise<Result<null, RetireRefusal>> => {
  const done = await store.tx(async tx =>
    (await mine(tx, staff, id)) ? retireIn(tx, { id, by: staff, now: world.now(), confirmed }) : no('nothing' as const),
  )
  if (done.ok) {
    await store.checkpoint()
    changed()
  }
  return done
}
