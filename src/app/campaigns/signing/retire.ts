import { may, type Staff } from '../../../domain/staff.ts'
import type { Instant, StaffId } from '../../../kit/ids.ts'
import { no, ok, type Result } from '../../../kit/result.ts'
import { addAudit } from '../../../store/audit.ts'
import type { Tx } from '../../../store/index.ts'
import { type SealRooms, type Signer, sealedSigners, setSignerState } from '../../../store/signers.ts'
import type { SigningRooms } from './rooms.ts'

const retireIn = async (
  tx: Tx,
  rooms: SealRooms,
  { signer, by, now }: { signer: Signer; by: StaffId; now: Instant },
): Promise<void> => {
  await setSignerState(tx, rooms, signer, 'retired')
  await addAudit(tx, { at: now, staff: by, action: 'signing key retired', code: signer.staff })
}

/** Of somebody who leaves, may no longer sign, or comes back by a link: what they signed counts no more. In the caller's transaction. */
export const retireSignersOf = async (
  tx: Tx,
  rooms: SealRooms,
  { staff, by, now }: { staff: StaffId; by: StaffId; now: Instant },
): Promise<void> => {
  for (const signer of await sealedSigners(tx, rooms))
    if (signer.staff === staff && signer.state !== 'retired') await retireIn(tx, rooms, { signer, by, now })
}

/** One's own, or any for who manages staff. What it signed and has not gone out does not go out. */
export const retireSigner = async (rooms: SigningRooms, staff: Staff, id: string): Promise<Result<null, 'nothing'>> => {
  const done = await rooms.store.tx(async (tx): Promise<Result<null, 'nothing'>> => {
    const signer = (await sealedSigners(tx, rooms)).find(it => it.id === id && it.state !== 'retired')
    if (!signer || (signer.staff !== staff.id && !may(staff, 'staff.manage'))) return no('nothing')
    await retireIn(tx, rooms, { signer, by: staff.id, now: rooms.world.now() })
    return ok(null)
  })
  if (done.ok) await rooms.store.checkpoint()
  return done
}
