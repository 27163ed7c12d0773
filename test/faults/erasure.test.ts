/**
 * What was erased stays erased: an older backup of the database beside today's shred file, and every private key that there is, opens
 * nothing of it; and no byte of it is left in the files of today.
 */
import { randomBytes } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { createChanges } from '../../src/app/changes.ts'
import { createKeys } from '../../src/app/keys.ts'
import { createRetention } from '../../src/app/retention.ts'
import type { ConcernId, StaffId } from '../../src/kit/ids.ts'
import { type KeyPair, openConcern, sealToInbox } from '../../src/privacy/case-keys.ts'
import { openKeyholder } from '../../src/privacy/keyholders.ts'
import { joinShares } from '../../src/privacy/recovery.ts'
import { readShare } from '../../src/privacy/shares.ts'
import { openSodium } from '../../src/privacy/sodium.ts'
import { addEntry } from '../../src/store/case-entries.ts'
import { setStatus } from '../../src/store/case-status.ts'
import { claimCase } from '../../src/store/case-work.ts'
import { inboxOf, queue, sealedConcern } from '../../src/store/concerns.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { activeHolders, wrappedKey } from '../../src/store/keyholders.ts'
import { webDriver } from '../browser/driver.ts'
import { PHOTO } from '../stories/media.ts'
import { play } from '../stories/player.ts'
import { GROUND, openStoryHouse, type StoryHouse } from '../stories/rig.ts'
import { readLines } from '../stories/story.ts'
import { temporaryFolder } from './folder.ts'
import { filesBelow } from './search.ts'

if (!GROUND.ok) throw new Error(GROUND.why.join('\n'))
const { words } = GROUND.value
const sodium = await openSodium()
const PASSPHRASE = 'correct horse battery staple'
const DAY = 86_400_000
const WORDS = 'xylographically erased'

/** Real keys, and the private half of each: what a thief could have in the worst case of all. */
const makeKeys = async (store: Store, now: () => number): Promise<Map<string, KeyPair>> => {
  const people = ['Ana', 'Boy'].map(name => ({ name, passphrase: PASSPHRASE }))
  const made = await createKeys({ store, sodium, world: { now, random: size => randomBytes(size) } }, people)
  const [one, other] = made.recovery.sheets.map(({ code }) => readShare(code))
  if (!one?.ok || !other?.ok) throw new Error('the sheets are not read')
  const recovery = await joinShares(sodium, one.value, other.value)
  if (!recovery.ok) throw new Error('the sheets do not join')
  const keys = new Map<string, KeyPair>()
  for (const { id, role } of await store.tx(activeHolders)) {
    const wrapped = await store.tx(tx => wrappedKey(tx, id))
    const pair = role === 'recovery' ? recovery.value : wrapped && (await openKeyholder(sodium, wrapped, PASSPHRASE))
    if (pair) keys.set(id, pair)
  }
  expect(keys.size).toBe(3)
  return keys
}

const person = async ({ url }: StoryHouse) => {
  const driver = webDriver(url)
  await driver.open()
  return { ...driver, send: () => driver.photo(PHOTO) }
}
type Person = Awaited<ReturnType<typeof person>>

const FILE = `> /report
> [flows.report.safe.options.yes]
> [categories.group.other]
> verb skip
> "${WORDS}"
> @photo
> verb done
> [flows.report.check.options.tell]
= receipt`
const file = async (house: StoryHouse, who: Person): Promise<{ id: ConcernId; receipt: string }> => {
  const known = new Set((await house.store.tx(tx => queue(tx, { limit: 99, offset: 0 }))).map(({ id }) => id))
  await play(
    readLines('begin', '> /start\n> [@language]\n> [flows.start.privacy.options.yes]'),
    who,
    words,
    'en',
    'tap',
  )
  const kept = await play(readLines('file', FILE), who, words, 'en', 'tap')
  const id = (await house.store.tx(tx => queue(tx, { limit: 99, offset: 0 }))).find(it => !known.has(it.id))?.id
  if (!id) throw new Error('nothing was filed')
  return { id, receipt: kept.get('receipt') ?? '' }
}

