import type { ConcernId, StaffId } from '../kit/ids.ts'
import { readReceipt } from '../kit/text.ts'
import { receiptKeys } from '../privacy/receipts.ts'
import { concernByReceipt } from '../store/concerns.ts'
import { countTry } from '../store/tries.ts'
import type { QueueRooms } from './read-queue.ts'

/** Receipts that one of the staff may look up in an hour: an afternoon at a counter, and far too few to guess one of 10^15. */
export const LOOKUPS_PER_HOUR = 30
const HOUR = 3_600_000

/** `typo`: meant as a receipt, but a digit is wrong; `wait`: too many in this hour; `unknown`: there is none, or no more. */
export type Found = { kind: 'found'; id: ConcernId } | { kind: 'typo' } | { kind: 'wait' } | { kind: 'unknown' }

export type CaseFinder = {
  /** By the receipt that a person shows: digits of any script, with any spaces. */
  caseByReceipt(typed: string, me: StaffId): Promise<Found>
}

export const createCaseFinder = ({
  store,
  privacy,
  world,
}: Pick<QueueRooms, 'store' | 'privacy' | 'world'>): CaseFinder => ({
  caseByReceipt: async (typed, me) => {
    const receipt = readReceipt(typed)
    if (!receipt) return { kind: 'unknown' }
    if (receipt === 'typo') return { kind: 'typo' }
    const hour = Math.floor(world.now() / HOUR)
    const tries = await store.tx(tx => countTry(tx, Buffer.from(me, 'base64url'), hour))
    if (tries > LOOKUPS_PER_HOUR) return { kind: 'wait' }
    // Outside of any transaction: it takes some 25 ms by design.
    const lookups = (await receiptKeys(privacy, receipt)).map(({ lookup, wrapKey }) => {
      // The way to the person is no affair of whoever looks for the case.
      wrapKey.fill(0)
      return lookup
    })
    return store.tx(async tx => {
      for (const lookup of lookups) {
        const row = await concernByReceipt(tx, lookup)
        if (row) return { kind: 'found', id: row.id }
      }
      return { kind: 'unknown' }
    })
  },
})
