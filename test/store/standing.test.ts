/** A restored backup or a copied folder must not say again by itself what the original has said. */
import { copyFileSync, cpSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore, type Store } from '../../src/store/index.ts'
import { addLines, claimLines, type Line, markSending, recoverLines } from '../../src/store/outbox.ts'
import { countWaiting, dropWaiting, sendParked } from '../../src/store/parked.ts'
import { dueSessions, saveSessions } from '../../src/store/sessions.ts'
import { clearShreds, createStanding, endHold, readHold, type Standing } from '../../src/store/standing.ts'
import { line, NOW, newConcernId, newPerson, sealed, tempFolder, world } from './fresh.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** One machine's clock and its runs over a folder. */
const machine = () => {
  let now = NOW
  const clock = { ...world, now: () => now }
  return {
    later: (ms: number) => {
      now += ms
    },
    now: () => now,
    run: async <T>(folder: string, work: (store: Store, standing: Standing) => Promise<T>): Promise<T> => {
      const store = await openStore({ folder, world: clock })
      try {
        const standing = createStanding({ store, folder, world: clock })
        await standing.takeUp()
        return await work(store, standing)
      } finally {
        await store.close()
      }
    },
  }
}
const holdOf = async (_: Store, standing: Standing) => standing.hold()
const states = (store: Store): Promise<Record<string, string>> =>
  store.tx(async tx =>
    Object.fromEntries(
      (await tx.selectFrom('outbox').select(['turn', 'state']).orderBy('turn').execute()).map(row => [
        String(row.turn),
        row.state,
      ]),
    ),
  )
const claim = (store: Store, now: number): Promise<Line[]> =>
  store.tx(tx => claimLines(tx, { channel: 'telegram', now, limit: 100, lease: now + 1, upTo: 3 }))

/** 1 an answer, 2 an alert, 3 an answer being sent, 4 an alert being sent, 5 an answer for a page to fetch. */
const fill = async (store: Store): Promise<void> => {
  const lines = [
    line({ order: 1 }),
    line({ order: 2, priority: 2, policy: 'hold' }),
    line({ order: 3 }),
    line({ order: 4, priority: 2, policy: 'hold' }),
    line({ order: 5, channel: 'web', state: 'held' }),
  ]
  await store.tx(async tx => {
    await addLines(tx, lines)
    await markSending(
      tx,
      [lines[2], lines[3]].map(it => it?.id as Line['id']),
    )
  })
}
const WAITING = { 1: 'pending', 2: 'pending', 3: 'sending', 4: 'sending', 5: 'held' }
const PARKED = { 1: 'parked', 2: 'parked', 3: 'parked', 4: 'sending', 5: 'held' }

test('a database that goes on where it was is nobody’s copy: new, restarted, after a crash, after a night, moved on its disk', async () => {
  const home = machine()
  const folder = join(tempFolder(), 'data')
  await home.run(folder, async (store, standing) => {
    expect(standing.hold()).toBeUndefined()
    await fill(store)
  })
  for (const pause of [0, MINUTE, 14 * HOUR]) {
    home.later(pause)
    await home.run(folder, async (store, standing) => {
      expect(standing.hold()).toBeUndefined()
      expect(await states(store)).toEqual(WAITING)
      await standing.beat()
    })
  }
  // The clock was set back, and the process was killed after the database knew of it and before the file did.
  home.later(-3 * HOUR)
  const before = readFileSync(join(folder, 'instance'))
  expect(await home.run(folder, holdOf)).toBeUndefined()
  writeFileSync(join(folder, 'instance'), before, { flag: 'r+' })
  expect(await home.run(folder, holdOf)).toBeUndefined()
  renameSync(folder, `${folder}-moved`)
  expect(await home.run(`${folder}-moved`, holdOf)).toBeUndefined()
})

test('a copied folder is held back until the operator says yes, and the original is not', async () => {
  const home = machine()
  const folder = tempFolder()
  await home.run(folder, fill)
  const clone = join(tempFolder(), 'clone')
  cpSync(folder, clone, { recursive: true, preserveTimestamps: true })
  expect(readdirSync(clone)).toContain('instance')
  await home.run(clone, async (store, standing) => {
    expect(standing.hold()).toBe('copy')
    expect(await states(store)).toEqual(PARKED)
    // Whoever writes now gets an answer, and nothing old goes with it.
    await store.tx(tx => addLines(tx, [line({ order: 9 })]))
    expect((await claim(store, home.now())).map(({ order }) => order)).toEqual([9])
    expect(await store.tx(countWaiting)).toEqual({ answers: 2, alerts: 1 })
  })
  // Also after a restart, and a day later.
  home.later(30 * HOUR)
  expect(await home.run(clone, holdOf)).toBe('copy')
  home.later(-30 * HOUR)
  await home.run(folder, async (store, standing) => {
    expect(standing.hold()).toBeUndefined()
    expect(await states(store)).toEqual(WAITING)
  })
})

