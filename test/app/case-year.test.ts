/** A year of the clock, reckoned a second time without it: nobody is forgotten, and nobody is told twice on one day. */
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createCaseClock } from '../../src/app/case-clock.ts'
import { promiseAnew } from '../../src/app/cases/promise-anew.ts'
import { createChanges } from '../../src/app/changes.ts'
import { createCoding } from '../../src/app/coding/index.ts'
import type { TellStaff } from '../../src/app/tell-staff.ts'
import { dayIn, deadlineDay, type Patience, patienceOf } from '../../src/domain/deadlines.ts'
import type { Staff } from '../../src/domain/staff.ts'
import type { ConcernId, StaffId } from '../../src/kit/ids.ts'
import { setStatus } from '../../src/store/case-status.ts'
import { claimCase } from '../../src/store/case-work.ts'
import { concernById, URGENCIES } from '../../src/store/concerns.ts'
import { loadPromises, savePromise } from '../../src/store/deadlines.ts'
import { openStore } from '../../src/store/index.ts'
import { coded, freshStore, tempFolder, world } from '../store/fresh.ts'

const DAY = 86_400_000
/** Midnight in Tokyo, whose calendar deadlines are held against. */
const START = Date.UTC(2025, 0, 1) - 9 * 3_600_000
const dayOf = (at: number): string => dayIn('Asia/Tokyo', at)
const dayNumber = (day: string): number => Date.parse(day) / DAY

/** The same dice every time (Numerical Recipes' generator), so that a failure can be looked at. */
const createDice = (seed: number) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return seed / 2 ** 32
}

const CATEGORIES = ['labour_wages', 'health', 'education', 'detention'] as const
type Report = {
  id: ConcernId
  category: string
  urgency: 'emergency' | 'soon'
  deadline: string
  taken: boolean
  answered: boolean
  /** How often the person wrote again: each time it may be told of anew. */
  round: number
}
const staff: Staff[] = Array.from({ length: 4 }, (_, at) => ({
  id: randomBytes(16).toString('base64url') as StaffId,
  name: `${at}`,
  role: 'moderator',
  holder: undefined,
  demo: false,
}))

