import { dayIn, isoWeek } from '../domain/deadlines.ts'
import { may, type Staff } from '../domain/staff.ts'
import { zoneOf } from '../domain/zones.ts'
import type { Instant, StaffId } from '../kit/ids.ts'
import type { World } from '../kit/world.ts'
import type { Privacy } from '../privacy/index.ts'
import type { ConcernRow, Urgency } from '../store/concerns.ts'
import type { Store, Tx } from '../store/index.ts'
import {
  areasInQueue,
  countMatching,
  countQueueFor,
  type Due,
  type QueueCounts,
  type QueueFilter,
  type QueueItem,
  queuePage,
} from '../store/queue.ts'
import { activeStaff } from '../store/staff.ts'
import { countReaders } from '../store/wraps.ts'
import type { Changes } from './changes.ts'
import type { Directory } from './directory.ts'

/** Weeks that one can ask for. */
export const WAITING = ['1', '2', '4', '8', '26'] as const

/** What staff ask the queue for. All that are given must hold; what nobody knows finds nothing. */
export type QueueAsk = {
  /** A category, or a group of them. */
  topic?: string
  /** A country stands for its areas too. */
  area?: string
  urgency?: Urgency
  status?: string
  whose?: 'mine' | 'nobody' | StaffId
  due?: Due
  /** Since so many weeks at least. */
  waiting?: (typeof WAITING)[number]
  /** Called urgent for everybody. */
  escalated?: boolean
  /** Closed ones too. */
  closed?: boolean
}

export type QueueSheet = {
  /** `readers`: how many keyholders can open it. `assignee`: whose it is. */
  rows: (ConcernRow & {
    readers: number
    escalated: boolean
    assignee: { id: StaffId; name: string | undefined } | undefined
  })[]
  /** All that fit, on every page. */
  total: number
  counts: QueueCounts
  /** Codes of the areas that open concerns are in, for choosing. */
  areas: string[]
  /** Those to whom a case can be given. */
  colleagues: Staff[]
}

export type QueueReader = {
  queue(ask: QueueAsk, page: { limit: number; offset: number }, me: StaffId): Promise<QueueSheet>
  /** Groups with their categories, for choosing. */
  topics(): { group: string; categories: string[] }[]
  /** Everybody who may work on it; demo staff only where everything is a demo. */
  staff(): Promise<Staff[]>
  /** `listener` is called after the queue has changed, until the returned function is called. */
  watch: Changes['watch']
}

/** What the verbs of the queue stand on. */
export type QueueRooms = { store: Store; privacy: Privacy; world: World; demo: boolean; changes: Changes }

const WEEK = 7 * 86_400_000

/** The calendar day that deadlines are held against and deeds are written under. */
export const queueDay = (now: Instant): string => dayIn(zoneOf(null), now)

/** What staff see of the letterbox: coded fields and counts. No verb of this file can reach a word of content. */
export const createQueueReader = (
  { store, world, demo, changes }: Omit<QueueRooms, 'privacy'>,
  directory: Pick<Directory, 'look'>,
): QueueReader => {
  const listed = (source: string, under?: string): string[] =>
    directory.look(source, { lang: 'en', now: 0, with: {}, ...(under ? { under } : {}) }).map(({ value }) => value)
  const topics = listed('topics').map(group => ({ group, categories: listed('categories', group) }))
  const members = (topic: string): string[] => topics.find(({ group }) => group === topic)?.categories ?? [topic]
  const filterOf = ({ topic, whose, waiting, ...rest }: QueueAsk, me: StaffId): QueueFilter => ({
    ...rest,
    ...(waiting ? { upToWeek: isoWeek(world.now() - Number(waiting) * WEEK) } : {}),
    ...(topic ? { categories: members(topic) } : {}),
    ...(whose ? { assignee: whose === 'mine' ? me : whose } : {}),
  })

  return {
    topics: () => topics,
    staff: async () => (await store.tx(activeStaff)).filter(staff => staff.demo === demo),
    watch: changes.watch,
    queue: (ask, page, me) =>
      store.tx(async tx => {
        const filter = filterOf(ask, me)
        const today = queueDay(world.now())
        const counts = await countQueueFor(tx, me, today)
        const everybody = await activeStaff(tx)
        return {
          counts,
          total: Object.keys(filter).length === 0 ? counts.open : await countMatching(tx, filter, today),
          rows: await withPeople(tx, await queuePage(tx, { filter, today, ...page }), everybody),
          areas: await areasInQueue(tx),
          colleagues: everybody.filter(staff => staff.demo === demo && mayHold(staff)),
        }
      }),
  }
}

/** Whoever may work on cases can be given one. */
export const mayHold = (staff: Staff): boolean => may(staff, 'case.work')

const withPeople = async (tx: Tx, rows: QueueItem[], everybody: Staff[]): Promise<QueueSheet['rows']> => {
  const readers = await countReaders(
    tx,
    rows.map(({ id }) => id),
  )
  const names = new Map(everybody.map(({ id, name }) => [id, name]))
  return rows.map(({ assignee, ...row }) => ({
    ...row,
    readers: readers.get(row.id) ?? 0,
    assignee: assignee && { id: assignee, name: names.get(assignee) },
  }))
}
