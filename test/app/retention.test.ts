/** What was kept long enough is erased, whatever happens on the way; what was not is left alone. */
import { randomBytes } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createChanges } from '../../src/app/changes.ts'
import { createRetention } from '../../src/app/retention.ts'
import type { ConcernId } from '../../src/kit/ids.ts'
import { caseCodes, setCaseCodes } from '../../src/store/case-codes.ts'
import { addEntry } from '../../src/store/case-entries.ts'
import { setStatus } from '../../src/store/case-status.ts'
import { type ConcernRow, concernById, insertConcern } from '../../src/store/concerns.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { saveNotice } from '../../src/store/notices.ts'
import { saveRetention } from '../../src/store/retention.ts'
import { tallies } from '../../src/store/tallies.ts'
import { allFiles, anyKept, coded, freshStore, sealed, tempFolder, world } from '../store/fresh.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 5, 1, 3)
const onDay = (days: number) => new Date(NOW + days * DAY).toISOString().slice(0, 10)

/** A case with something in every table that hangs on it, and the bytes that must be nowhere afterwards. */
const file = async (store: Store, fields: Partial<ConcernRow> = {}) => {
  const row = coded({ week: '2026-W20', ...fields })
  const [half, note] = [randomBytes(32), randomBytes(64)]
  const kept = anyKept()
  await store.shred.put([{ id: row.id, half }])
  await store.tx(async tx => {
    const [capability, receipt] = [randomBytes(32), randomBytes(32)]
    await insertConcern(tx, { ...row, capability, receipt, sealed: kept })
    const until = NOW + 300 * DAY
    await saveNotice(tx, { concern: row.id, owner: randomBytes(16), channel: 'telegram', address: sealed(), until })
    await addEntry(tx, row.id, { number: 1, kind: 'note', staff: undefined, day: onDay(0), body: note })
  })
  const canaries: Uint8Array[] = [
    half,
    note,
    ...kept.parts,
    ...kept.wraps.map(it => it.sealed),
    Buffer.from(row.id, 'base64url'),
  ]
  return { id: row.id, canaries }
}
const close = (store: Store, id: ConcernId, day: string) =>
  store.tx(tx => setStatus(tx, id, { status: 'closed', day, byStaff: true, outcome: 'helped' }))
const there = async (store: Store, id: ConcernId) => (await store.tx(tx => concernById(tx, id))) !== undefined
const counted = async (store: Store) =>
  (await store.tx(tx => tallies(tx, '2000-01-01', '2100-01-01'))).map(({ name, n }) => `${name} ${n}`)
const retentionOf = (store: Store) => createRetention({ store, changes: createChanges() })

test('closed ones go after half a year, to the day; nothing else ever, until somebody sets it', async () => {
  const store = await freshStore()
  const [closed, open, old] = [await file(store), await file(store), await file(store, { week: '2020-W01' })]
  await close(store, closed.id, onDay(-179))
  expect(await retentionOf(store).eraseDue(NOW)).toBe(0)
  expect(await retentionOf(store).eraseDue(NOW + DAY)).toBe(1)
  expect([await there(store, closed.id), await there(store, open.id), await there(store, old.id)]).toEqual([
    false,
    true,
    true,
  ])
  expect(await counted(store)).toEqual(['concern.expired 1'])
  await store.tx(tx => saveRetention(tx, 'new', 3650))
  expect(await retentionOf(store).eraseDue(NOW)).toBe(0)
  await store.tx(tx => saveRetention(tx, 'new', 2000))
  expect(await retentionOf(store).eraseDue(NOW)).toBe(1)
  await store.tx(tx => saveRetention(tx, 'new', 7))
  // The week of `open` ended on 17 May.
  expect(await retentionOf(store).eraseDue(Date.UTC(2026, 4, 23, 12))).toBe(0)
  expect(await retentionOf(store).eraseDue(Date.UTC(2026, 4, 24, 12))).toBe(1)
})

