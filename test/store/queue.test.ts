import { randomBytes } from 'node:crypto'
import { CompiledQuery } from 'kysely'
import { expect, test } from 'vitest'
import type { ConcernId, StaffId } from '../../src/kit/ids.ts'
import { setCaseCodes } from '../../src/store/case-codes.ts'
import { claimCase, giveBackCase, handOverCase } from '../../src/store/case-work.ts'
import { type ConcernRow, insertConcern } from '../../src/store/concerns.ts'
import type { Store, Tx } from '../../src/store/index.ts'
import { countMatching, countQueueFor, type QueueFilter, queuePage } from '../../src/store/queue.ts'
import { anyKept, coded, freshStore } from './fresh.ts'

const TODAY = '2023-11-15'
const newStaff = () => randomBytes(16).toString('base64url') as StaffId
const [ANA, BO] = [newStaff(), newStaff()]

const file = async (tx: Tx, changes: Partial<ConcernRow> = {}): Promise<ConcernId> => {
  const row = coded(changes)
  const [capability, receipt] = [randomBytes(32), randomBytes(32)]
  await insertConcern(tx, { ...row, capability, receipt, sealed: anyKept() })
  return row.id
}

const deed = (concern: ConcernId, staff: StaffId) => ({ concern, staff, day: TODAY })

const seen = async (tx: Tx, filter: QueueFilter): Promise<string[]> => {
  const rows = await queuePage(tx, { filter, today: TODAY, limit: 50, offset: 0 })
  expect(await countMatching(tx, filter, TODAY)).toBe(rows.length)
  return rows.map(({ category }) => category)
}

const entries = async (store: Store, concern: ConcernId) => {
  const rows = await store.tx(tx =>
    tx
      .selectFrom('case_entries')
      .selectAll()
      .where('concern', '=', Buffer.from(concern, 'base64url'))
      .orderBy('number')
      .execute(),
  )
  return rows.map(it => [it.number, it.kind, it.code, it.day, it.staff && Buffer.from(it.staff).toString('base64url')])
}

test('each filter keeps what it says and nothing else, and they hold together', async () => {
  const store = await freshStore()
  await store.tx(async tx => {
    // Named by their categories, in the order of the queue.
    await file(tx, { category: 'a', urgency: 'emergency', area: 'JP', deadline: '2023-11-14' })
    const b = await file(tx, { category: 'b', urgency: 'urgent', area: 'JP-11', deadline: TODAY })
    const c = await file(tx, { category: 'c', urgency: 'urgent', area: 'KR-41', deadline: '2023-11-20' })
    await file(tx, { category: 'd', area: null, deadline: '2023-11-10', status: 'answered' })
    await file(tx, { category: 'e', area: 'JP-13', deadline: '2023-11-11', status: 'closed' })
    await claimCase(tx, deed(b, ANA))
    await claimCase(tx, deed(c, BO))
    expect(await seen(tx, {})).toEqual(['a', 'b', 'c', 'd'])
    expect(await seen(tx, { closed: true })).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(await seen(tx, { categories: ['a', 'c', 'e'] })).toEqual(['a', 'c'])
    expect(await seen(tx, { area: 'JP' })).toEqual(['a', 'b'])
    expect(await seen(tx, { area: 'JP-11' })).toEqual(['b'])
    expect(await seen(tx, { area: 'J' })).toEqual([])
    expect(await seen(tx, { urgency: 'urgent' })).toEqual(['b', 'c'])
    expect(await seen(tx, { status: 'claimed' })).toEqual(['b', 'c'])
    expect(await seen(tx, { assignee: ANA })).toEqual(['b'])
    expect(await seen(tx, { assignee: 'nobody' })).toEqual(['a', 'd'])
    expect(await seen(tx, { due: 'today' })).toEqual(['b'])
    // What is answered has kept its promise.
    expect(await seen(tx, { due: 'overdue' })).toEqual(['a'])
    expect(await seen(tx, { urgency: 'urgent', assignee: BO, area: 'KR' })).toEqual(['c'])
    expect(await seen(tx, { urgency: 'urgent', assignee: BO, area: 'JP' })).toEqual([])
    expect(await countQueueFor(tx, ANA, TODAY)).toEqual({
      open: 4,
      unclaimed: 2,
      dueToday: 1,
      overdue: 1,
      escalated: 0,
      mine: 1,
      told: { mine: 0, nobodys: 0, untaken: 0, everybody: 0, late: 0 },
    })
  })
})

test('those that wait for weeks, and those that are everybody’s affair, are found', async () => {
  const store = await freshStore()
  await store.tx(async tx => {
    await file(tx, { category: 'a', week: '2023-W40' })
    const b = await file(tx, { category: 'b', week: '2023-W44' })
    await file(tx, { category: 'c', week: '2022-W52', status: 'closed' })
    await setCaseCodes(tx, b, { escalated: TODAY })
    expect(await seen(tx, { upToWeek: '2023-W44' })).toEqual(expect.arrayContaining(['a', 'b']))
    expect(await seen(tx, { upToWeek: '2023-W43' })).toEqual(['a'])
    expect(await seen(tx, { upToWeek: '2023-W39' })).toEqual([])
    expect(await seen(tx, { escalated: true })).toEqual(['b'])
    expect(await countQueueFor(tx, ANA, TODAY)).toMatchObject({ open: 2, escalated: 1 })
    const [first] = await queuePage(tx, { filter: { escalated: true }, today: TODAY, limit: 1, offset: 0 })
    expect(first?.escalated).toBe(true)
  })
})

