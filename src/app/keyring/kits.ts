/** The recovery key, whose private half is on three sheets of paper: a new one is made in a browser, and ends the older one. */
import type { Staff } from '../../domain/staff.ts'
import type { Instant } from '../../kit/ids.ts'
import { no, ok, type Result } from '../../kit/result.ts'
import { canSealTo } from '../../privacy/box.ts'
import { addAudit } from '../../store/audit.ts'
import type { Tx } from '../../store/index.ts'
import { allKeys, countKits, insertHolder, type Key, type KeyState, retireHolder } from '../../store/keyholders.ts'
import { countMissing, lossWithout } from '../../store/wraps.ts'
import { utcDay } from '../intake.ts'
import type { KeyRooms } from './rooms.ts'

/** Kits are numbered as they are made, by their names: a day may see two. */
const numberOf = ({ name }: Pick<Key, 'name'>): number => Number(/\d+$/.exec(name)?.[0] ?? 1)

const kitsOf = async (tx: Tx, demo: boolean): Promise<Key[]> =>
  (await allKeys(tx)).filter(key => key.role === 'recovery' && key.demo === demo)

/**
 * A kit whose sheets are on paper. Nothing is sealed to it until a keyholder lets it in, so that who runs the server or manages
 * staff cannot make reports readable to themselves; only where there is no keyholder at all does it hold at once.
 */
export const makeKit = async (
  { store, sodium, world, changed }: KeyRooms,
  staff: Staff,
  publicKey: Uint8Array,
): Promise<Result<KeyState, 'form'>> => {
  if (!canSealTo(sodium, publicKey)) return no('form')
  const state = await store.tx(async tx => {
    const others = (await allKeys(tx)).filter(key => key.demo === staff.demo)
    // One that nobody has let in yet is given up.
    for (const kit of others) if (kit.role === 'recovery' && kit.state === 'waits') await retireHolder(tx, kit.id)
    const state: KeyState = others.some(key => key.state === 'active') ? 'waits' : 'active'
    const id = Buffer.from(world.random(16)).toString('base64url')
    const now = world.now()
    const name = `recovery ${(await countKits(tx)) + 1}`
    const row = { id, role: 'recovery', name, publicKey, demo: staff.demo, since: utcDay(now) } as const
    await insertHolder(tx, { ...row, drilled: null, wrapped: null, state })
    await addAudit(tx, { at: now, staff: staff.id, action: 'kit made', code: `${id} ${state}` })
    return state
  })
  changed()
  return ok(state)
}

/**
 * After a kit got access: every older one goes, with all its wraps, that opens nothing which would be left to nobody. In the
 * caller's transaction; after the commit the caller empties the journal.
 */
export const endOlderKits = async (tx: Tx, newer: Key, { by, now }: { by: Staff; now: Instant }): Promise<void> => {
  for (const older of await kitsOf(tx, newer.demo)) {
    if (numberOf(older) >= numberOf(newer) || older.state !== 'active') continue
    const others = (await allKeys(tx)).filter(key => key.id !== older.id && key.state === 'active').map(({ id }) => id)
    const missing = await countMissing(tx, { from: older.id, to: newer.id })
    if (missing > 0 || (await lossWithout(tx, older.id, others)).closedNone > 0) continue
    await retireHolder(tx, older.id)
    await addAudit(tx, { at: now, staff: by.id, action: 'kit ended', code: older.id })
  }
}
