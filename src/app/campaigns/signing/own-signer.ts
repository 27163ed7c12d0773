import type { StaffId } from '../../../kit/ids.ts'
import type { Tx } from '../../../store/index.ts'
import { type SealRooms, type Signer, sealedSigners } from '../../../store/signers.ts'

/** The key of somebody, also one that waits. */
export const ownSigner = async (tx: Tx, rooms: SealRooms, staff: StaffId): Promise<Signer | undefined> =>
  (await sealedSigners(tx, rooms)).find(it => it.staff === staff && it.state !== 'retired')
