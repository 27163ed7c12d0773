import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { SealedConcern } from '../../src/privacy/case-keys.ts'
import {
  type ConcernRow,
  concernByCapability,
  concernByReceipt,
  countQueue,
  eraseConcern,
  insertConcern,
  queue,
  sealedConcern,
} from '../../src/store/concerns.ts'
import type { Tx } from '../../src/store/index.ts'
import {
  countNoticesOf,
  noticeOfConcern,
  pruneNotices,
  removeNoticeOfConcern,
  removeNoticesOf,
  saveNotice,
} from '../../src/store/notices.ts'
import { anyKept, coded, freshStore, NOW, newConcernId, sealed } from './fresh.ts'

const file = async (tx: Tx, changes: Partial<ConcernRow> = {}, kept: SealedConcern = anyKept()) => {
  const row = coded(changes)
  const [capability, receipt] = [randomBytes(32), randomBytes(32)]
  await insertConcern(tx, { ...row, capability, receipt, sealed: kept })
  return { row, capability, receipt }
}

test('a concern is found by capability and by receipt, and reads back as it was filed', async () => {
  const store = await freshStore()
  const kept = anyKept()
  await store.tx(async tx => {
    await file(tx)
    const { row, capability, receipt } = await file(tx, { area: null, urgency: 'emergency', demo: true }, kept)
    expect(await concernByCapability(tx, capability)).toEqual(row)
    expect(await concernByReceipt(tx, receipt)).toEqual(row)
    expect(await concernByCapability(tx, receipt)).toBeUndefined()
    const found = await sealedConcern(tx, row.id)
    expect(found?.parts.map(part => [...part])).toEqual(kept.parts.map(part => [...part]))
    expect(found?.wraps.map(wrap => [wrap.holder, ...wrap.sealed])).toEqual(
      kept.wraps.map(wrap => [wrap.holder, ...wrap.sealed]),
    )
    expect([...(found?.way.underReceipt ?? [])]).toEqual([...kept.way.underReceipt])
    expect(await sealedConcern(tx, newConcernId())).toBeUndefined()
  })
})

test('in clear stand the coded fields of the design and nothing else', async () => {
  const store = await freshStore()
  const columns = await store.tx(tx =>
    sql<{ name: string }>`select name from pragma_table_info('concerns')`.execute(tx),
  )
  expect(columns.rows.map(row => row.name)).toEqual([
    'id',
    'category',
    'area',
    'urgency',
    'status',
    'channel',
    'week',
    'deadline',
    'demo',
  ])
})

test('the queue: emergencies first, then by deadline; closed ones have left it', async () => {
  const store = await freshStore()
  await store.tx(async tx => {
    await file(tx, { urgency: 'routine', deadline: '2023-11-01' })
    await file(tx, { urgency: 'urgent', deadline: '2023-11-30' })
    await file(tx, { urgency: 'urgent', deadline: '2023-11-15' })
    await file(tx, { urgency: 'soon', deadline: '2023-11-16' })
    await file(tx, { urgency: 'emergency', deadline: '2023-12-01' })
    await file(tx, { urgency: 'emergency', deadline: '2023-11-01', status: 'closed' })
    const seen = (rows: ConcernRow[]) => rows.map(row => `${row.urgency} ${row.deadline.slice(5)}`)
    const all = ['emergency 12-01', 'urgent 11-15', 'urgent 11-30', 'soon 11-16', 'routine 11-01']
    expect(seen(await queue(tx, { limit: 10, offset: 0 }))).toEqual(all)
    expect(seen(await queue(tx, { limit: 2, offset: 3 }))).toEqual(all.slice(3))
    expect(await countQueue(tx)).toBe(5)
  })
})

test('the queue reads its index in order and sorts nothing', async () => {
  const store = await freshStore()
  const plan = await store.tx(tx =>
    sql<{ detail: string }>`explain query plan
      select * from concerns where status <> 'closed' order by urgency, deadline, id limit 50 offset 100`.execute(tx),
  )
  const details = plan.rows.map(row => row.detail).join('\n')
  expect(details).toContain('USING INDEX concerns_queue')
  expect(details).not.toContain('TEMP B-TREE')
})

test('erasing takes parts, wraps, way back and notice along', async () => {
  const store = await freshStore()
  await store.tx(async tx => {
    const { row, capability } = await file(tx)
    await saveNotice(tx, {
      concern: row.id,
      owner: randomBytes(16),
      channel: 'telegram',
      address: sealed(),
      until: NOW,
    })
    expect([await eraseConcern(tx, row.id), await eraseConcern(tx, row.id)]).toEqual([true, false])
    expect(await concernByCapability(tx, capability)).toBeUndefined()
    for (const table of ['concern_parts', 'concern_wraps', 'concern_ways', 'notices'] as const)
      expect(await tx.selectFrom(table).selectAll().execute()).toEqual([])
  })
})

test('a concern with a capability that is taken is refused as a whole', async () => {
  const store = await freshStore()
  const capability = randomBytes(32)
  const attempt = () =>
    store.tx(tx => insertConcern(tx, { ...coded(), capability, receipt: randomBytes(32), sealed: anyKept() }))
  await attempt()
  await expect(attempt()).rejects.toThrow()
  expect(await store.tx(countQueue)).toBe(1)
})

test('notices end with their time, their concern’s news, or their owner’s word', async () => {
  const store = await freshStore()
  const [anna, berta] = [randomBytes(16), randomBytes(16)]
  await store.tx(async tx => {
    const notice = async (owner: Uint8Array, until: number) => {
      const { row } = await file(tx)
      await saveNotice(tx, { concern: row.id, owner, channel: 'telegram', address: sealed('here'), until })
      return row.id
    }
    await notice(anna, NOW)
    const second = await notice(anna, NOW + 1)
    const third = await notice(anna, NOW + 1)
    await notice(berta, NOW + 1)
    expect(await countNoticesOf(tx, anna)).toBe(3)
    expect(await pruneNotices(tx, NOW)).toBe(1)
    expect(await noticeOfConcern(tx, second)).toMatchObject({ concern: second, channel: 'telegram', until: NOW + 1 })
    await removeNoticeOfConcern(tx, second)
    expect(await noticeOfConcern(tx, second)).toBeUndefined()
    await removeNoticesOf(tx, anna)
    expect(await noticeOfConcern(tx, third)).toBeUndefined()
    expect([await countNoticesOf(tx, anna), await countNoticesOf(tx, berta)]).toEqual([0, 1])
  })
})