test('a case that was opened again counts from the day on which it was closed last', async () => {
  const store = await freshStore()
  const { id } = await file(store)
  await close(store, id, onDay(-200))
  await store.tx(tx => setStatus(tx, id, { status: 'reopened', day: onDay(-190), byStaff: false }))
  expect(await retentionOf(store).eraseDue(NOW)).toBe(0)
  await close(store, id, onDay(-100))
  expect(await retentionOf(store).eraseDue(NOW + 79 * DAY)).toBe(0)
  expect(await retentionOf(store).eraseDue(NOW + 80 * DAY)).toBe(1)
})

test('nothing names an erased case: not its duplicate, no file, no journal', async () => {
  const folder = tempFolder()
  const store = await freshStore(folder)
  const [gone, stays] = [await file(store), await file(store)]
  await store.tx(tx => setCaseCodes(tx, stays.id, { duplicateOf: gone.id }))
  await close(store, gone.id, onDay(-200))
  await retentionOf(store).eraseDue(NOW)
  expect((await store.tx(tx => caseCodes(tx, stays.id))).duplicateOf).toBeUndefined()
  for (const path of allFiles(folder))
    for (const [at, canary] of gone.canaries.entries())
      expect(`${at} ${readFileSync(path).includes(Buffer.from(canary))}`, path).toBe(`${at} false`)
  for (const name of ['tulay.db-wal', 'shred.db-wal'])
    expect(statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0).toBe(0)
})

/** A store that dies after so many steps: every later one fails, as after a kill. */
const dyingAfter = (store: Store, steps: number): Store => {
  let left = steps
  const step =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (left-- <= 0) throw new Error('killed')
      return work(...args)
    }
  const { put, get, erase, begun, finish, orphans } = store.shred
  const shred = { put, get, orphans, erase: step(erase), begun: step(begun), finish: step(finish) }
  return { ...store, tx: step(store.tx) as Store['tx'], checkpoint: step(store.checkpoint), shred }
}

test('killed after any step, the next start ends in erased, counted once', async () => {
  let steps = 0
  for (let over = false; !over; steps++) {
    const folder = tempFolder()
    let store = await freshStore(folder)
    const [gone, stays] = [await file(store), await file(store)]
    await close(store, gone.id, onDay(-200))
    over = await retentionOf(dyingAfter(store, steps))
      .eraseDue(NOW)
      .then(
        () => true,
        () => false,
      )
    await store.close()
    store = await openStore({ folder, world })
    await retentionOf(store).eraseDue(NOW)
    expect([steps, await there(store, gone.id), await there(store, stays.id)]).toEqual([steps, false, true])
    expect([...(await store.shred.get([gone.id, stays.id])).keys()]).toEqual([stays.id])
    expect(await store.shred.begun()).toEqual([])
    expect(await counted(store)).toEqual(['concern.expired 1'])
    await store.close()
  }
  expect(steps).toBeGreaterThan(6)
})

test('a withdrawal that a crash cut off between the two files is finished, and counted as one', async () => {
  const folder = tempFolder()
  let store = await freshStore(folder)
  const { id, canaries } = await file(store)
  // The half is erased within the transaction that the crash then undoes.
  await store.shred.erase([id])
  await store.close()
  store = await openStore({ folder, world })
  expect(await there(store, id)).toBe(true)
  expect((await store.shred.get([id])).size).toBe(0)
  expect(await retentionOf(store).eraseDue(NOW)).toBe(1)
  expect(await there(store, id)).toBe(false)
  expect(await counted(store)).toEqual(['concern.withdrawn 1'])
  for (const path of allFiles(folder))
    for (const canary of canaries) expect(readFileSync(path).includes(Buffer.from(canary)), path).toBe(false)
  await store.close()
})

test('hundreds at once go portion by portion', async () => {
  const store = await freshStore()
  const rows = Array.from({ length: 450 }, () => coded({ status: 'closed', week: '2024-W01' }))
  await store.tx(async tx => {
    for (const row of rows)
      await insertConcern(tx, { ...row, capability: randomBytes(32), receipt: randomBytes(32), sealed: anyKept() })
  })
  expect(await retentionOf(store).eraseDue(NOW)).toBe(450)
  expect(await counted(store)).toEqual(['concern.expired 450'])
})
