/**
 * The queue over many concerns: milliseconds that each view takes in the database, and how it reads them. Seeds a database of its own.
 * `node bench/queue.ts [--json] [--concerns 100000] [--runs 9]`
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { ConcernId, StaffId } from '../src/kit/ids.ts'
import type { Sealed } from '../src/privacy/seal.ts'
import { setCaseCodes } from '../src/store/case-codes.ts'
import { claimCase } from '../src/store/case-work.ts'
import { concernByReceipt, insertConcern, URGENCIES } from '../src/store/concerns.ts'
import { countDueForErasure } from '../src/store/expiry.ts'
import { openStore, type Store, type Tx } from '../src/store/index.ts'
import { alikeTo, countMatching, countQueueFor, type QueueFilter, queuePage } from '../src/store/queue.ts'
import { figure } from './summary.ts'

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    concerns: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '9' },
  },
})
const concerns = Number(options.concerns)

const TODAY = '2025-06-15'
const AREAS = ['JP-13', 'JP-11', 'JP-27', 'KR-41', 'KR-11', 'JP', null]
const staff = Array.from({ length: 12 }, () => randomBytes(16).toString('base64url') as StaffId)
const me = staff[0] as StaffId
const receipts: Uint8Array[] = []
const day = (at: number): string => new Date(Date.UTC(2025, 4, 1) + at * 86_400_000).toISOString().slice(0, 10)
const bytes = (size: number) => randomBytes(size) as Uint8Array as Sealed

/** Nothing that the queue reads is left out; what is sealed is as long as that of a short report. */
const file = async (tx: Tx, at: number): Promise<void> => {
  const id = randomBytes(16).toString('base64url') as ConcernId
  const receipt = randomBytes(32)
  receipts.push(receipt)
  await insertConcern(tx, {
    id,
    category: `category_${'abcdefghij'[at % 10]}`,
    area: AREAS[at % AREAS.length] ?? null,
    urgency: URGENCIES[at % 50 === 0 ? 0 : 1 + (at % 3)] ?? 'soon',
    status: at % 10 === 9 ? 'closed' : 'new',
    channel: 'web',
    week: `2025-W${10 + (at % 15)}`,
    deadline: day(at % 60),
    demo: false,
    capability: randomBytes(32),
    receipt,
    sealed: {
      parts: [bytes(600)],
      wraps: [0, 1, 2].map(() => ({ holder: randomBytes(16).toString('base64url'), sealed: randomBytes(80) })),
      way: { publicKey: randomBytes(32), underCapability: bytes(80), underReceipt: bytes(80), inbox: randomBytes(32) },
    },
  })
  if (at % 500 === 0) await setCaseCodes(tx, id, { escalated: TODAY })
  if (at % 2 === 0) await claimCase(tx, { concern: id, staff: staff[at % staff.length] as StaffId, day: TODAY })
}

const seed = async (store: Store): Promise<void> => {
  for (let at = 0; at < concerns; at += 1000)
    await store.tx(async tx => {
      for (let one = at; one < Math.min(at + 1000, concerns); one++) await file(tx, one)
    })
}

/** A page and how many there are: what one view of the console asks. */
const view =
  (filter: QueueFilter, offset = 0) =>
  async (tx: Tx) => {
    await queuePage(tx, { filter, today: TODAY, limit: 25, offset })
    await countMatching(tx, filter, TODAY)
  }
const VIEWS: Record<string, (tx: Tx) => Promise<unknown>> = {
  counts: tx => countQueueFor(tx, me, TODAY),
  'first page': view({}),
  'last page': view({}, Math.floor(concerns * 0.9) - 25),
  'a group of categories': view({ categories: ['category_a', 'category_b', 'category_c'] }),
  'a country': view({ area: 'KR' }),
  'a prefecture': view({ area: 'JP-11' }),
  mine: view({ assignee: me }),
  "nobody's": view({ assignee: 'nobody' }),
  overdue: view({ due: 'overdue' }),
  'not taken up in time': view({ due: 'untaken' }),
  'waiting for weeks': view({ upToWeek: '2025-W20' }),
  escalated: view({ escalated: true }),
  'closed too': view({ closed: true }),
  'closed too, last page': view({ closed: true }, concerns - 25),
  'nothing fits': view({ area: 'XX', categories: ['category_a'], assignee: me, closed: true }),
  'alike, on a case page': tx => alikeTo(tx, { ...SOME, category: 'category_a', area: 'JP-13' }, 30),
  'to be erased tonight': tx => countDueForErasure(tx, 'closed', { day: '2025-01-01', week: '2025-W01' }),
  // Without stretching it, which takes some 25 ms more by design.
  'by receipt': tx => concernByReceipt(tx, receipts[Math.floor(concerns / 2)] as Uint8Array),
}

/** No case that there is. */
const SOME = { id: 'A'.repeat(22) as ConcernId }

const folder = mkdtempSync(join(tmpdir(), 'tulay-bench-'))
const store = await openStore({ folder, world: { now: Date.now, random: size => randomBytes(size) } })
try {
  await seed(store)
  const all = new Map<string, number[]>()
  for (let run = 0; run < Number(options.runs); run++)
    for (const [name, work] of Object.entries(VIEWS)) {
      const from = performance.now()
      await store.tx(work)
      all.set(name, [...(all.get(name) ?? []), performance.now() - from])
    }
  if (!options.json) console.log(`${concerns} concerns, ${options.runs} runs: median (lowest–highest) in ms`)
  for (const [name, times] of all) {
    const { median, low, high } = figure(times)
    const [m, l, h] = [median, low, high].map(ms => Number(ms.toFixed(1)))
    if (options.json) console.log(JSON.stringify({ name: `queue, ${name}`, ms: m, spread: [l, h], concerns }))
    else console.log(`${name.padEnd(24)} ${m} (${l}–${h})`)
  }
} finally {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
}
