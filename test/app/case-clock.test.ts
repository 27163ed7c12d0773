import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createCaseClock } from '../../src/app/case-clock.ts'
import { createChanges } from '../../src/app/changes.ts'
import type { TellStaff, ToldCase } from '../../src/app/tell-staff.ts'
import type { ConcernId, StaffId } from '../../src/kit/ids.ts'
import { setStatus } from '../../src/store/case-status.ts'
import { claimCase, giveBackCase } from '../../src/store/case-work.ts'
import { savePromise } from '../../src/store/deadlines.ts'
import { openStore, type Store, type Tx } from '../../src/store/index.ts'
import { countQueueFor, type QueueFilter, queuePage } from '../../src/store/queue.ts'
import { coded, freshStore, tempFolder, world } from '../store/fresh.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Midnight in Tokyo, whose calendar deadlines are held against. */
const START = Date.UTC(2025, 0, 1) - 9 * HOUR
const dayOf = (at: number): string => new Date(at + 9 * HOUR).toISOString().slice(0, 10)

type Report = { id: ConcernId; deadline: string; urgency: number }

const file = (tx: Tx, reports: readonly Report[]) =>
  tx
    .insertInto('concerns')
    .values(reports.map(it => ({ ...coded(), ...it, id: Buffer.from(it.id, 'base64url'), demo: 0 })))
    .execute()

const newReport = (at: number, urgency: number): Report => ({
  id: randomBytes(16).toString('base64url') as ConcernId,
  urgency,
  deadline: dayOf(at + (urgency === 0 ? 4 * HOUR : 14 * DAY)),
})
const newStaff = () => randomBytes(16).toString('base64url') as StaffId
const me = newStaff()
const answer = (tx: Tx, ids: readonly ConcernId[]) =>
  tx
    .updateTable('concerns')
    .set({ status: 'answered' })
    .where(
      'id',
      'in',
      ids.map(id => Buffer.from(id, 'base64url')),
    )
    .execute()

const NONE = { half: 0, untaken: 0, everybody: 0, late: 0 }
const clockOf = (store: Store) => createCaseClock({ store, changes: createChanges() })

test('half the time, the deadline, every day after it: each is told once, over restarts too', async () => {
  const folder = tempFolder()
  let store = await freshStore(folder)
  const report = newReport(START, 2)
  await store.tx(tx => file(tx, [report]))
  await store.tx(tx => claimCase(tx, { concern: report.id, staff: me, day: dayOf(START) }))
  const said: string[] = []
  for (let hour = 0; hour < 17 * 24; hour += 3) {
    const at = START + hour * HOUR
    const { half, untaken, everybody, late } = await clockOf(store).tellOfDue(at)
    if (half + untaken + everybody + late > 0)
      said.push(`${Math.floor(hour / 24)}: ${half} ${untaken} ${everybody} ${late}`)
    if (hour % 72 === 0) {
      await store.close()
      store = await openStore({ folder, world })
    }
  }
  expect(said).toEqual(['7: 1 0 0 0', '14: 0 0 1 0', '15: 0 0 0 1', '16: 0 0 0 1'])
  const { told } = await store.tx(tx => countQueueFor(tx, me, dayOf(START + 16 * DAY)))
  expect(told).toEqual({ mine: 0, nobodys: 0, untaken: 0, everybody: 1, late: 1 })
  await store.tx(tx => answer(tx, [report.id]))
  expect(await clockOf(store).tellOfDue(START + 20 * DAY)).toEqual(NONE)
  await store.close()
})

test('an emergency is everybody’s at once; after a week without a server the late ones are told of once', async () => {
  const store = await freshStore()
  await store.tx(tx => file(tx, [newReport(START, 0), newReport(START, 1)]))
  expect(await clockOf(store).tellOfDue(START)).toEqual({ ...NONE, everybody: 1 })
  expect(await clockOf(store).tellOfDue(START + 20 * DAY)).toEqual({ ...NONE, late: 2 })
  expect(await clockOf(store).tellOfDue(START + 20 * DAY + HOUR)).toEqual(NONE)
})

test('what nobody takes up in time is told to everybody, before half of the time is used', async () => {
  const store = await freshStore()
  const [left, taken, written] = [0, 1, 2].map(() => newReport(START, 2)) as [Report, Report, Report]
  await store.tx(tx => file(tx, [left, taken, written]))
  for (const { id } of [taken, written])
    await store.tx(tx => claimCase(tx, { concern: id, staff: me, day: dayOf(START) }))
  await store.tx(tx => giveBackCase(tx, { concern: written.id, staff: me, day: dayOf(START) }))
  expect(await clockOf(store).tellOfDue(START + 3 * DAY - HOUR)).toEqual(NONE)
  expect(await clockOf(store).tellOfDue(START + 3 * DAY)).toEqual({ ...NONE, untaken: 1 })
  expect(await clockOf(store).tellOfDue(START + 4 * DAY)).toEqual(NONE)
  // What the person wrote since has not been taken up by anybody.
  await store.tx(tx => setStatus(tx, written.id, { status: 'written', day: dayOf(START), byStaff: false }))
  expect(await clockOf(store).tellOfDue(START + 4 * DAY)).toEqual({ ...NONE, untaken: 1 })
  const told = () => store.tx(async tx => (await countQueueFor(tx, me, dayOf(START))).told)
  expect(await told()).toMatchObject({ untaken: 2 })
  await store.tx(tx => claimCase(tx, { concern: left.id, staff: me, day: dayOf(START) }))
  expect(await told()).toMatchObject({ untaken: 1, mine: 0 })
  expect(await clockOf(store).tellOfDue(START + 7 * DAY)).toEqual({ ...NONE, half: 3 })
  expect(await told()).toEqual({ mine: 2, nobodys: 1, untaken: 1, everybody: 0, late: 0 })
})

