import { expect, test } from 'vitest'
import type { StaffId } from '../../src/kit/ids.ts'
import { addAudit, auditPage, verifyAudit } from '../../src/store/audit.ts'
import type { Store, Tx } from '../../src/store/index.ts'
import { freshStore, newConcernId } from './fresh.ts'

const ANA = 'A'.repeat(22) as StaffId

const written = async (count: number): Promise<Store> => {
  const store = await freshStore()
  await store.tx(async tx => {
    for (let at = 1; at <= count; at++)
      await addAudit(tx, { at, staff: at % 2 ? ANA : null, action: 'changed', concern: newConcernId(), code: `${at}` })
  })
  return store
}
const brokenAt = async (store: Store, tamper: (tx: Tx) => Promise<unknown>) =>
  store.tx(async tx => {
    await tamper(tx)
    return (await verifyAudit(tx)).broken
  })

test('rows come back newest first, page by page, and the chain holds over its pieces', async () => {
  const store = await written(1005)
  const page = await store.tx(tx => auditPage(tx, { limit: 2 }))
  expect(page.map(({ number, staff, code }) => [number, staff, code])).toEqual([
    [1005, ANA, '1005'],
    [1004, null, '1004'],
  ])
  expect((await store.tx(tx => auditPage(tx, { limit: 1, before: 1004 })))[0]?.number).toBe(1003)
  expect(await store.tx(verifyAudit)).toMatchObject({ rows: 1005, broken: undefined, head: page[0]?.hash })
})

test.each<[string, number, (tx: Tx) => Promise<unknown>]>([
  ['when', 4, tx => tx.updateTable('audit').set({ at: 99 }).where('number', '=', 4).execute()],
  [
    'who',
    4,
    tx =>
      tx
        .updateTable('audit')
        .set({ staff: new Uint8Array(16) })
        .where('number', '=', 4)
        .execute(),
  ],
  ['what', 4, tx => tx.updateTable('audit').set({ action: 'joined' }).where('number', '=', 4).execute()],
  ['which case', 4, tx => tx.updateTable('audit').set({ concern: null }).where('number', '=', 4).execute()],
  ['detail', 4, tx => tx.updateTable('audit').set({ code: null }).where('number', '=', 4).execute()],
  ['a row is gone', 4, tx => tx.deleteFrom('audit').where('number', '=', 4).execute()],
  ['the first is gone', 1, tx => tx.deleteFrom('audit').where('number', '=', 1).execute()],
])('a change shows: %s', async (_, number, tamper) => {
  expect(await brokenAt(await written(6), tamper)).toBe(number)
})

test('an end that was cut off shows by the mark that somebody wrote down', async () => {
  const store = await written(6)
  const { head } = await store.tx(verifyAudit)
  await store.tx(tx => tx.deleteFrom('audit').where('number', '=', 6).execute())
  const after = await store.tx(verifyAudit)
  expect([after.broken, Buffer.from(after.head).equals(head)]).toEqual([undefined, false])
})
