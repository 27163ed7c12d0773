import { may } from '../../../domain/staff.ts'
import type { Tx } from '../../../store/index.ts'
import { type SealRooms, type Signer, sealedSigners } from '../../../store/signers.ts'
import { activeStaff } from '../../../store/staff.ts'

/** Who can sign now: a key that is active and sealed, of somebody who works here and has the right. One key for each person. */
export const ableSigners = async (tx: Tx, rooms: SealRooms): Promise<Signer[]> => {
  const staff = (await activeStaff(tx)).filter(it => it.demo === rooms.demo && may(it, 'campaign.sign'))
  const able = new Set(staff.map(({ id }) => id))
  const found: Signer[] = []
  for (const signer of await sealedSigners(tx, rooms))
    if (signer.state === 'active' && able.delete(signer.staff)) found.push(signer)
  return found
}
