import { isoWeek } from '../domain/deadlines.ts'
import type { World } from '../kit/world.ts'
import { type Kept, keepOf, markOf, sealKept } from '../privacy/kept.ts'
import type { Sodium } from '../privacy/sodium.ts'
import { createTurnover } from '../privacy/turnover.ts'
import { oldestWeek } from '../store/concerns.ts'
import type { Store } from '../store/index.ts'
import { writeMeta } from '../store/meta.ts'
import { type Rekeyed, rekey } from '../store/rekey.ts'

/**
 * Seals everything that hangs on the server's secret under another one, in one transaction: after it the database belongs to `next`,
 * before it to the old one, and never to none or both (`markOf`, which `openMemory` reads).
 * @param it.store opened `alone`: whoever works with the old secret would write what nobody can open.
 * @param it.next 32 bytes that are on the disk already.
 */
export const rotateSecret = async (it: {
  store: Store
  secret: Uint8Array
  kept: Kept | undefined
  next: Uint8Array
  world: World
  sodium: Sodium
}): Promise<Rekeyed> => {
  const { store, secret, next, world, sodium } = it
  const kept = keepOf(secret, it.kept, isoWeek(world.now()))
  const turnover = createTurnover({ from: { secret, kept: it.kept }, to: { secret: next, kept }, world, sodium })
  const done = await store.tx(async tx => {
    // A salt that no report needs any more would only cost time whenever somebody types a receipt.
    const oldest = await oldestWeek(tx)
    kept.receipts = kept.receipts.filter(({ until }) => oldest !== undefined && oldest <= until)
    const rekeyed = await rekey(tx, turnover)
    await writeMeta(tx, 'kept', sealKept(next, kept, world, sodium))
    await writeMeta(tx, 'secret', markOf(next))
    return rekeyed
  })
  // The journal still holds what the old secret opens.
  await store.checkpoint()
  return done
}
