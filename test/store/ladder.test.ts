import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { openStore, StoreRefusal } from '../../src/store/index.ts'
import type { Rung } from '../../src/store/ladder.ts'
import { MAIN, SHRED } from '../../src/store/migrations/index.ts'
import { freshStore, tempFolder, world } from './fresh.ts'

const MIGRATIONS = join(import.meta.dirname, '../../src/store/migrations')
const SHIPPED = JSON.parse(readFileSync(join(import.meta.dirname, 'shipped-rungs.json'), 'utf8')) as Record<
  string,
  string
>
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')

test('no rung that has shipped was edited, and every rung is on the list', () => {
  const files = readdirSync(MIGRATIONS).filter(name => name !== 'index.ts')
  const found = Object.fromEntries(files.map(name => [name, hashOf(readFileSync(join(MIGRATIONS, name), 'utf8'))]))
  expect(found).toEqual(SHIPPED)
  expect([...MAIN, ...SHRED].map(rung => `${rung.name}.ts`).sort()).toEqual(Object.keys(SHIPPED).sort())
})

test('rungs stand in the order of their names', () => {
  for (const rungs of [MAIN, SHRED]) {
    const names = rungs.map(rung => rung.name)
    expect(names).toEqual([...names].sort())
  }
})

const schemaOf = (path: string) => {
  const db = new Database(path, { readonly: true })
  try {
    return db.prepare('select name, sql from sqlite_schema order by name').all()
  } finally {
    db.close()
  }
}

const ladders: [string, Rung[]][] = [
  ['tulay.db', MAIN],
  ['shred.db', SHRED],
]
const starts = ladders.flatMap(([file, rungs]) =>
  rungs.map((rung, at) => [file, rung.name, rungs.slice(0, at + 1)] as const),
)

test.each(starts)('%s of rung %s opens today with the schema of a fresh one', async (file, _, rungs) => {
  const folder = tempFolder()
  await (await openDatabase({ path: join(folder, file), rungs, keep: () => '' })).close()
  await (await freshStore(folder)).close()
  const fresh = tempFolder()
  await (await freshStore(fresh)).close()
  expect(schemaOf(join(folder, file))).toEqual(schemaOf(join(fresh, file)))
})

/** A ladder of its own, so that what a second rung does is seen before there is one. */
const first: Rung = {
  name: '0001-first',
  up: db => db.schema.createTable('things').addColumn('name', 'text').execute(),
}
const second: Rung = {
  name: '0002-second',
  up: async db => {
    await db.schema.alterTable('things').addColumn('size', 'integer').execute()
  },
}
const broken: Rung = {
  name: '0002-broken',
  up: async db => {
    await db.schema.createTable('half').addColumn('done', 'text').execute()
    throw new Error('broken rung')
  },
}

const ladderIn = (folder: string) => {
  const copies: string[] = []
  const keep = (next: string) => {
    const path = join(folder, `before-${next}.db`)
    copies.push(path)
    return path
  }
  const climb = async (rungs: Rung[]) => {
    const database = await openDatabase<{ things: { name: string } }>({ path: join(folder, 'a.db'), rungs, keep })
    onTestFinished(() => database.close().catch(() => undefined))
    return database
  }
  return { copies, climb }
}

test('an upgrade of a database that holds something makes a copy first, and only then', async () => {
  const { copies, climb } = ladderIn(tempFolder())
  const old = await climb([first])
  await old.tx(tx => tx.insertInto('things').values({ name: 'kept' }).execute())
  await old.close()
  await (await climb([first])).close()
  expect(copies).toEqual([])
  await (await climb([first, second])).close()
  await (await climb([first, second])).close()
  expect(copies).toHaveLength(1)
  const copy = new Database(copies[0], { readonly: true })
  expect(copy.prepare('select * from things').all()).toEqual([{ name: 'kept' }])
  copy.close()
})

test('a rung that fails leaves the database as it was', async () => {
  const { climb } = ladderIn(tempFolder())
  await (await climb([first])).close()
  await expect(climb([first, broken])).rejects.toThrow('broken rung')
  const again = await climb([first, second])
  await again.tx(tx => tx.insertInto('things').values({ name: 'works' }).execute())
})

test('a database of a newer version is refused with a sentence that says what to do', async () => {
  const { copies, climb } = ladderIn(tempFolder())
  await (await climb([first, second])).close()
  const refused = climb([first])
  await expect(refused).rejects.toThrow(StoreRefusal)
  await expect(refused).rejects.toThrow(/newer version of Tulay.*"0002-second".*restore a backup/)
  expect(copies).toEqual([])
})

test.each(['tulay.db', 'shred.db'])(
  'the store refuses a %s of a newer version and lets go of both files',
  async name => {
    const folder = tempFolder()
    await (await freshStore(folder)).close()
    const raw = new Database(join(folder, name))
    raw.prepare('insert into rungs values (?)').run('9999-future')
    raw.close()
    await expect(openStore({ folder, world })).rejects.toThrow(StoreRefusal)
    for (const file of ['tulay.db', 'shred.db']) expect(existsSync(join(folder, `${file}-wal`))).toBe(false)
  },
)

test('a file that is no database is refused, not overwritten', async () => {
  const folder = tempFolder()
  writeFileSync(join(folder, 'tulay.db'), 'this is a letter, not a database. '.repeat(50))
  await expect(openStore({ folder, world })).rejects.toThrow()
  expect(readFileSync(join(folder, 'tulay.db'), 'utf8')).toContain('a letter')
})
