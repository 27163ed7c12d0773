import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeAll, expect, test } from 'vitest'
import type { ConcernId } from '../../src/kit/ids.ts'
import { hashCapability, newCapability } from '../../src/privacy/capabilities.ts'
import { type KeyPair, openConcern, sealConcern } from '../../src/privacy/case-keys.ts'
import { openSodium, type Sodium } from '../../src/privacy/sodium.ts'
import { eraseConcern, insertConcern, sealedConcern } from '../../src/store/concerns.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { allFiles, coded, freshStore, NOW, newConcernId, tempFolder, world } from './fresh.ts'

let sodium: Sodium
let holders: (KeyPair & { id: string })[]
beforeAll(async () => {
  sodium = await openSodium()
  holders = ['anna', 'berta', 'paper'].map(name => ({
    id: Buffer.from(name.padEnd(16)).toString('base64url'),
    ...sodium.crypto_box_keypair(),
  }))
})

const WORDS = 'They keep my passport.'

const file = async (store: Store) => {
  const capability = newCapability(world)
  const parts = [{ kind: 'text' as const, bytes: Buffer.from(WORDS) }]
  const { id, shred, kept } = sealConcern({ sodium, world, parts, holders, capability, receiptKey: world.random(32) })
  await store.shred.put([{ id, half: shred }])
  await store.tx(tx =>
    insertConcern(tx, {
      ...coded({ id }),
      capability: hashCapability(capability),
      receipt: world.random(32),
      sealed: kept,
    }),
  )
  return { id, shred }
}

/** What each keyholder reads of a concern, with the shred half that `shreds` has. */
const read = async (store: Store, id: ConcernId, shreds: Store = store): Promise<(string | undefined)[]> => {
  const kept = await store.tx(tx => sealedConcern(tx, id))
  const shred = (await shreds.shred.get([id])).get(id) ?? new Uint8Array(32)
  return holders.map(holder => {
    const wrap = kept?.wraps.find(it => it.holder === holder.id)?.sealed ?? new Uint8Array(0)
    const parts = kept && openConcern({ sodium, id, parts: kept.parts, wrap, holder, shred })
    return parts && Buffer.from(parts[0]?.bytes ?? []).toString()
  })
}

const ALL = [WORDS, WORDS, WORDS]
const NONE = [undefined, undefined, undefined]

test('each keyholder reads a filed concern, and after its half is erased nobody reads any older copy', async () => {
  const folder = tempFolder()
  const older = tempFolder()
  const store = await freshStore(folder)
  const { id } = await file(store)
  const other = await file(store)
  expect(await read(store, id)).toEqual(ALL)
  copyFileSync((await store.backup(tempFolder())).database, join(older, 'tulay.db'))

  await store.shred.erase([id])
  await store.tx(tx => eraseConcern(tx, id))

  const restored = await openStore({ folder: older, world })
  expect(await read(restored, id, store)).toEqual(NONE)
  expect(await read(restored, other.id, store)).toEqual(ALL)
  await restored.close()
})

test('an erased half is in no file of the store any more', async () => {
  const folder = tempFolder()
  const store = await freshStore(folder)
  const { id, shred } = await file(store)
  const found = () => allFiles(folder).filter(path => readFileSync(path).includes(Buffer.from(shred)))
  expect(found().length).toBeGreaterThan(0)
  await store.shred.erase([id])
  expect(found()).toEqual([])
  await store.close()
  expect(found()).toEqual([])
})

test('a half is on the disk before the concern is, even if the concern never comes', async () => {
  const folder = tempFolder()
  const store = await freshStore(folder)
  const id = newConcernId()
  const failing = store.tx(async tx => {
    await store.shred.put([{ id, half: new Uint8Array(32).fill(1) }])
    await tx.selectFrom('people').selectAll().execute()
    throw new Error('no concern')
  })
  await expect(failing).rejects.toThrow('no concern')
  const other = new Database(join(folder, 'shred.db'), { readonly: true })
  expect(other.prepare('select count(*) as n from shreds').get()).toEqual({ n: 1 })
  other.close()
})

test('the sweep finds halves without a concern, but not those whose concern may be on its way', async () => {
  const folder = tempFolder()
  let now = NOW
  const store = await openStore({ folder, world: { ...world, now: () => now } })
  const { id } = await file(store)
  const lost = Array.from({ length: 3 }, newConcernId)
  await store.shred.put(lost.map(it => ({ id: it, half: world.random(32) })))
  expect(await store.shred.orphans()).toEqual([])
  now += 3_600_001
  expect(new Set(await store.shred.orphans())).toEqual(new Set(lost))
  await store.close()

  const again = await openStore({ folder, world })
  expect(new Set(await again.shred.orphans())).toEqual(new Set(lost))
  await again.shred.erase(lost)
  expect(await again.shred.orphans()).toEqual([])
  expect(await read(again, id)).toEqual(ALL)
  await again.close()
})

test('the sweep goes through more than a page', async () => {
  const store = await freshStore()
  const ids = Array.from({ length: 1203 }, newConcernId)
  await store.shred.put(ids.map(id => ({ id, half: world.random(32) })))
  expect((await store.shred.get(ids)).size).toBe(1203)
  const later = Math.floor(ids.length / 2)
  await store.shred.erase(ids.slice(0, later))
  expect((await store.shred.get(ids)).size).toBe(ids.length - later)
})
