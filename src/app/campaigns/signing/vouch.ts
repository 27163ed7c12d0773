import type { Staff } from '../../../domain/staff.ts'
import { no, ok, type Result } from '../../../kit/result.ts'
import { claimBytes, isClaimed } from '../../../privacy/approvals.ts'
import { addAudit } from '../../../store/audit.ts'
import { sealedSigners, setSignerState } from '../../../store/signers.ts'
import { staffById } from '../../../store/staff.ts'
import { ableSigners } from './able-signers.ts'
import { foundedAs } from './make-key.ts'
import type { SigningRooms } from './rooms.ts'
import { endSingle } from './single.ts'

/**
 * A signer says, by signature, that a waiting key is the one that a colleague read out. From then on it signs.
 * `ended`: a second one can sign now, so that single approval is over.
 */
export const vouch = async (
  rooms: SigningRooms,
  staff: Staff,
  { id, signature }: { id: string; signature: Uint8Array },
): Promise<Result<{ ended: boolean }, 'nothing' | 'not-yours' | 'form'>> => {
  const { store, sodium, world } = rooms
  const done = await store.tx(async (tx): Promise<Result<{ ended: boolean }, 'nothing' | 'not-yours' | 'form'>> => {
    const by = (await ableSigners(tx, rooms)).find(it => it.staff === staff.id)
    if (!by) return no('not-yours')
    const signer = (await sealedSigners(tx, rooms)).find(it => it.id === id && it.state === 'waits')
    if (!signer || signer.staff === staff.id || !(await staffById(tx, signer.staff))) return no('nothing')
    const claim = claimBytes({ instance: store.instance, ...signer }, 'vouched')
    if (!isClaimed(sodium, by.publicKey, claim, signature)) return no('form')
    await setSignerState(tx, rooms, signer, 'active')
    await addAudit(tx, { at: world.now(), staff: staff.id, action: 'signing key vouched', code: signer.staff })
    const ended = (await ableSigners(tx, rooms)).length > 1 && (await endSingle(tx, rooms))
    if (ended) await addAudit(tx, { at: world.now(), staff: staff.id, action: 'single approval off' })
    return ok({ ended })
  })
  if (done.ok) store.ledger.write('founded', foundedAs(rooms))
  return done
}
