import { may, type Staff } from '../../../domain/staff.ts'
import { fingerprint } from '../../../privacy/fingerprint.ts'
import { type Signer, sealedSigners, signerFile } from '../../../store/signers.ts'
import { staffNames } from '../../../store/staff.ts'
import { ableSigners } from './able-signers.ts'
import { ownSigner } from './own-signer.ts'
import type { SigningRooms } from './rooms.ts'
import { singleOf } from './single.ts'

/** `name`: whose it is. `fingerprint`: to be read out to each other. `retires`: whoever looks may retire it. */
export type SignerView = Signer & { name: string; fingerprint: string; retires: boolean }
export type SigningView = {
  instance: string
  signers: SignerView[]
  /** One's own, also while it waits. */
  mine: Signer | undefined
  /** How many can sign now. */
  able: number
  single: boolean
}

/** Those of today and those who wait. */
export const seeSigners = (rooms: SigningRooms, staff: Staff): Promise<SigningView> =>
  rooms.store.tx(async tx => {
    const names = await staffNames(tx)
    const able = await ableSigners(tx, rooms)
    const signers = (await sealedSigners(tx, rooms)).filter(({ state }) => state !== 'retired')
    return {
      instance: rooms.store.instance,
      signers: signers.map(it => ({
        ...it,
        name: names.get(it.staff) ?? '',
        fingerprint: fingerprint(rooms.sodium, it.publicKey),
        retires: it.staff === staff.id || may(staff, 'staff.manage'),
      })),
      mine: signers.find(it => it.staff === staff.id),
      able: able.length,
      single: (await singleOf(tx, rooms, able)) !== undefined,
    }
  })

/** One's own key as it lies here, for one's own browser. */
export const ownSignerFile = (rooms: SigningRooms, staff: Staff): Promise<Uint8Array | undefined> =>
  rooms.store.tx(async tx => {
    const own = await ownSigner(tx, rooms, staff.id)
    return own && signerFile(tx, own.id)
  })
