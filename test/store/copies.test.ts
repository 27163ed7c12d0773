/** Half of each report's key must not outlive its erasure in a backup. */
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '../../src/store/index.ts'
import { NOW, tempFolder, world } from './fresh.ts'

const DAY = 86_400_000

test('a nightly backup leaves no copy of the shred file that grows older than 7 days, and every copy of the database', async () => {
  const folder = tempFolder()
  const to = tempFolder()
  let now = NOW
  const store = await openStore({ folder, world: { ...world, now: () => now } })
  const ages: number[] = []
  for (let night = 0; night < 9; night++, now += DAY) {
    const { old } = await store.backup(to)
    expect(old).toBe(night < 6 ? 0 : 1)
    const oldest = readdirSync(join(to, 'shred')).toSorted()[0] ?? ''
    // Just before the next backup, when they are oldest.
    ages.push(
      now +
        DAY -
        Date.parse(
          oldest
            .slice(6, 25)
            .replace(/T(..)-(..)-(..)/, 'T$1:$2:$3')
            .concat('Z'),
        ),
    )
  }
  await store.close()
  expect(Math.max(...ages)).toBeLessThanOrEqual(7 * DAY)
  expect(Math.max(...ages)).toBeGreaterThan(5 * DAY)
  expect(readdirSync(join(to, 'database'))).toHaveLength(9)
})

test('what is not a copy of ours stays, and a copy under the name of earlier versions goes by its date', async () => {
  const to = tempFolder()
  const shred = join(to, 'shred')
  mkdirSync(shred)
  for (const name of ['shred.db', 'notes.txt', 'shred-old.db']) {
    writeFileSync(join(shred, name), 'x')
    utimesSync(join(shred, name), 0, 0)
  }
  const store = await openStore({ folder: tempFolder(), world })
  expect((await store.backup(to)).old).toBe(1)
  await store.close()
  expect(readdirSync(shred).toSorted()).toEqual(['notes.txt', 'shred-2023-11-14T22-13-20Z.db', 'shred-old.db'])
})
