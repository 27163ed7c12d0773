import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openStore, savepoint, type Tx } from '../../src/store/index.ts'
import { loadPeople, savePerson } from '../../src/store/people.ts'
import { freshStore, newPerson, tempFolder, world } from './fresh.ts'

const pause = () => new Promise<void>(resolve => setImmediate(resolve))
const save = (tx: Tx, person = newPerson()) => savePerson(tx, { person, lang: 'en', since: '2023-W46' })
const people = async (tx: Tx) =>
  Number(
    (
      await tx
        .selectFrom('people')
        .select(eb => eb.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  )

test('one transaction at a time, in the order in which they were asked for', async () => {
  const store = await freshStore()
  const steps: string[] = []
  const slow = (name: string) =>
    store.tx(async tx => {
      steps.push(`${name} begins`)
      await save(tx)
      await pause()
      await save(tx)
      steps.push(`${name} ends`)
      return name
    })
  expect(await Promise.all([slow('a'), slow('b'), slow('c')])).toEqual(['a', 'b', 'c'])
  expect(steps).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
})

test('what throws is rolled back, the error goes on, and the next one is not disturbed', async () => {
  const store = await freshStore()
  const failure = new Error('mine')
  const failing = store.tx(async tx => {
    await save(tx)
    await pause()
    throw failure
  })
  const next = store.tx(people)
  await expect(failing).rejects.toBe(failure)
  expect(await next).toBe(0)
})

test('a savepoint undoes one person’s writes and keeps the others’', async () => {
  const store = await freshStore()
  const [anna, berta, clara] = [newPerson(), newPerson(), newPerson()]
  await store.tx(async tx => {
    await savepoint(tx, () => save(tx, anna))
    const failing = savepoint(tx, async () => {
      await savepoint(tx, () => save(tx, berta))
      throw new Error('berta’s flow')
    })
    await expect(failing).rejects.toThrow('berta’s flow')
    expect(await savepoint(tx, async () => 'value')).toBe('value')
    await save(tx, clara)
  })
  const found = await store.tx(tx => loadPeople(tx, [anna, berta, clara]))
  expect([...found.keys()].sort()).toEqual([anna, clara].sort())
})

test('what was committed is there after a crash; what was not is gone', async () => {
  const folder = tempFolder()
  const store = await freshStore(folder)
  await store.tx(tx => save(tx))
  const [written, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const never = store.tx(async tx => {
    await save(tx)
    written.resolve()
    await over.promise
    throw new Error('over')
  })
  await written.promise
  // Another connection sees what a process would that starts after this one was killed.
  const other = new Database(join(folder, 'tulay.db'), { readonly: true })
  expect(other.prepare('select count(*) as n from people').get()).toEqual({ n: 1 })
  other.close()
  over.resolve()
  await expect(never).rejects.toThrow('over')
})

test('checkpoint and close wait for the transaction that runs', async () => {
  const store = await freshStore()
  const running = store.tx(async tx => {
    await save(tx)
    await pause()
    await save(tx)
    return people(tx)
  })
  await Promise.all([store.checkpoint(), store.close()])
  expect(await running).toBe(2)
  await expect(store.tx(people)).rejects.toThrow()
})

test('the instance is made once and differs from database to database', async () => {
  const folder = tempFolder()
  const store = await freshStore(folder)
  await store.close()
  const again = await openStore({ folder, world })
  expect(again.instance).toBe(store.instance)
  expect(again.instance).toMatch(/^[\w-]{22}$/)
  await again.close()
  expect((await freshStore()).instance).not.toBe(store.instance)
})

test('a backup holds what was committed, while work goes on', async () => {
  const folder = tempFolder()
  const store = await freshStore()
  for (let n = 0; n < 50; n++) await store.tx(tx => save(tx))
  let writing = true
  const work = (async () => {
    while (writing) {
      await store.tx(tx => save(tx))
      await pause()
    }
  })()
  const { database, shred } = await store.backup(folder)
  writing = false
  await work
  expect(database).toBe(join(folder, 'database', 'tulay-2023-11-14T22-13-20Z.db'))
  expect(shred).toBe(join(folder, 'shred', 'shred-2023-11-14T22-13-20Z.db'))
  const copy = new Database(database, { readonly: true })
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(copy.prepare<[], { n: number }>('select count(*) as n from people').get()?.n).toBeGreaterThanOrEqual(50)
  copy.close()
})

test('a backup never overwrites an older one', async () => {
  const folder = tempFolder()
  const store = await freshStore()
  await store.backup(folder)
  await expect(store.backup(folder)).rejects.toThrow(/EEXIST/)
})
