import { expect, test } from 'vitest'
import type { StaffId } from '../../src/kit/ids.ts'
import { addAudit, addCaseAudit, auditPage, verifyAudit } from '../../src/store/audit.ts'
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

test('from a row that is vouched for only what came after is followed, and another chain in its place shows', async () => {
  const store = await written(6)
  const mark = await store.tx(async tx => ({
    number: 4,
    hash: (await auditPage(tx, { limit: 1, before: 5 }))[0]?.hash ?? [],
  }))
  const from = { ...mark, hash: Uint8Array.from(mark.hash) }
  const verify = () => store.tx(tx => verifyAudit(tx, from))
  expect(await verify()).toMatchObject({ rows: 6, broken: undefined })
  await store.tx(tx => tx.updateTable('audit').set({ code: 'x' }).where('number', '=', 5).execute())
  expect((await verify()).broken).toBe(5)
  // Somebody writes the whole chain anew: in itself it holds.
  await store.tx(async tx => {
    await tx.deleteFrom('audit').execute()
    for (let at = 1; at <= 6; at++) await addAudit(tx, { at, staff: null, action: 'joined' })
  })
  expect((await store.tx(verifyAudit)).broken).toBeUndefined()
  expect((await verify()).broken).toBe(4)
})

test('a case is found by its id, stands there by a mark only, and is opened once a day', async () => {
  const store = await freshStore()
  const concern = newConcernId()
  const other = newConcernId()
  await store.tx(async tx => {
    for (const day of ['2026-01-05', '2026-01-05', '2026-01-06'])
      for (const id of [concern, other]) await addCaseAudit(tx, { concern: id, staff: ANA, day, action: 'case opened' })
    await addCaseAudit(tx, { concern, staff: ANA, day: '2026-01-06', action: 'case saved' })
  })
  const rows = await store.tx(tx => auditPage(tx, { concern, limit: 9 }))
  expect(rows.map(({ at, action }) => [new Date(at).toISOString(), action])).toEqual([
    ['2026-01-06T00:00:00.000Z', 'case saved'],
    ['2026-01-06T00:00:00.000Z', 'case opened'],
    ['2026-01-05T00:00:00.000Z', 'case opened'],
  ])
  expect((await store.tx(tx => auditPage(tx, { action: 'case saved', limit: 9 }))).length).toBe(1)
  expect((await store.tx(tx => auditPage(tx, { staff: 'B'.repeat(22) as StaffId, limit: 9 }))).length).toBe(0)
  const kept = await store.tx(tx => tx.selectFrom('audit').select('concern').execute())
  for (const row of kept) expect(Buffer.from(row.concern ?? []).toString('base64url')).not.toBe(concern)
})