test('what a case page asks for reads no table from end to end', async () => {
  const store = await freshStore()
  const plan = async (text: string) => {
    const { rows } = await store.tx(tx =>
      tx.executeQuery<{ detail: string }>(CompiledQuery.raw(`explain query plan ${text}`)),
    )
    return rows.map(row => row.detail).join('\n')
  }
  expect(await plan("select concern from case_work where duplicate_of = x'00' order by concern")).toContain(
    'case_work_duplicate',
  )
})

test('an empty queue has counts too', async () => {
  const store = await freshStore()
  expect(await store.tx(tx => countQueueFor(tx, ANA, TODAY))).toMatchObject({ open: 0, unclaimed: 0, mine: 0 })
})

test('pages follow each other without a gap', async () => {
  const store = await freshStore()
  await store.tx(async tx => {
    for (let at = 0; at < 7; at++) await file(tx, { category: 'same' })
    const page = (offset: number) => queuePage(tx, { filter: {}, today: TODAY, limit: 3, offset })
    const ids = [...(await page(0)), ...(await page(3)), ...(await page(6))].map(({ id }) => id)
    expect(new Set(ids).size).toBe(7)
  })
})

test('of two who claim at once the first wins, and the second is told by whom', async () => {
  const store = await freshStore()
  const id = await store.tx(tx => file(tx))
  const claims = await Promise.all([ANA, BO].map(staff => store.tx(tx => claimCase(tx, deed(id, staff)))))
  expect(claims).toEqual([
    { ok: true, value: true },
    { ok: false, why: { kind: 'taken', by: ANA } },
  ])
  expect(await store.tx(tx => claimCase(tx, deed(id, ANA)))).toEqual({ ok: false, why: { kind: 'same' } })
  expect(await entries(store, id)).toEqual([[1, 'event', 'claimed', TODAY, ANA]])
})

test('handing over holds only from whose it was on the page; giving back only by whose it is', async () => {
  const store = await freshStore()
  const id = await store.tx(tx => file(tx))
  const hand = (from: StaffId | undefined, to: StaffId) => store.tx(tx => handOverCase(tx, deed(id, ANA), { from, to }))
  expect(await store.tx(tx => giveBackCase(tx, deed(id, ANA)))).toEqual({ ok: false, why: { kind: 'same' } })
  expect(await hand(BO, ANA)).toEqual({ ok: false, why: { kind: 'given-back' } })
  expect(await hand(undefined, BO)).toEqual({ ok: true, value: true })
  expect(await hand(undefined, ANA)).toEqual({ ok: false, why: { kind: 'taken', by: BO } })
  expect(await hand(BO, BO)).toEqual({ ok: false, why: { kind: 'same' } })
  expect(await store.tx(tx => giveBackCase(tx, deed(id, ANA)))).toEqual({ ok: false, why: { kind: 'taken', by: BO } })
  expect(await hand(BO, ANA)).toEqual({ ok: true, value: true })
  expect(await store.tx(tx => giveBackCase(tx, deed(id, ANA)))).toEqual({ ok: true, value: true })
  expect((await entries(store, id)).map(([number, , code]) => [number, code])).toEqual([
    [1, `handed-over.${BO}`],
    [2, `handed-over.${ANA}`],
    [3, 'given-back'],
  ])
})

test('the day on which somebody first took it up stays', async () => {
  const store = await freshStore()
  const id = await store.tx(tx => file(tx))
  const status = () => store.tx(async tx => (await queuePage(tx, { filter: {}, today: TODAY, limit: 1, offset: 0 }))[0])
  await store.tx(tx => claimCase(tx, deed(id, ANA)))
  expect(await status()).toMatchObject({ status: 'claimed', assignee: ANA })
  await store.tx(tx => giveBackCase(tx, deed(id, ANA)))
  expect(await status()).toMatchObject({ status: 'new', assignee: undefined })
  await store.tx(tx => claimCase(tx, { ...deed(id, BO), day: '2023-11-30' }))
  const work = await store.tx(tx => tx.selectFrom('case_work').select('acknowledged').executeTakeFirst())
  expect(work?.acknowledged).toBe(TODAY)
})

test('nothing is done to what is closed or gone', async () => {
  const store = await freshStore()
  const closed = await store.tx(tx => file(tx, { status: 'closed' }))
  for (const [id, kind] of [
    [closed, 'closed'],
    ['A'.repeat(22) as ConcernId, 'gone'],
  ] as const)
    for (const work of [
      (tx: Tx) => claimCase(tx, deed(id, ANA)),
      (tx: Tx) => giveBackCase(tx, deed(id, ANA)),
      (tx: Tx) => handOverCase(tx, deed(id, ANA), { from: undefined, to: BO }),
    ])
      expect(await store.tx(work)).toEqual({ ok: false, why: { kind } })
})

test('the plain queue reads its index in order and sorts nothing', async () => {
  const store = await freshStore()
  const text = `explain query plan select concerns.*, case_work.assignee from concerns left join case_work on
    case_work.concern = concerns.id where concerns.status <> 'closed' order by concerns.urgency, concerns.deadline,
    concerns.id limit 25 offset 50`
  const { rows } = await store.tx(tx => tx.executeQuery<{ detail: string }>(CompiledQuery.raw(text)))
  const plan = rows.map(row => row.detail).join('\n')
  expect(plan).toContain('USING INDEX concerns_queue')
  expect(plan).not.toContain('TEMP B-TREE')
})
