import type { Staff } from '../../domain/staff.ts'
import { no, ok, type Result } from '../../kit/result.ts'
import { isKeyFile } from '../../privacy/keyholders.ts'
import { addAudit } from '../../store/audit.ts'
import { allKeys, insertHolder, type KeyState, keyById, rewrapKey } from '../../store/keyholders.ts'
import { giveKey, ownKey } from '../../store/staff.ts'
import { FEWEST, utcDay } from '../intake.ts'
import type { KeyRooms } from './rooms.ts'

/** What a browser made: the public half, and the private half under a passphrase that it keeps to itself. */
export type KeyFile = { publicKey: Uint8Array; wrapped: Uint8Array }

/**
 * One's own key. The first two of a group are active at once, because nobody could let them in; every other one waits for a keyholder.
 * It counts as proved only when its holder has opened something with it (drill.ts).
 */
export const makeKey = async (
  { store, sodium, world, changed }: KeyRooms,
  staff: Staff,
  file: KeyFile,
): Promise<Result<KeyState, 'has-key' | 'form'>> => {
  if (!isKeyFile(sodium, file.wrapped, file.publicKey)) return no('form')
  const made = await store.tx(async tx => {
    if (await ownKey(tx, staff.id)) return no('has-key' as const)
    const present = (await allKeys(tx)).filter(key => key.role === 'keyholder' && key.demo === staff.demo)
    const state: KeyState = present.filter(key => key.state === 'active').length < FEWEST ? 'active' : 'waits'
    const id = Buffer.from(world.random(16)).toString('base64url')
    const { name, demo } = staff
    const row = {
      id,
      role: 'keyholder',
      name,
      demo,
      since: utcDay(world.now()),
      drilled: null,
      state,
      ...file,
    } as const
    await insertHolder(tx, row)
    await giveKey(tx, staff.id, id)
    await addAudit(tx, { at: world.now(), staff: staff.id, action: 'key made', code: `${id} ${state}` })
    return ok(state)
  })
  if (made.ok) changed()
  return made
}

/** One's own key under a new passphrase; what was under the old one is nowhere afterwards. */
export const changePassphrase = async (
  { store, sodium, world }: KeyRooms,
  staff: Staff,
  wrapped: Uint8Array,
): Promise<Result<null, 'nothing' | 'form'>> => {
  const done = await store.tx(async (tx): Promise<Result<null, 'nothing' | 'form'>> => {
    const id = await ownKey(tx, staff.id)
    const key = id && (await keyById(tx, id))
    if (!key) return no('nothing')
    if (!isKeyFile(sodium, wrapped, key.publicKey)) return no('form')
    await rewrapKey(tx, key.id, wrapped)
    await addAudit(tx, { at: world.now(), staff: staff.id, action: 'key passphrase changed', code: key.id })
    return ok(null)
  })
  if (done.ok) await store.checkpoint()
  return done
}
