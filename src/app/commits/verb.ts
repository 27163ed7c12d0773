import type { Look, Stop, Value, Words } from '../../engine/types.ts'
import type { ConcernId, Instant, Lang } from '../../kit/ids.ts'
import type { World } from '../../kit/world.ts'
import type { Privacy } from '../../privacy/index.ts'
import type { Sodium } from '../../privacy/sodium.ts'
import type { Store, Tx } from '../../store/index.ts'
import type { Polls } from '../campaigns/acts/polls.ts'
import type { ComposeTools } from '../campaigns/compose.ts'
import type { ProgressRooms } from '../campaigns/course/progress.ts'
import type { ReceiptPool } from '../receipts.ts'
import type { Menu } from '../staff-chat/menu.ts'
import type { Done, Job, Talk } from '../talk.ts'
import type { TellStaff } from '../tell-staff.ts'
import type { Harvest } from '../turn.ts'

/** What every commit verb may use. */
export type Tools = {
  store: Store
  privacy: Privacy
  sodium: Sodium
  world: World
  words: Words
  /** Desks and their cards. */
  look: Look
  receipts: ReceiptPool
  /** Demo keys count as keyholders, and what they seal is marked as demo. */
  demo(): boolean
  /** A channel that pushes; on the others a notice shows when the page is open. */
  pushes(channel: string): boolean
  /** Starts deleting messages on the person's phone, after the commit. */
  clear(talk: Talk, refs: string[]): void
  /** Something was erased: after the commit nothing of it may linger in the write-ahead log. */
  erased(): void
  /** The queue has changed: staff who look at it are told, after the commit. */
  changed(): void
  /** Category of an id, or `undefined` when content no longer has it. */
  urgencyOf(category: string): 'emergency' | 'urgent' | 'soon' | 'routine' | undefined
  areaName(lang: string, code: string): string
  /** Scheme and host of the console, for buttons in staff chats; none without a public address. */
  pages: string | undefined
  /** Shows or hides the commands of staff in a chat. */
  menu: Menu
  /** Leaves word for staff in their chats. */
  tell: TellStaff
  topicName(lang: string, topic: string): string
  /** Strictly rising, also over a restart. */
  order(): number
  /** What polls offer, for the look-ups of flows. */
  polls: Polls
  /** What a campaign's message is made with. */
  compose: ComposeTools
  /** The bot's name on Telegram, for links to it; none where there is no bot. */
  bot(): string | undefined
} & Pick<ProgressRooms, 'config' | 'pace'>

/** One commit inside the batch's transaction. A verb that throws is undone by itself and the person gets a sentence. */
export type Commit = {
  tx: Tx
  now: Instant
  job: Job
  talk: Talk
  stop: Stop
  harvest: Harvest
  tools: Tools
  /** Shred halves: put into their own file before the transaction commits. */
  shreds: { id: ConcernId; half: Uint8Array }[]
  /** Halves to erase, before the transaction commits. */
  erased: ConcernId[]
  /** Texts that this turn has put aside and that no table holds yet. */
  textOf(draft: string): string | undefined
}

export type Verb = (commit: Commit) => Promise<Done>

/** A verb as flows may name it. */
export type Deed = {
  does: Verb
  /** Each must be covered by the step's `next`. */
  outcomes: string[]
  /** What texts may show afterwards, by the outcome that gives it. */
  values?: Record<string, string[]>
}

/** An answer as a string: a choice's value, or what was typed in one message. */
export const word = (value: Value | undefined): string | undefined => {
  if (typeof value === 'string') return value
  const [part] = Array.isArray(value) ? value : []
  return typeof part === 'object' && 'text' in part ? part.text : undefined
}

/** The language that is spoken now. */
export const langOf = ({ talk }: Pick<Commit, 'talk'>): Lang => talk.session?.lang ?? talk.lang ?? 'en'

/** A day, `2025-02-14`, as people of that language write it, in ASCII digits. */
export const longDay = (lang: string, day: string): string => {
  const known = formats.get(lang) ?? formatFor(lang)
  formats.set(lang, known)
  return known.format(new Date(`${day}T00:00:00Z`))
}

const formatFor = (lang: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(`${lang}-u-nu-latn`, { dateStyle: 'full', timeZone: 'UTC', calendar: 'gregory' })

/** Making one costs more than a whole turn. */
const formats = new Map<string, Intl.DateTimeFormat>()
