import { addAudit } from '../../../store/audit.ts'
import { sealedSigners, setSignerState } from '../../../store/signers.ts'
import { staffNames } from '../../../store/staff.ts'
import { foundedAs } from './make-key.ts'
import type { SigningRooms } from './rooms.ts'
import { endSingle } from './single.ts'

/**
 * For whoever has the machine, when nobody is left who can sign or vouch: every key is retired, and the next one that is made is the first
 * of the group again. No page of the console can do it, so that nobody does who has stolen a session. The store is opened alone: a running
 * server knows its ledger by heart. Returns whose keys ended.
 */
export const beginAnew = async (rooms: Omit<SigningRooms, 'sodium'>): Promise<string[]> => {
  const { store, world } = rooms
  const ended = await store.tx(async tx => {
    const names = await staffNames(tx)
    const open = (await sealedSigners(tx, rooms)).filter(({ state }) => state !== 'retired')
    for (const signer of open) {
      await setSignerState(tx, rooms, signer, 'retired')
      await addAudit(tx, { at: world.now(), staff: null, action: 'signing key retired', code: signer.staff })
    }
    await endSingle(tx, rooms)
    return open.map(({ staff }) => names.get(staff) ?? '')
  })
  store.ledger.write('anew', foundedAs(rooms))
  await store.checkpoint()
  return ended
}
