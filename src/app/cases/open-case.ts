import { dayIn } from '../../domain/deadlines.ts'
import type { Staff } from '../../domain/staff.ts'
import { zoneOf } from '../../domain/zones.ts'
import type { ConcernId } from '../../kit/ids.ts'
import { no, ok, type Result } from '../../kit/result.ts'
import { addCaseAudit } from '../../store/audit.ts'
import { entriesOf, markSeen, nextEntry } from '../../store/case-entries.ts'
import { concernById, sealedConcern } from '../../store/concerns.ts'
import { wrappedKey } from '../../store/keyholders.ts'
import type { CaseRooms } from './rooms.ts'
import { type CaseEvent, withNames } from './see-case.ts'

/** All that a holder's browser needs besides the passphrase. The server cannot open any of it. */
export type SealedCase = {
  /** The holder's key under the passphrase (privacy/keyholders.ts). */
  key: Uint8Array
  /** Half of the case key, sealed to the holder; the other half. */
  wrap: Uint8Array
  shred: Uint8Array
  parts: Uint8Array[]
  /** Replies are sealed to it. */
  wayBack: Uint8Array
  /** The number that the next entry gets. */
  next: number
  entries: (CaseEvent & { body: Uint8Array | undefined })[]
}

/** `ahead`: taken before anybody asked to read. `save`: taken along as a file. */
export type Opening = 'read' | 'ahead' | 'save'

/** Written down once a day for each of the staff; what the person added counts as seen from here on, unless it came ahead. */
export const openCase = async (
  { store, world }: CaseRooms,
  id: ConcernId,
  { id: staff, holder }: Staff,
  how: Opening,
): Promise<Result<SealedCase, 'gone' | 'no-key'>> => {
  // Outside of the transaction: the halves are another file, and what was erased meanwhile is not there below.
  const shred = (await store.shred.get([id])).get(id)
  return store.tx(async tx => {
    const sealed = shred && (await sealedConcern(tx, id))
    if (!sealed) return no('gone')
    const wrap = sealed.wraps.find(it => it.holder === holder)?.sealed
    const key = holder && (await wrappedKey(tx, holder))
    if (!wrap || !key) return no('no-key')
    if (how !== 'ahead') await markSeen(tx, id, 'staff')
    const day = dayIn(zoneOf((await concernById(tx, id))?.area), world.now())
    await addCaseAudit(tx, { concern: id, staff, day, action: how === 'save' ? 'case saved' : 'case opened' })
    const entries = (await withNames(tx, await entriesOf(tx, id))).map(({ mail: _, ...entry }) => entry)
    const { parts, way } = sealed
    return ok({ key, wrap, shred, parts, wayBack: way.publicKey, next: await nextEntry(tx, id), entries })
  })
}
