/** Growing delays: they outlive a restart, and what is kept of them names nobody. */
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createPatience } from '../../src/app/staff/patience.ts'
import { createPrivacy } from '../../src/privacy/index.ts'
import { keepNewestTries, saveStaffTry } from '../../src/store/staff-tries.ts'
import { pruneTries } from '../../src/store/tries.ts'
import { freshStore } from '../store/fresh.ts'

const HOUR = 3_600_000
const open = async () => {
  const clock = { now: Date.UTC(2026, 0, 5) }
  const world = { now: () => clock.now, random: (size: number) => new Uint8Array(randomBytes(size)) }
  const store = await freshStore()
  const privacy = createPrivacy({ secret: randomBytes(32), world })
  const start = () => createPatience({ store, privacy, world })
  const rows = () => store.tx(tx => tx.selectFrom('staff_tries').selectAll().execute())
  return { clock, store, privacy, start, rows }
}
const MAYA = { name: 'maya', connection: '192.0.2.7' }

test('a restart ends no wait, and forgets no try', async () => {
  const it = await open()
  for (let n = 0; n < 7; n++) {
    // Each time as if the server had just started.
    const wait = await it.start().attempt(MAYA)
    it.clock.now += wait * 1000
    if (wait > 0) expect(await it.start().attempt(MAYA)).toBe(0)
  }
  expect(await it.start().attempt(MAYA)).toBeGreaterThan(1)
  expect(await it.start().attempt({ ...MAYA, name: 'binh' })).toBeGreaterThan(1)
  expect(await it.start().attempt({ name: 'binh', connection: '198.51.100.9' })).toBe(0)
  await it.store.tx(tx => it.start().forgive(tx, 'maya'))
  expect(await it.start().attempt({ ...MAYA, connection: undefined })).toBe(0)
  // The connection's stay.
  expect(await it.start().attempt({ ...MAYA, name: 'binh' })).toBeGreaterThan(1)
})

test('three bytes of a keyed hash are kept, of names and connections apart; another secret makes others', async () => {
  const it = await open()
  await it.start().attempt(MAYA)
  const rows = await it.rows()
  expect(rows.map(({ key }) => key.length)).toEqual([3, 3])
  expect(JSON.stringify(rows)).not.toMatch(/maya|192\.0\.2/)
  expect(it.privacy.tryMark('name', 'x')).not.toEqual(it.privacy.tryMark('connection', 'x'))
  const other = createPrivacy({ secret: randomBytes(32), world: { now: Date.now, random: size => randomBytes(size) } })
  expect(other.tryMark('name', 'x')).not.toEqual(it.privacy.tryMark('name', 'x'))
})

test('an hour after the last try it starts anew, and soon nothing is left of it', async () => {
  const it = await open()
  for (let n = 0; n < 6; n++) it.clock.now += (await it.start().attempt(MAYA)) * 1000
  it.clock.now += HOUR
  for (let n = 0; n < 5; n++) expect(await it.start().attempt(MAYA)).toBe(0)
  it.clock.now += 3 * HOUR
  // As the hourly job does.
  await it.store.tx(tx => pruneTries(tx, Math.floor(it.clock.now / HOUR) - 1))
  expect(await it.rows()).toEqual([])
})

test('a clock that was set back keeps nobody waiting for longer than the longest wait', async () => {
  const it = await open()
  for (let n = 0; n < 5; n++) await it.start().attempt(MAYA)
  it.clock.now -= 48 * HOUR
  expect(await it.start().attempt(MAYA)).toBeLessThanOrEqual(15 * 60)
})

test('who tries out many names fills no disk: those of longest ago go first', async () => {
  const it = await open()
  await it.store.tx(async tx => {
    for (let n = 0; n < 30; n++) await saveStaffTry(tx, { key: Buffer.from([0, 0, n]), n: 1, at: 1000 - n, until: 0 })
    await keepNewestTries(tx, 10)
  })
  expect((await it.rows()).map(({ at }) => at).toSorted((a, b) => a - b)[0]).toBe(991)
  expect(await it.rows()).toHaveLength(10)
})
