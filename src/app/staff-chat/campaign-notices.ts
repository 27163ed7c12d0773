import { briefOf, progressOf } from '../../domain/campaigns/progress.ts'
import type { RunPurpose } from '../../domain/campaigns/states.ts'
import { may, type Staff } from '../../domain/staff.ts'
import type { Instant } from '../../kit/ids.ts'
import { countsOf } from '../../store/campaigns/counts.ts'
import { campaignById } from '../../store/campaigns/index.ts'
import { endedRuns, openRuns, type Run } from '../../store/campaigns/runs.ts'
import type { Store, Tx } from '../../store/index.ts'
import { readMeta, writeMeta } from '../../store/meta.ts'
import { addLines } from '../../store/outbox.ts'
import type { Glanced } from '../campaigns/glance.ts'
import type { VerdictRooms } from '../campaigns/verdict.ts'
import { waitingSheets } from '../campaigns/waiting.ts'
import { noticeLine } from '../notice-line.ts'
import { addressOf } from './menu.ts'
import { hearersOf, type TellRooms } from './notices.ts'
import { campaignLinks, codedCampaign, langOf, type StaffMessage, staffMessage } from './say.ts'

/** Leaves word in linked chats for those who sign; may run as often as one likes. Gives how many lines that were. */
export type TellOfCampaigns = (now: Instant) => Promise<number>

/** `sign`: it waits for them. `out`: a sending is over. `stuck`: one did not go out when it should have. */
type What = 'sign' | 'out' | 'stuck'
type Reason = { mark: string; what: What; rings: boolean; line: Glanced; to(staff: Staff): boolean }

const MINUTE = 60_000
const DAY = 1440 * MINUTE
/** So much later than its time the clock has had many turns. */
const LATE = 15 * MINUTE
/** Staff sit anywhere: what waits out a night waits out Japan's. */
const ZONE = 'Asia/Tokyo'
const SHOWN = 5
/** What is told for its own sake; a reminder or a digest is a part of something. */
const TOLD: readonly RunPurpose[] = ['call', 'correction', 'recall', 'result']

export type NoticeOfCampaignsRooms = TellRooms & Omit<VerdictRooms, 'store' | 'demo'> & { store: Store }

/** Each reason is told once, over restarts: what was told stands in the database, written with the notices, as long as it is a reason. */
export const createTellOfCampaigns =
  (rooms: NoticeOfCampaignsRooms): TellOfCampaigns =>
  now =>
    rooms.store.tx(async tx => {
      const hearers = (await hearersOf(tx, rooms)).filter(({ staff }) => may(staff, 'campaign.sign'))
      if (hearers.length === 0) return 0
      const kept = await readMeta(tx, 'told')
      const before = new Set(kept === undefined ? [] : (JSON.parse(kept) as string[]))
      const reasons = await reasonsOf(tx, rooms, now)
      const marks = JSON.stringify(reasons.map(({ mark }) => mark))
      if (marks !== (kept ?? '[]')) await writeMeta(tx, 'told', marks)
      const fresh = reasons.filter(({ mark }) => !before.has(mark))
      const lines: ReturnType<typeof noticeLine>[] = []
      for (const { staff, chats } of hearers)
        for (const [key, some] of Map.groupBy(fresh, ({ what, rings }) => `${what} ${rings}`)) {
          const mine = some.filter(({ to }) => to(staff))
          if (mine.length === 0) continue
          const message = noticeOf(rooms, staff, mine)
          const zone = key.endsWith('true') ? undefined : ZONE
          for (const chat of chats) {
            const to = addressOf(rooms.privacy, chat)
            const { person, channel } = chat
            if (to !== undefined) lines.push(noticeLine(rooms, { person, channel, to, message, zone }, lines.length))
          }
        }
      if (lines.length > 0) await addLines(tx, lines)
      return lines.length
    })

const noticeOf = (rooms: TellRooms, staff: Staff, reasons: readonly Reason[]): StaffMessage => {
  const lang = langOf(rooms.words, staff)
  const count = reasons.length
  const shown = reasons.slice(0, SHOWN).map(({ line }) => line)
  return staffMessage(rooms, lang, {
    head: { key: `staff.notice.${reasons[0]?.what ?? 'out'}`, values: { count } },
    lines: shown.map(line => codedCampaign(rooms, lang, line)),
    numbered: true,
    tail: [count > SHOWN ? { key: 'staff.notice.more', values: { count: count - SHOWN } } : undefined],
    links: campaignLinks(rooms, lang, shown),
  })
}

const reasonsOf = async (tx: Tx, rooms: NoticeOfCampaignsRooms, now: Instant): Promise<Reason[]> => {
  const waiting = await waitingSheets(tx, { ...rooms, demo: rooms.demo() })
  const toSign = waiting.map(({ campaign: id, kind, day, state, number, emergency, signed, able, of }): Reason => {
    const line = { id, kind, day, state, signed: { sheet: number, n: signed.length, of } }
    const to = (staff: Staff) => able.includes(staff.id) && !signed.includes(staff.id)
    return { mark: `sign ${id} ${number}`, what: 'sign', rings: emergency, line, to }
  })
  const over = (await endedRuns(tx, now - DAY)).map(run => [run, run.state === 'done' ? 'out' : 'stuck'] as const)
  // Who stopped everything knows why nothing goes out.
  const stopped = (await readMeta(tx, 'campaigns')) === 'stopped'
  const open = stopped ? [] : await openRuns(tx)
  const late = open.filter(({ state, at }) => state === 'waits' && at < now - LATE)
  const gone: Reason[] = []
  for (const [run, what] of [...over, ...late.map(run => [run, 'stuck'] as const)]) {
    const reason = await reasonOf(tx, rooms, run, what)
    if (reason) gone.push(reason)
  }
  return [...toSign, ...gone]
}

/** Nothing is told of what people themselves called off or paused. */
const reasonOf = async (tx: Tx, rooms: TellRooms, run: Run, what: What): Promise<Reason | undefined> => {
  const campaign = await campaignById(tx, run.campaign)
  if (!campaign || campaign.demo !== rooms.demo() || !TOLD.includes(run.purpose)) return undefined
  const { id, kind, day, state } = campaign
  if (what === 'stuck' && (state === 'cancelled' || state === 'paused')) return undefined
  const figures = { ...briefOf(progressOf(await countsOf(tx, id, run.run))), finish: undefined }
  return {
    mark: `${what} ${id} ${run.run}`,
    what,
    rings: false,
    line: { id, kind, day, state, figures },
    to: () => true,
  }
}
