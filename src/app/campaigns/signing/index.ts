/** Keys with which staff sign what goes out to many: made in their browsers, vouched for by who signs already. No passphrase comes here. */
import type { Staff } from '../../../domain/staff.ts'
import { makeSigner, rewrapOwn, type SignerFile } from './make-key.ts'
import { retireSigner } from './retire.ts'
import type { SigningRooms } from './rooms.ts'
import { ownSignerFile, seeSigners } from './see-signers.ts'
import { isSingle, switchSingle } from './switch-single.ts'
import { vouch } from './vouch.ts'

export type { SignerView, SigningView } from './see-signers.ts'

/** Bound to its rooms: what is left is who asks, and for what. */
type Bound<F> = F extends (rooms: SigningRooms, ...rest: infer Rest) => infer Answer ? (...rest: Rest) => Answer : never

export type Signing = {
  see: Bound<typeof seeSigners>
  ownFile: Bound<typeof ownSignerFile>
  make(staff: Staff, file: SignerFile): ReturnType<typeof makeSigner>
  changePassphrase: Bound<typeof rewrapOwn>
  vouch: Bound<typeof vouch>
  retire: Bound<typeof retireSigner>
  switchSingle: Bound<typeof switchSingle>
  isSingle: Bound<typeof isSingle>
}

export const createSigning = (rooms: SigningRooms): Signing => ({
  see: staff => seeSigners(rooms, staff),
  ownFile: staff => ownSignerFile(rooms, staff),
  make: (staff, file) => makeSigner(rooms, staff, file),
  changePassphrase: (staff, wrapped) => rewrapOwn(rooms, staff, wrapped),
  vouch: (staff, it) => vouch(rooms, staff, it),
  retire: (staff, id) => retireSigner(rooms, staff, id),
  switchSingle: (staff, on) => switchSingle(rooms, staff, on),
  isSingle: () => isSingle(rooms),
})