test('10,000 reports, other deadlines, reopenings, escalations, kills at random: 0 that nobody was told of', async () => {
  const folder = tempFolder()
  let store = await freshStore(folder)
  const dice = createDice(11)
  const open = new Map<ConcernId, Report>()
  const told = new Map<string, Set<string>>()
  const twice: string[] = []
  const missed: string[] = []
  const figures = { filed: 0, reopened: 0, escalated: 0, kills: 0, checks: 0, told: 0 }
  let today = ''
  const onDay = new Set<string>()
  const tell: TellStaff = async (_, what, cases) => {
    // A kill before the commit: what is marked with it must be undone.
    if (dice() < 0.04) throw new Error('killed')
    for (const { id } of cases) {
      const key = `${id} ${open.get(id)?.round ?? -1}`
      const once = what === 'late' ? `late ${today}` : what
      if (told.get(key)?.has(once)) twice.push(`${today} ${what} ${key}`)
      if (what !== 'escalated' && onDay.has(key)) twice.push(`${today} again as ${what} ${key}`)
      if (what !== 'escalated') onDay.add(key)
      told.set(key, (told.get(key) ?? new Set()).add(once))
      figures.told++
    }
  }
  const rooms = () => ({ store, world, demo: false, changes: createChanges(), tell })
  const coding = () => createCoding({ ...rooms(), directory: { categoryOf: () => undefined, objectives: [] } })
  /** Until it comes through; each kill opens the files anew. */
  const untilDone = async (work: () => Promise<unknown>): Promise<void> => {
    for (;;) {
      try {
        await work()
        return
      } catch (error) {
        if (!(error instanceof Error) || error.message !== 'killed') throw error
        figures.kills++
        await store.close()
        store = await openStore({ folder, world })
      }
    }
  }
  /** What somebody must have been told of by now, by the numbers alone. */
  const dueAs = (
    { deadline, taken, urgency, category }: Report,
    promises: Map<string, Patience>,
  ): string | undefined => {
    const { acknowledge, answer } = patienceOf({ urgency, category }, promises)
    const left = dayNumber(deadline) - dayNumber(today)
    if (left < 0) return `late ${today}`
    if (left <= (answer < 24 ? 1 : 0)) return 'everybody'
    if (!taken && left <= Math.floor((answer - acknowledge) / 24)) return 'untaken'
    return left <= Math.floor(answer / 48) ? 'half' : undefined
  }
  let off = 0
  for (let day = 0; day < 365; day++) {
    const at = START + day * DAY
    today = dayOf(at)
    onDay.clear()
    if (day === 30) await store.tx(tx => savePromise(tx, 'health', { acknowledge: 12, answer: 48 }))
    if (day === 90) await store.tx(tx => savePromise(tx, 'education', { acknowledge: 20 * 24, answer: 30 * 24 }))
    if (day === 180) await store.tx(tx => savePromise(tx, '*', { acknowledge: 48, answer: 10 * 24 }))
    if (day === 270) await store.tx(tx => savePromise(tx, '!', { acknowledge: 2, answer: 30 }))
    const promises = new Map(await store.tx(loadPromises))
    const count = day === 364 ? 10_000 - figures.filed : Math.min(27 + Math.floor(dice() * 2), 10_000 - figures.filed)
    const fresh = Array.from({ length: count }, (): Report => {
      const category = CATEGORIES[Math.floor(dice() * CATEGORIES.length)] ?? 'health'
      const urgency = dice() < 0.05 ? 'emergency' : 'soon'
      const deadline = deadlineDay({ now: at, area: null, patience: patienceOf({ category, urgency }, promises) })
      const id = randomBytes(16).toString('base64url') as ConcernId
      return { id, category, urgency, deadline, taken: false, answered: false, round: 0 }
    })
    const rows = fresh.map(({ id, category, urgency, deadline }) => ({
      ...coded({ area: null }),
      ...{ id: Buffer.from(id, 'base64url'), category, urgency: URGENCIES.indexOf(urgency), deadline, demo: 0 },
    }))
    if (rows.length > 0) await store.tx(tx => tx.insertInto('concerns').values(rows).execute())
    for (const report of fresh) open.set(report.id, report)
    figures.filed += fresh.length
    // The server stands still for up to four days at a time.
    if (off > 0) off--
    else if (dice() < 0.05) off = Math.ceil(dice() * 4)
    if (off > 0) continue
    for (let runs = 1 + Math.floor(dice() * 2); runs > 0; runs--)
      await untilDone(() => createCaseClock(rooms()).tellOfDue(at + dice() * DAY * 0.9))
    for (const report of open.values()) {
      if (report.answered) continue
      const due = dueAs(report, promises)
      if (!due) continue
      figures.checks++
      const heard = told.get(`${report.id} ${report.round}`)
      // Who was told of something later in the order was told.
      const order = ['half', 'untaken', 'everybody', `late ${today}`]
      if (!order.slice(order.indexOf(due)).some(it => heard?.has(it))) missed.push(`${today} ${due} ${report.deadline}`)
    }
    // Two in seven are there, and do little.
    for (const me of staff) {
      if (dice() > 2 / 7) continue
      const waiting = [...open.values()].filter(it => !it.answered)
      for (let deeds = 0; deeds < 45 && waiting.length > 0; deeds++) {
        const [report] = waiting.splice(Math.floor(dice() * waiting.length), 1)
        if (!report) break
        const lot = dice()
        if (lot < 0.05 && report.urgency !== 'emergency') {
          figures.escalated++
          await untilDone(() => coding().escalate(report.id, me, true))
          report.taken = true
        } else if (lot < 0.4) {
          await store.tx(tx => claimCase(tx, { concern: report.id, staff: me.id, day: today }))
          report.taken = true
        } else {
          await store.tx(tx => setStatus(tx, report.id, { status: 'answered', day: today, byStaff: true }))
          Object.assign(report, { answered: true, taken: true })
        }
      }
    }
    // Some who were answered write again: promised anew, told of anew. Others are done with.
    for (const report of [...open.values()].filter(it => it.answered)) {
      const lot = dice()
      if (lot < 0.1) open.delete(report.id)
      if (lot < 0.97) continue
      figures.reopened++
      await store.tx(async tx => {
        const row = await concernById(tx, report.id)
        if (!row) return
        await promiseAnew(tx, row, at)
        await setStatus(tx, report.id, { status: 'written', day: today, byStaff: false })
        report.deadline = (await concernById(tx, report.id))?.deadline ?? ''
        const work = tx
          .selectFrom('case_work')
          .select('assignee')
          .where('concern', '=', Buffer.from(report.id, 'base64url'))
        report.taken = (await work.executeTakeFirst())?.assignee !== null
      })
      Object.assign(report, { answered: false, round: report.round + 1 })
    }
  }
  console.log(JSON.stringify({ ...figures, missed: missed.length, twice: twice.length }))
  expect(missed.slice(0, 5)).toEqual([])
  expect(twice.slice(0, 5)).toEqual([])
  expect(figures.filed).toBe(10_000)
  expect(Math.min(figures.reopened, figures.escalated, figures.kills)).toBeGreaterThan(50)
  await store.close()
}, 600_000)
