/**
 * The life of keyholders' keys: made in their browsers, let in by another keyholder, proved every 45 days, retired. No verb here
 * gets a passphrase or an opened private key.
 */
import type { Drill } from '../../domain/drill.ts'
import type { Staff } from '../../domain/staff.ts'
import { createDrill, type Drilling } from './drill.ts'
import { giveAccess, missingAccess } from './give-access.ts'
import { makeKit } from './kits.ts'
import { changePassphrase, type KeyFile, makeKey } from './make-key.ts'
import { retireKey, seeLeaving } from './retire-key.ts'
import type { KeyRooms } from './rooms.ts'
import { ownDrill, ownFile, seeKeys } from './see-keys.ts'

export type { Drill } from '../../domain/drill.ts'
export { PORTION } from './give-access.ts'
export type { Leaving, LeavingKey } from './retire-key.ts'
export type { KeysView, KeyView, KitView } from './see-keys.ts'

/** Bound to its rooms: what is left is who asks, and for what. */
type Bound<F> = F extends (rooms: KeyRooms, ...rest: infer Rest) => infer Answer ? (...rest: Rest) => Answer : never

export type Keyring = Drilling & {
  see: Bound<typeof seeKeys>
  ownFile: Bound<typeof ownFile>
  ownDrill(staff: Staff): Promise<Drill | undefined>
  make(staff: Staff, file: KeyFile): ReturnType<typeof makeKey>
  changePassphrase: Bound<typeof changePassphrase>
  missing: Bound<typeof missingAccess>
  give: Bound<typeof giveAccess>
  leaving: Bound<typeof seeLeaving>
  retire: Bound<typeof retireKey>
  makeKit: Bound<typeof makeKit>
}

export const createKeyring = (rooms: KeyRooms): Keyring => ({
  ...createDrill(rooms),
  see: staff => seeKeys(rooms, staff),
  ownFile: staff => ownFile(rooms, staff),
  ownDrill: staff => ownDrill(rooms, staff),
  make: (staff, file) => makeKey(rooms, staff, file),
  changePassphrase: (staff, wrapped) => changePassphrase(rooms, staff, wrapped),
  missing: (staff, giving) => missingAccess(rooms, staff, giving),
  give: (staff, giving) => giveAccess(rooms, staff, giving),
  leaving: (staff, id) => seeLeaving(rooms, staff, id),
  retire: (staff, it) => retireKey(rooms, staff, it),
  makeKit: (staff, publicKey) => makeKit(rooms, staff, publicKey),
})