/** All that can hang on a case: claim, note, answer, words of the person, desk, quote in clear, notice. */
const workOn = ({ store }: StoryHouse, id: ConcernId): Promise<void> =>
  store.tx(async tx => {
    const concern = Buffer.from(id, 'base64url')
    const staff = randomBytes(16).toString('base64url') as StaffId
    const day = '2026-01-05'
    await claimCase(tx, { concern: id, staff, day })
    await addEntry(tx, id, { number: 2, kind: 'note', staff, day, body: randomBytes(297) })
    await addEntry(tx, id, { number: 3, kind: 'question', staff, day, body: randomBytes(297), mail: randomBytes(304) })
    const inbox = (await inboxOf(tx, id)) ?? new Uint8Array()
    const added = sealToInbox(sodium, inbox, { kind: 'text', bytes: Buffer.from(WORDS) })
    await addEntry(tx, id, { number: 4, kind: 'person', staff: undefined, day, body: added })
    await tx.insertInto('referrals').values({ concern, number: 3, day, asked: 0, helped: null }).execute()
    const quote = {
      category: 'other',
      area: null,
      lang: 'en',
      text: `${randomBytes(20).toString('hex')} ${WORDS}`,
      day,
    }
    await tx
      .insertInto('quotes')
      .values({ id: randomBytes(16), concern, ...quote })
      .execute()
  })

type Value = Uint8Array | string | number | bigint | null

/** Every value of every row of every table, as it lies in the file. */
const rowsOf = (path: string): { table: string; row: Value[] }[] => {
  const db = new Database(path, { readonly: true })
  const tables = db.prepare("select name from sqlite_schema where type = 'table'").pluck().all() as string[]
  const rows = tables.flatMap(table =>
    (db.prepare(`select * from "${table}"`).raw().all() as Value[][]).map(row => ({ table, row })),
  )
  db.close()
  return rows
}

/** What stands in the tables under a case's id, as bytes that no other row holds: longer than chance. */
const bytesOf = (data: string, id: ConcernId): Map<string, Buffer> => {
  const concern = Buffer.from(id, 'base64url')
  const own = [...rowsOf(join(data, 'tulay.db')), ...rowsOf(join(data, 'shred.db'))].filter(({ row }) =>
    row.some(value => value instanceof Uint8Array && concern.equals(value)),
  )
  const found = new Map<string, Buffer>([
    ['its id', concern],
    ['its id in text', Buffer.from(id)],
  ])
  for (const { table, row } of own)
    for (const [at, value] of row.entries()) {
      const bytes =
        typeof value === 'string' && value.length > 20
          ? Buffer.from(value)
          : Buffer.from(value instanceof Uint8Array ? value : [])
      if (bytes.length >= 24) {
        found.set(`${table}.${at} #${found.size}`, bytes.subarray(0, 32))
        found.set(`${table}.${at} end #${found.size}`, bytes.subarray(-24))
      }
    }
  return found
}
const placesOf = (data: string, looked: Map<string, Buffer>): string[] =>
  filesBelow(data).flatMap(path => {
    const bytes = readFileSync(path)
    return [...looked].filter(([, it]) => bytes.includes(it)).map(([what]) => `${what} in ${basename(path)}`)
  })

/** The parts as text, opened with this key and half; `undefined`: does not open. */
const opened = async (store: Store, id: ConcernId, [holder, pair]: [string, KeyPair], half: Uint8Array) => {
  const sealed = await store.tx(tx => sealedConcern(tx, id))
  const wrap = sealed?.wraps.find(it => it.holder === holder)
  const parts =
    sealed && wrap && openConcern({ sodium, id, parts: sealed.parts, wrap: wrap.sealed, holder: pair, shred: half })
  return parts?.map(({ bytes }) => Buffer.from(bytes).toString('latin1')).join()
}

/** Ways in which a case is erased. Each leaves its own counter, and nothing else. */
type Way = {
  name: string
  counter: string
  erase(house: StoryHouse, who: Person, receipt: string, id: ConcernId): Promise<unknown>
}
const WAYS: Way[] = [
  {
    name: 'the person takes it back',
    counter: 'concern.withdrawn',
    erase: (_, who, receipt) =>
      play(
        readLines(
          'withdraw',
          `> /news
> "${receipt}"
> [flows.news.news.options.withdraw]
> [flows.news.sure.options.yes]
< flows.news.gone.say`,
        ),
        who,
        words,
        'en',
        'tap',
      ),
  },
  {
    name: 'it was kept as long as the group has set',
    counter: 'concern.expired',
    erase: async ({ store }, _, __, id) => {
      await store.tx(tx => setStatus(tx, id, { status: 'closed', day: '2026-01-05', byStaff: true, outcome: 'helped' }))
      const retention = createRetention({ store, changes: createChanges() })
      expect(await retention.eraseDue(Date.UTC(2026, 0, 5) + 179 * DAY)).toBe(0)
      expect(await retention.eraseDue(Date.UTC(2026, 0, 5) + 182 * DAY)).toBe(1)
    },
  },
]

