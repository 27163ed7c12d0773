import type { Staff } from '../../../domain/staff.ts'
import { no, ok, type Result } from '../../../kit/result.ts'
import { claimBytes, isClaimed, isSignerFile } from '../../../privacy/approvals.ts'
import { addAudit } from '../../../store/audit.ts'
import { insertSigner, rewrapSigner, type SignerState, sealedSigners } from '../../../store/signers.ts'
import { utcDay } from '../../intake.ts'
import { ownSigner } from './own-signer.ts'
import type { SigningRooms } from './rooms.ts'

/** What a browser made. `proof`: the key's own signature, which shows that whoever brings it has it. */
export type SignerFile = { publicKey: Uint8Array; wrapped: Uint8Array; proof: Uint8Array }

/** Under which the ledger knows that a group has had its first signer. */
export const foundedAs = ({ store, demo }: Pick<SigningRooms, 'store' | 'demo'>): string =>
  `${store.instance}${demo ? ' demo' : ''}`

/**
 * One's own key. The very first of a group is active at once, because nobody could vouch for it; never again, not even when all rows
 * are gone: whoever empties the table must not become the one who speaks for everybody. Every other one waits for a colleague.
 */
export const makeSigner = async (
  rooms: SigningRooms,
  staff: Staff,
  { publicKey, wrapped, proof }: SignerFile,
): Promise<Result<SignerState, 'has-key' | 'form'>> => {
  const { store, sodium, world } = rooms
  const claim = claimBytes({ instance: store.instance, staff: staff.id, publicKey }, 'own')
  if (!isSignerFile(wrapped, publicKey) || !isClaimed(sodium, publicKey, claim, proof)) return no('form')
  const made = await store.tx(async (tx): Promise<Result<SignerState, 'has-key' | 'form'>> => {
    const all = await sealedSigners(tx, rooms)
    if (all.some(it => it.staff === staff.id && it.state !== 'retired')) return no('has-key')
    if (all.some(it => Buffer.compare(it.publicKey, publicKey) === 0)) return no('form')
    const isFirst = all.every(it => it.state === 'retired') && !store.ledger.has('founded', foundedAs(rooms))
    const state = isFirst ? 'active' : 'waits'
    const id = Buffer.from(world.random(16)).toString('base64url')
    await insertSigner(tx, rooms, { id, staff: staff.id, publicKey, state, since: utcDay(world.now()) }, wrapped)
    await addAudit(tx, { at: world.now(), staff: staff.id, action: 'signing key made', code: state })
    return ok(state)
  })
  if (made.ok && made.value === 'active') store.ledger.write('founded', foundedAs(rooms))
  return made
}

/** One's own key under a new passphrase; what was under the old one is nowhere afterwards. */
export const rewrapOwn = async (
  rooms: SigningRooms,
  staff: Staff,
  wrapped: Uint8Array,
): Promise<Result<null, 'nothing' | 'form'>> => {
  const { store, world } = rooms
  const done = await store.tx(async (tx): Promise<Result<null, 'nothing' | 'form'>> => {
    const own = await ownSigner(tx, rooms, staff.id)
    if (!own) return no('nothing')
    if (!isSignerFile(wrapped, own.publicKey)) return no('form')
    await rewrapSigner(tx, own.id, wrapped)
    await addAudit(tx, { at: world.now(), staff: staff.id, action: 'signing passphrase changed' })
    return ok(null)
  })
  if (done.ok) await store.checkpoint()
  return done
}