test('a backup that is put back is a copy, whether made a day ago or in this very minute', async () => {
  const home = machine()
  for (const age of [0, 1, 24 * HOUR]) {
    const folder = tempFolder()
    const { database } = await home.run(folder, async (store, standing) => {
      await fill(store)
      const copies = await store.backup(join(folder, 'backup'))
      home.later(age)
      if (age > 0) await standing.beat()
      return copies
    })
    for (const name of ['tulay.db', 'tulay.db-wal', 'tulay.db-shm']) rmSync(join(folder, name), { force: true })
    copyFileSync(database, join(folder, 'tulay.db'))
    await home.run(folder, async (store, standing) => {
      expect([age, standing.hold()]).toEqual([age, 'copy'])
      expect(await states(store)).toEqual(PARKED)
    })
    // With nothing of the old machine left but the backup.
    const other = tempFolder()
    copyFileSync(database, join(other, 'tulay.db'))
    expect(await home.run(other, holdOf)).toBe('copy')
  }
})

test('a plain copy of the file, put back after the next heartbeat, is a copy as well', async () => {
  const home = machine()
  const folder = tempFolder()
  await home.run(folder, fill)
  const aside = join(tempFolder(), 'tulay.db')
  copyFileSync(join(folder, 'tulay.db'), aside)
  home.later(MINUTE)
  await home.run(folder, (_, standing) => standing.beat())
  copyFileSync(aside, join(folder, 'tulay.db'))
  expect(await home.run(folder, holdOf)).toBe('copy')
})

test('after more than a day without a heartbeat alerts wait, and answers go out', async () => {
  const home = machine()
  const folder = tempFolder()
  await home.run(folder, fill)
  home.later(25 * HOUR)
  await home.run(folder, async (store, standing) => {
    expect(standing.hold()).toBe('stale')
    expect(await states(store)).toEqual(WAITING)
    expect(await store.tx(countWaiting)).toEqual({ answers: 0, alerts: 1 })
  })
  expect(await home.run(folder, holdOf)).toBe('stale')
})

test('the yes reaches a running server with the next heartbeat: what waits is sent, or forgotten', async () => {
  for (const [decide, after] of [
    [sendParked, { 1: 'pending', 2: 'pending', 3: 'pending', 4: 'unknown', 5: 'held' }],
    [dropWaiting, { 4: 'unknown', 5: 'held' }],
  ] as const) {
    const home = machine()
    const folder = tempFolder()
    await home.run(folder, fill)
    const clone = join(tempFolder(), 'clone')
    cpSync(folder, clone, { recursive: true })
    await home.run(clone, async (store, standing) => {
      // As delivery does at its start.
      await store.tx(tx => recoverLines(tx, { now: home.now(), all: true }))
      await store.tx(async tx => {
        await decide(tx)
        await endHold(tx)
      })
      expect(standing.hold()).toBe('copy')
      await standing.beat()
      expect(standing.hold()).toBeUndefined()
      expect(await states(store)).toEqual(after)
    })
    expect(await home.run(clone, async store => store.tx(readHold))).toBeUndefined()
  }
})

test('in a copy, conversations that ended long ago end without a word, and those of this hour go on', async () => {
  const home = machine()
  const folder = tempFolder()
  const [old, young] = [newPerson(), newPerson()]
  await home.run(folder, async store =>
    store.tx(tx =>
      saveSessions(tx, [
        { person: old, state: sealed(), due: home.now() - 2 * HOUR },
        { person: young, state: sealed(), due: home.now() - MINUTE },
      ]),
    ),
  )
  const open = (store: Store) => store.tx(async tx => (await dueSessions(tx, home.now(), 10)).map(row => row.person))
  expect(await home.run(folder, open)).toHaveLength(2)
  const clone = join(tempFolder(), 'clone')
  cpSync(folder, clone, { recursive: true })
  expect(await home.run(clone, open)).toEqual([young])
})

test('the file beside the database is for the owner only, and is written in place', async () => {
  const home = machine()
  const folder = tempFolder()
  await home.run(folder, async () => undefined)
  const before = statSync(join(folder, 'instance'))
  await home.run(folder, (_, standing) => standing.beat())
  expect(statSync(join(folder, 'instance'))).toMatchObject({ ino: before.ino, size: before.size })
  expect(before.mode & 0o777).toBe(0o600)
})

test('halves of keys that belong to no report are erased, but not while the database may be one put back by mistake', async () => {
  const home = machine()
  const folder = tempFolder()
  const id = newConcernId()
  await home.run(folder, store => store.shred.put([{ id, half: new Uint8Array(32) }]))
  const clone = join(tempFolder(), 'clone')
  cpSync(folder, clone, { recursive: true, preserveTimestamps: true })
  await home.run(clone, async (store, standing) => {
    expect(await clearShreds(store, standing)).toBe(0)
    expect((await store.shred.get([id])).size).toBe(1)
    await store.tx(endHold)
    await standing.beat()
    expect(await clearShreds(store, standing)).toBe(1)
    expect((await store.shred.get([id])).size).toBe(0)
  })
})
