import { chmodSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { claimUpdates } from '../../src/store/inbox.ts'
import { assertPragmas, openSqlite } from '../../src/store/sqlite.ts'
import { allFiles, freshStore, tempFolder } from './fresh.ts'

const open = () => {
  const sqlite = openSqlite(join(tempFolder(), 'a.db'))
  onTestFinished(() => void sqlite.close())
  return sqlite
}

test('an opened database keeps every promise of the design', () => {
  const sqlite = open()
  const read = (name: string) => sqlite.pragma(name, { simple: true })
  expect(read('journal_mode')).toBe('wal')
  expect(read('synchronous')).toBe(2)
  expect(read('secure_delete')).toBe(1)
  expect(read('temp_store')).toBe(2)
  expect(read('foreign_keys')).toBe(1)
  expect(read('trusted_schema')).toBe(0)
  expect(read('cell_size_check')).toBe(1)
  expect(read('busy_timeout')).toBe(5000)
  expect(() => assertPragmas(sqlite)).not.toThrow()
})

test.each([
  'synchronous = NORMAL',
  'secure_delete = OFF',
  'secure_delete = FAST',
  'temp_store = FILE',
  'foreign_keys = OFF',
  'trusted_schema = ON',
  'cell_size_check = OFF',
  'busy_timeout = 1',
  'journal_mode = DELETE',
])('canary: a database with %s is found out, by name', pragma => {
  const sqlite = open()
  sqlite.pragma(pragma)
  expect(() => assertPragmas(sqlite)).toThrow(pragma.split(' ')[0])
})

test('folder and files, journals and copies among them, are for the owner only', async () => {
  const folder = join(tempFolder(), 'data')
  const store = await freshStore(folder)
  await store.tx(tx => claimUpdates(tx, [new Uint8Array(16)], 1))
  await store.backup(join(folder, 'backup'))
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  const files = allFiles(folder)
  expect(files.map(file => file.slice(folder.length + 1)).sort()).toEqual([
    'backup/database/tulay-2023-11-14T22-13-20Z.db',
    'backup/shred/shred-2023-11-14T22-13-20Z.db',
    'shred.db',
    'shred.db-shm',
    'shred.db-wal',
    'tulay.db',
    'tulay.db-shm',
    'tulay.db-wal',
  ])
  for (const file of files) expect([file, statSync(file).mode & 0o777]).toEqual([file, 0o600])
})

test('a database that others could read is closed to them at the next open', async () => {
  const folder = tempFolder()
  await (await freshStore(folder)).close()
  for (const path of [folder, join(folder, 'tulay.db'), join(folder, 'shred.db')]) chmodSync(path, 0o755)
  await freshStore(folder)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  for (const file of allFiles(folder)) expect(statSync(file).mode & 0o077).toBe(0)
})

test('no table keeps the order of insertion', async () => {
  const folder = tempFolder()
  await (await freshStore(folder)).close()
  for (const name of ['tulay.db', 'shred.db']) {
    const db = new Database(join(folder, name), { readonly: true })
    onTestFinished(() => void db.close())
    const tables = db.prepare<[], { name: string; wr: number; strict: number }>('pragma table_list').all()
    for (const { name: table, wr, strict } of tables.filter(it => !it.name.startsWith('sqlite_')))
      expect({ table, wr, strict }).toEqual({ table, wr: 1, strict: 1 })
  }
})

test('after a checkpoint the journals are empty', async () => {
  const folder = tempFolder()
  const store = await freshStore(folder)
  await store.tx(tx => claimUpdates(tx, [new Uint8Array(16)], 1))
  expect(statSync(join(folder, 'tulay.db-wal')).size).toBeGreaterThan(0)
  await store.checkpoint()
  for (const name of ['tulay.db-wal', 'shred.db-wal']) expect(statSync(join(folder, name)).size).toBe(0)
})

test('a checkpoint does not wait for somebody who reads, and the next one does the rest', async () => {
  const folder = tempFolder()
  const store = await freshStore(folder)
  const reader = new Database(join(folder, 'tulay.db'), { readonly: true })
  onTestFinished(() => void reader.close())
  await store.tx(tx => claimUpdates(tx, [new Uint8Array(16)], 1))
  reader.exec('begin; select count(*) from inbox')
  await store.tx(tx => claimUpdates(tx, [new Uint8Array(16).fill(1)], 1))
  await store.checkpoint()
  expect(statSync(join(folder, 'tulay.db-wal')).size).toBeGreaterThan(0)
  reader.exec('commit')
  await store.checkpoint()
  expect(statSync(join(folder, 'tulay.db-wal')).size).toBe(0)
})