test('what was set for a category is what the clock goes by, and who leaves word is told of each case once', async () => {
  const store = await freshStore()
  const { category } = coded()
  const told: [string, ToldCase[]][] = []
  const tell: TellStaff = async (_, what, cases) => void told.push([what, [...cases]])
  const clock = createCaseClock({ store, changes: createChanges(), tell })
  await store.tx(tx => savePromise(tx, category, { acknowledge: 24, answer: 4 * 24 }))
  const own = { ...newReport(START, 2), deadline: dayOf(START + 4 * DAY) }
  const other = { ...newReport(START, 2), category: 'other' }
  await store.tx(tx => file(tx, [own, other]))
  const said: string[] = []
  for (let day = 0; day < 8; day++) {
    await clock.tellOfDue(START + day * DAY)
    for (const [what, cases] of told.splice(0))
      for (const it of cases) said.push(`${day} ${what} ${it.category} ${it.deadline === own.deadline}`)
  }
  expect(said).toEqual([
    `1 untaken ${category} true`,
    `2 half ${category} true`,
    '3 untaken other false',
    `4 everybody ${category} true`,
    `5 late ${category} true`,
    `6 late ${category} true`,
    `7 late ${category} true`,
    '7 half other false',
  ])
})

test('more than a portion at once is told of to the last one', async () => {
  const store = await freshStore()
  const reports = Array.from({ length: 2500 }, () => newReport(START, 3))
  for (let at = 0; at < reports.length; at += 500) await store.tx(tx => file(tx, reports.slice(at, at + 500)))
  expect(await clockOf(store).tellOfDue(START + 8 * DAY)).toEqual({ ...NONE, untaken: 2500 })
})

/** The same dice every time (Numerical Recipes' generator), so that a failure can be looked at. */
const createDice = (seed: number) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return seed / 2 ** 32
}

test('a year of 10,000 reports, staff absent at random, a server that is off at times: nothing that nobody was told of', async () => {
  const store = await freshStore()
  const dice = createDice(7)
  const staff = Array.from({ length: 4 }, newStaff)
  const away = staff.map(() => 0)
  const open = new Map<ConcernId, Report>()
  const filed: Report[] = []
  /** Who was told of at all, and when it was marked last. */
  const told = new Set<ConcernId>()
  const missed: string[] = []
  let off = 0
  for (let day = 0; day < 365; day++) {
    const at = START + day * DAY
    const rest = 10_000 - filed.length
    const count = day === 364 ? rest : Math.min(27 + Math.floor(dice() * 2), rest)
    const fresh = Array.from({ length: count }, () => newReport(at, dice() < 0.05 ? 0 : 2))
    if (fresh.length > 0) await store.tx(tx => file(tx, fresh))
    for (const report of fresh) open.set(report.id, report)
    filed.push(...fresh)
    // The server stands still for up to four days at a time, and starts anew at any hour.
    if (off > 0) off--
    else if (dice() < 0.05) off = Math.ceil(dice() * 4)
    if (off > 0) continue
    for (let runs = 1 + Math.floor(dice() * 3); runs > 0; runs--)
      await clockOf(store).tellOfDue(at + dice() * DAY * 0.9)
    const today = dayOf(at)
    for (const [index, one] of staff.entries()) {
      // A holiday of up to three weeks, and otherwise two days a week.
      if ((away[index] ?? 0) > 0) away[index] = (away[index] ?? 0) - 1
      else if (dice() < 0.02) away[index] = Math.ceil(dice() * 21)
      if ((away[index] ?? 0) > 0 || dice() > 2 / 7) continue
      const ids = async (filter: QueueFilter) => {
        const rows = await store.tx(tx => queuePage(tx, { filter, today, limit: 20_000, offset: 0 }))
        return rows.map(({ id }) => id)
      }
      const everybodys = new Set(await ids({ due: 'due' }))
      const banner = [
        ...(await ids({ due: 'half', assignee: one })),
        ...(await ids({ due: 'half', assignee: 'nobody' })),
      ]
      for (const id of [...everybodys, ...banner]) told.add(id)
      // What the banner must hold, reckoned without the store.
      for (const { id, deadline, urgency } of open.values())
        if (deadline <= today || (urgency === 0 && deadline <= dayOf(at + DAY)))
          if (!everybodys.has(id)) missed.push(`day ${day}: ${deadline}`)
      // She takes up some that she sees, lets others lie, and answers some that she was told of or never was.
      const chosen = [...open.keys()].filter(() => dice() < 0.2)
      const answered = chosen.filter(() => dice() < 0.9)
      await store.tx(async tx => {
        for (const concern of chosen.slice(0, 5)) await claimCase(tx, { concern, staff: one, day: today })
        if (answered.length > 0) await answer(tx, answered)
      })
      for (const id of answered) open.delete(id)
    }
  }
  expect(filed).toHaveLength(10_000)
  expect(missed).toEqual([])
  // Whoever waits past the promised day at the end was told of to somebody who was there.
  const last = dayOf(START + 357 * DAY)
  const forgotten = [...open.values()].filter(({ id, deadline }) => deadline < last && !told.has(id))
  expect(forgotten).toEqual([])
  expect(told.size).toBeGreaterThan(500)
}, 300_000)
