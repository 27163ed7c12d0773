import type { Staff } from '../../domain/staff.ts'
import type { ConcernId } from '../../kit/ids.ts'
import { no, ok, type Result } from '../../kit/result.ts'
import { entriesOf, markSeen, nextEntry } from '../../store/case-entries.ts'
import { sealedConcern } from '../../store/concerns.ts'
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

/** What the person added counts as seen from here on. */
export const openCase = async (
  { store }: CaseRooms,
  id: ConcernId,
  { holder }: Staff,
): Promise<Result<SealedCase, 'gone' | 'no-key'>> => {
  // Outside of the transaction: the halves are another file, and what was erased meanwhile is not there below.
  const shred = (await store.shred.get([id])).get(id)
  return store.tx(async tx => {
    const sealed = shred && (await sealedConcern(tx, id))
    if (!sealed) return no('gone')
    const wrap = sealed.wraps.find(it => it.holder === holder)?.sealed
    const key = holder && (await wrappedKey(tx, holder))
    if (!wrap || !key) return no('no-key')
    await markSeen(tx, id, 'staff')
    const entries = (await withNames(tx, await entriesOf(tx, id))).map(({ mail: _, ...entry }) => entry)
    const { parts, way } = sealed
    return ok({ key, wrap, shred, parts, wayBack: way.publicKey, next: await nextEntry(tx, id), entries })
  })
}
