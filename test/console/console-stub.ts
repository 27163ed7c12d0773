import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCampaigns } from '../../src/app/campaigns/index.ts'
import { createCases } from '../../src/app/cases/index.ts'
import { createChanges } from '../../src/app/changes.ts'
import { createCoding } from '../../src/app/coding/index.ts'
import { createDemoStaff } from '../../src/app/demo.ts'
import { createKeyring } from '../../src/app/keyring/index.ts'
import { createOffice } from '../../src/app/office/index.ts'
import { createQueue, type QueueSheet } from '../../src/app/queue.ts'
import { createStaffDoor, type StaffDoor } from '../../src/app/staff/index.ts'
import type { Role, Staff } from '../../src/app/staff.ts'
import { type ConsoleOptions, type ConsolePort, createConsole } from '../../src/console/index.ts'
import type { ConcernId, StaffId } from '../../src/kit/ids.ts'
import { createPrivacy, type Privacy } from '../../src/privacy/index.ts'
import { openSodium } from '../../src/privacy/sodium.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { directory } from '../app/rig.ts'
import { listen, read, type Served, words as webWords, world } from '../channels/web-stub.ts'
import { joinAs } from './joined.ts'
import { NO_CAMPAIGNS, NO_CASES, NO_CODING, NO_LETTERS, NO_OFFICE } from './no-cases.ts'
import { NO_KEYS } from './no-keys.ts'

type QueueRow = QueueSheet['rows'][number]

const CATEGORIES = ['labour_wages', 'document_confiscation', 'gbv_women', 'unheard_of']
const URGENCIES = ['emergency', 'urgent', 'soon', 'routine'] as const

export const rowOf = (index: number): QueueRow => ({
  id: `${index}`.padStart(22, 'A') as ConcernId,
  category: CATEGORIES[index % 4] ?? '',
  area: [null, 'JP-11', 'KR-41', 'XX-99'][index % 4] ?? null,
  urgency: URGENCIES[index % 4] ?? 'soon',
  status: ['new', 'claimed', 'waiting', 'strange'][index % 4] ?? '',
  channel: 'web',
  assignee: index % 4 === 1 ? COLLEAGUE : undefined,
  week: '2025-W07',
  deadline: '2025-02-14',
  demo: index === 1,
  escalated: index % 4 === 1,
  readers: (index % 3) + 1,
})

const TITLES = read('locales/en/categories.json') as Record<string, { title: string }>
const AREAS = read('locales/en/areas.json') as Record<string, string>
const TEXTS: Record<string, string | undefined> = {
  ...Object.fromEntries(Object.entries(TITLES).map(([id, { title }]) => [`categories.${id}.title`, title])),
  ...Object.fromEntries(Object.entries(AREAS).map(([code, name]) => [`areas.${code}`, name])),
}

export const words: ConsolePort['words'] = {
  ...webWords,
  text: (lang, key, values = {}) => {
    const plural = webWords.text(lang, `${key}_${values.count === 1 ? 'one' : 'other'}`, values)
    return TEXTS[key] ?? (plural.startsWith(key) ? webWords.text(lang, key, values) : plural)
  },
  has: (lang, key) => key in TEXTS || webWords.text(lang, key) !== key,
  fileReviews: () => [
    { tag: 'fil', file: 'flows', state: 'reviewed', by: 'Ana', on: '2025-01-31', stale: true },
    { tag: 'fil', file: 'verbs', state: 'reviewed', by: 'Ana', on: '2025-01-31', stale: false },
    { tag: 'ar', file: 'flows', state: 'machine-drafted', stale: false },
  ],
}

/** To whom the made-up rows can be given. */
const COLLEAGUE: Staff = {
  id: 'S'.repeat(22) as StaffId,
  name: 'Ana',
  role: 'moderator',
  holder: undefined,
  demo: false,
}

const TOLD = { mine: 1, nobodys: 2, untaken: 1, everybody: 3, late: 1 }

export const createPort = (rows: QueueRow[]): ConsolePort => ({
  queue: async (_, { limit, offset }) => ({
    rows: rows.slice(offset, offset + limit),
    total: rows.length,
    counts: { open: rows.length, unclaimed: 3, dueToday: 2, overdue: 1, escalated: 1, mine: 4, told: TOLD },
    areas: ['JP-11', 'KR-41'],
    colleagues: [COLLEAGUE],
  }),
  topics: () => [{ group: 'work', categories: ['labour_wages'] }],
  watch: createChanges().watch,
  work: async (_, chosen) => ({ done: chosen.length, refused: [] }),
  caseByReceipt: async () => ({ kind: 'found', id: rowOf(0).id }),
  staff: async () => [COLLEAGUE],
  cases: NO_CASES,
  campaigns: NO_CAMPAIGNS,
  letters: NO_LETTERS,
  keys: NO_KEYS,
  office: NO_OFFICE,
  coding: NO_CODING,
  off: async () => [{ what: 'Telegram.', how: 'Set TELEGRAM_BOT_TOKEN to switch it on.' }],
  words,
})

export type ConsoleServer = Served & {
  link(): Promise<string>
  door: StaffDoor
  store: Store
  privacy: Privacy
  /** Of the database. */
  folder: string
  /** Headers of somebody of a role who is signed in: one of the demo's people, or a member who has just joined. */
  as(role: Role): Promise<{ cookie: string }>
}

const nothing = (): void => undefined

/** The real routes over a real database that is gone afterwards; only the queue's rows are made up, unless it is `real`. */
export const serveConsole = async (
  rows: QueueRow[] = [],
  { real = false, ...options }: Partial<ConsoleOptions> & { real?: boolean } = {},
): Promise<ConsoleServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'tulay-console-'))
  const all = { world, secure: false, demo: false, ...options }
  const store = await openStore({ folder, world: all.world })
  const privacy = createPrivacy({ secret: randomBytes(32), world: all.world })
  const sodium = await openSodium()
  if (all.demo) await createDemoStaff({ store, privacy, sodium, world: all.world })
  const door = options.door ?? createStaffDoor({ store, privacy, world: all.world, demo: all.demo })
  const cases = createCases({
    ...{ store, privacy, world: all.world },
    words: { ...words, list: () => [], isDraft: () => false },
    pushes: () => false,
    nudge: nothing,
    changed: nothing,
  })
  const keys = createKeyring({ store, sodium, world: all.world, changed: nothing })
  const rooms = { store, world: all.world, demo: all.demo, changes: createChanges() }
  const campaigns = createCampaigns({
    ...{ ...rooms, privacy, sodium, directory, nudge: nothing },
    words: options.port?.words ?? words,
    pushes: () => false,
  })
  const office = createOffice({ ...rooms, directory })
  const coding = createCoding({ ...rooms, directory })
  const queue = real ? createQueue({ ...rooms, privacy }, directory) : {}
  // A test that makes up the queue has the office of the real database all the same.
  const made = options.port && { ...options.port, keys, office, campaigns }
  const port = made ?? { ...createPort(rows), ...queue, cases, campaigns, keys, office, coding }
  const { routes, link, stop } = createConsole({ ...all, port, door })
  const served = await listen(routes.fetch)
  const name = all.secure ? '__Host-tulay-staff' : 'tulay-staff'
  return {
    url: served.url,
    link,
    door,
    store,
    privacy,
    folder,
    as: async role => {
      const demo = all.demo && (await door.members()).find(it => it.role === role && it.fixed)
      const token = demo ? await door.enterDemo(demo.id) : (await joinAs(store, door, all.world, role)).token
      return { cookie: `${name}=${token}` }
    },
    close: async () => {
      stop()
      await served.close()
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
