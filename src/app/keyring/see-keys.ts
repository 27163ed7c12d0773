import { type Drill, drillOf } from '../../domain/drill.ts'
import type { Staff } from '../../domain/staff.ts'
import { fingerprint } from '../../privacy/fingerprint.ts'
import { countOpen } from '../../store/concerns.ts'
import { activeHolders, allKeys, type Key, wrappedKey } from '../../store/keyholders.ts'
import { ownKey } from '../../store/staff.ts'
import { countReadable } from '../../store/wraps.ts'
import { type Closed, closedBy, utcDay } from '../intake.ts'
import type { KeyRooms } from './rooms.ts'

/** `reads`: how many of the open reports are sealed to it. */
export type KeyView = Key & { reads: number; drill: Drill }
/** `fingerprint`: as it stands on its sheets. */
export type KitView = KeyView & { fingerprint: string }
export type KeysView = {
  keys: KeyView[]
  /** The recovery key on paper; two may hold at once, until the newer one opens all that the older one does. */
  kits: KitView[]
  /** How many reports are open. */
  open: number
  /** One's own, also while it waits. */
  mine: string | undefined
  /** Why intake is closed. */
  closed: Closed | undefined
}

/** All keys of today, one's own among them. */
export const seeKeys = ({ store, sodium, world }: KeyRooms, staff: Staff): Promise<KeysView> =>
  store.tx(async tx => {
    const all = (await allKeys(tx)).filter(({ demo }) => demo === staff.demo)
    const readable = await countReadable(tx)
    const today = utcDay(world.now())
    const views = all.map(key => ({ ...key, reads: readable.get(key.id) ?? 0, drill: drillOf(key.drilled, today) }))
    const active = (await activeHolders(tx)).filter(({ demo }) => demo === staff.demo)
    return {
      keys: views.filter(({ role }) => role === 'keyholder'),
      kits: views
        .filter(({ role }) => role === 'recovery')
        .map(key => ({ ...key, fingerprint: fingerprint(sodium, key.publicKey) })),
      open: await countOpen(tx, staff.demo),
      mine: await ownKey(tx, staff.id),
      closed: closedBy(active, world.now()),
    }
  })

/** One's own key as it lies here, for one's own browser. */
export const ownFile = ({ store }: KeyRooms, staff: Staff): Promise<{ id: string; wrapped: Uint8Array } | undefined> =>
  store.tx(async tx => {
    const id = await ownKey(tx, staff.id)
    const wrapped = id && (await wrappedKey(tx, id))
    return id && wrapped ? { id, wrapped } : undefined
  })

/** One's own proof, to be reminded of; `undefined`: holds no key, or there is nothing to prove. */
export const ownDrill = ({ store, world }: KeyRooms, staff: Staff): Promise<Drill | undefined> =>
  store.tx(async tx => {
    const id = await ownKey(tx, staff.id)
    const key = (await allKeys(tx)).find(it => it.id === id)
    return key && !key.demo ? drillOf(key.drilled, utcDay(world.now())) : undefined
  })