test.each(WAYS)(
  '$name: nothing is left, and no older backup opens it',
  { timeout: 120_000 },
  async ({ counter, erase }) => {
    let ahead = 0
    const world = { now: () => Date.now() + ahead, random: (size: number) => new Uint8Array(randomBytes(size)) }
    const house = await openStoryHouse('web', { demo: false, world })
    const folder = temporaryFolder('tulay-erasure-')
    try {
      const { store, data } = house
      const keys = await makeKeys(store, world.now)
      const gone = await person(house)
      const [erased, stays] = [await file(house, gone), await file(house, await person(house))]
      for (const { id } of [erased, stays]) await workOn(house, id)
      await store.checkpoint()
      const looked = bytesOf(data, erased.id)
      // The searcher finds what is there: parts, wraps, way, entries, mail, quote, notice and half.
      const tables = [...looked.keys()].map(name => name.split('.')[0])
      for (const table of [
        'concern_parts',
        'concern_wraps',
        'concern_ways',
        'case_entries',
        'quotes',
        'notices',
        'shreds',
      ])
        expect(tables, table).toContain(table)
      expect(placesOf(data, looked).length).toBeGreaterThanOrEqual(looked.size - 1)
      const backups = join(folder, 'backups')
      const copies = await store.backup(backups)
      const counters = () => store.tx(tx => tx.selectFrom('tallies').select(['name', 'n']).execute())
      const before = await counters()

      await erase(house, gone, erased.receipt, erased.id)
      await expect
        .poll(
          () =>
            readdirSync(data)
              .filter(name => name.endsWith('-wal'))
              .map(name => readFileSync(join(data, name)).length),
          { timeout: 60_000 },
        )
        .toEqual([0, 0])
      expect(placesOf(data, looked)).toEqual([])
      const id = Buffer.from(erased.id, 'base64url')
      const left = rowsOf(join(data, 'tulay.db')).filter(({ row }) =>
        row.some(it => it instanceof Uint8Array && id.equals(it)),
      )
      expect(left).toEqual([])
      const added = (await counters()).filter(({ name, n }) => before.find(it => it.name === name)?.n !== n)
      expect(added.filter(({ name }) => name.startsWith('concern.'))).toEqual([{ name: counter, n: 1 }])

      // An older database beside today's halves, and every private key.
      const restored = join(folder, 'restored')
      const today = await store.shred.get([erased.id, stays.id])
      expect([...today.keys()]).toEqual([stays.id])
      mkdirSync(restored)
      copyFileSync(copies.database, join(restored, 'tulay.db'))
      copyFileSync(join(data, 'shred.db'), join(restored, 'shred.db'))
      const older = await openStore({ folder: restored, world })
      const halves = [...today.values(), new Uint8Array(32)]
      for (const key of keys) {
        for (const half of halves) expect(await opened(older, erased.id, key, half)).toBeUndefined()
        expect(await opened(older, stays.id, key, today.get(stays.id) ?? new Uint8Array())).toContain(WORDS)
      }
      expect((await older.shred.get([erased.id])).size).toBe(0)
      // It is the half that is missing and nothing else: with the copy of that day it would open.
      const shreds = new Database(copies.shred, { readonly: true })
      const half = shreds.prepare('select half from shreds where concern = ?').pluck().get(id) as Uint8Array
      shreds.close()
      const [first] = keys
      if (first) expect(await opened(older, erased.id, first, half)).toContain(WORDS)
      await older.close()

      // Therefore no such copy grows old, when a backup is made every night.
      for (let night = 1; night <= 7; night++) {
        ahead = night * DAY
        await store.backup(backups)
      }
      expect(filesBelow(join(backups, 'shred')).filter(path => readFileSync(path).includes(Buffer.from(half)))).toEqual(
        [],
      )
      expect(readdirSync(join(backups, 'shred')).length).toBeLessThanOrEqual(7)
      expect(readdirSync(join(backups, 'database')).length).toBe(8)
    } finally {
      await house.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  },
)
