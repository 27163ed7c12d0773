/**
 * One key gets to open what another one opens: the browser of whoever holds the other opens half A of each case key and seals it
 * anew. The server hands out and takes in sealed boxes, and can open none.
 */
import type { Staff } from '../../domain/staff.ts'
import { no, ok, type Result } from '../../kit/result.ts'
import { addAudit } from '../../store/audit.ts'
import type { Tx } from '../../store/index.ts'
import { activateHolder, type Key, keyById } from '../../store/keyholders.ts'
import { addWraps, type CaseWrap, countMissing, missingWraps } from '../../store/wraps.ts'
import { endOlderKits } from './kits.ts'
import type { KeyRooms } from './rooms.ts'

/** So many boxes travel at once: about 30 kB. */
export const PORTION = 200

/** `as`: the key that opens, one's own or, for whoever has the paper, the recovery key. */
export type Giving = { to: string; as: string }
/** `nothing`: no such key. `not-yours`: that key is not one that this person opens with. */
type Refused = 'nothing' | 'not-yours'

/** `left`: how many are missing still, counted at the end only. `done`: all that can be given is given, and the key is active. */
type Given = { left?: number; done: boolean }

/** What is open and can be read by `as` and not yet by `to`, in portions. `left`: how many that are in all, said with the first. */
export const missingAccess = (
  { store, world }: KeyRooms,
  staff: Staff,
  { after, ...giving }: Giving & { after: string },
): Promise<Result<{ publicKey: Uint8Array; wraps: CaseWrap[]; left?: number }, Refused>> =>
  store.tx(async tx => {
    const both = await keysOf(tx, staff, giving)
    if (!both.ok) return both
    const { opener, target } = both.value
    if (opener.role === 'recovery' && after === '')
      await addAudit(tx, { at: world.now(), staff: staff.id, action: 'recovery key used', code: target.id })
    const pair = pairOf(opener, target)
    const wraps = await missingWraps(tx, pair, { after, limit: PORTION })
    // Counting goes through everything, which a hundred portions need not wait for.
    const left = after === '' ? { left: await countMissing(tx, pair) } : {}
    return ok({ publicKey: target.publicKey, wraps, ...left })
  })

/**
 * Takes a portion of what the browser sealed anew. An empty one ends it: within the same transaction nothing is missing any more,
 * and a key that waited is active, so that no report falls between the two.
 * @param it.damaged how many the browser could not open, and so cannot pass on.
 */
export const giveAccess = async (
  { store, world, changed }: KeyRooms,
  staff: Staff,
  { wraps, damaged, ...giving }: Giving & { wraps: CaseWrap[]; damaged: number },
): Promise<Result<Given, Refused>> => {
  const done = await store.tx(async (tx): Promise<Result<Given, Refused>> => {
    const both = await keysOf(tx, staff, giving)
    if (!both.ok) return both
    const { opener, target } = both.value
    const pair = pairOf(opener, target)
    const write = (action: 'key let in' | 'key given access' | 'recovery key used', code: string) =>
      addAudit(tx, { at: world.now(), staff: staff.id, action, code })
    const taken = await addWraps(tx, pair, wraps)
    if (taken > 0 && opener.role === 'recovery') await write('recovery key used', `${target.id} ${taken}`)
    if (wraps.length > 0) return ok({ done: false })
    const left = await countMissing(tx, pair)
    if (left > damaged) return ok({ left, done: false })
    if (await activateHolder(tx, target.id)) await write('key let in', target.id)
    else await write('key given access', target.id)
    if (target.role === 'recovery') await endOlderKits(tx, target, { by: staff, now: world.now() })
    return ok({ left, done: true })
  })
  if (done.ok) {
    // An older kit's wraps may have gone.
    if (done.value.done) await store.checkpoint()
    changed()
  }
  return done
}

/** Closed reports go along where paper is one of the two: it is the last key to everything. */
const pairOf = (opener: Key, target: Key) => ({
  from: opener.id,
  to: target.id,
  closed: opener.role === 'recovery' || target.role === 'recovery',
})

const keysOf = async (
  tx: Tx,
  staff: Staff,
  { to, as }: Giving,
): Promise<Result<{ opener: Key; target: Key }, Refused>> => {
  const [opener, target] = [await keyById(tx, as), await keyById(tx, to)]
  if (!target || target.id === opener?.id || target.demo !== staff.demo) return no('nothing')
  const isOwn = opener?.id === staff.holder || (opener?.role === 'recovery' && opener.demo === staff.demo)
  return opener?.state === 'active' && isOwn ? ok({ opener, target }) : no('not-yours')
}
