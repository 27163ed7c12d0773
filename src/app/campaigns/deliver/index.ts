/**
 * Campaigns, as the way out asks about them: inside the transaction that marks lines as being sent, each run is verified, each letter is
 * made of the verified sheet, and the person's ceiling is looked at. What may not go is put back or settled here, many at once.
 */
import type { LineEnd } from '../../../domain/campaigns/progress.ts'
import type { Address, CampaignId, Instant, LineId } from '../../../kit/ids.ts'
import type { Message } from '../../../kit/message.ts'
import type { Privacy } from '../../../privacy/index.ts'
import type { Tx } from '../../../store/index.ts'
import { readMeta } from '../../../store/meta.ts'
import type { Finish } from '../../../store/outbox.ts'
import { interrupted } from '../../../store/outbox-campaigns.ts'
import type { Call } from '../acts/call.ts'
import { type ComposeTools, composeFor } from '../compose.ts'
import { digestMessage } from '../digest.ts'
import { keepPlaces } from '../refs.ts'
import type { Refusal } from '../verdict.ts'
import { enterHours, leaveHours, leaveLastHour, underCeilings } from './ceilings.ts'
import { type CampaignLetter, type CampaignLine, type DigestLetter, type Op, openLetter, readLetter } from './letter.ts'
import { type AskSeen, type AskVerdict, createReviews, type Review } from './review.ts'
import { refuseRun } from './settle.ts'

/** For delivery too, which knows no other room than this one. */
export type { LineEnd }

export type DeliverRooms = {
  privacy: Privacy
  tools: ComposeTools
  verdictOf: AskVerdict
  seen: AskSeen
  /** What may be seen of a campaign now, for the weekly digest. */
  callOf(tx: Tx, campaign: CampaignId, now: Instant): Promise<Call | undefined>
  /** The data may be a copy of another server's: nothing is shown to whom fetches. */
  resting(): boolean
}
export type CampaignDelivery = ReturnType<typeof createCampaignDelivery>

/** Of the way out. `counts`: it is one of those of which a person gets only so many; since when it is counted. */
export type Letter = { to: Address; message: Message; zone?: string; op?: Op; area?: string; counted?: Instant }
type Line = CampaignLine
export type Landed = { line: Line; letter: Letter; came?: LineEnd; surely: boolean; ref?: string }
type Sorted = { letters: Map<LineId, Letter>; finishes: Finish[]; more: boolean }

export const createCampaignDelivery = ({ privacy, tools, verdictOf, seen, callOf, resting }: DeliverRooms) => {
  const reviewOf = createReviews({ verdictOf, seen })

  const letters = async (tx: Tx, lines: Line[], now: Instant): Promise<Sorted> => {
    const sorted: Sorted = { letters: new Map(), finishes: [], more: false }
    const waits: { line: Line; letter: Letter }[] = []
    for (const its of Map.groupBy(lines, runOf).values()) {
      const [first] = its
      if (!first?.campaign) continue
      const review = await reviewOf(tx, first.campaign, now)
      if (!review.ok) {
        const { finishes, more } = await refuseRun(tx, first.campaign, its, review, now)
        sorted.finishes.push(...finishes)
        sorted.more ||= more
        continue
      }
      for (const line of its) {
        const letter = letterOf(line, review, now)
        if (letter === 'broken') continue
        if (letter === 'wordless') sorted.finishes.push({ id: line.id, done: 'dropped', count: 'dropped' })
        else if (letter.counted === undefined) sorted.letters.set(line.id, letter)
        else waits.push({ line, letter })
      }
    }
    const { free, later } = await underCeilings(tx, waits, now)
    for (const { line, letter } of free) sorted.letters.set(line.id, letter)
    sorted.finishes.push(...later)
    return sorted
  }

  const letterOf = (
    line: Line,
    review: Extract<Review, { ok: true }>,
    now: Instant,
  ): Letter | 'broken' | 'wordless' => {
    const open = openLetter(privacy, line)
    if (!open) return 'broken'
    const { to, op, zone, area } = open
    const { number, sheet, purpose, emergency } = review
    if (open.sheet !== number) return 'broken'
    // What is sealed in a line and what its run is for must be the same: neither makes the other say something.
    if (op ? purpose !== ('edit' in op ? 'correction' : 'recall') : purpose === 'correction' || purpose === 'recall')
      return 'broken'
    if (!sheet) return op ? { to, op, message: NOTHING } : 'broken'
    const message = messageOf(open, review)
    if (!message) return 'wordless'
    const where = area ? { area } : {}
    if (op) return { to, message, op, ...where }
    return { to, message, ...where, ...(emergency ? {} : { counted: now, ...(zone ? { zone } : {}) }) }
  }

  const messageOf = (
    { campaign, lang, area = null }: Pick<CampaignLetter, 'campaign' | 'lang' | 'area'>,
    { sheet, purpose }: Extract<Review, { ok: true }>,
  ): Message | undefined => (sheet ? composeFor({ ...tools, campaign, sheet, lang, area, purpose }) : undefined)

  return {
    recover: async (tx: Tx): Promise<void> => leaveLastHour(tx, await interrupted(tx)),
    stopped: async (tx: Tx): Promise<boolean> => (await readMeta(tx, 'campaigns')) === 'stopped',
    letters,
    /** A weekly digest. `nothing`: of what it was about nothing may be seen any more; `undefined`: the line is none. */
    async digest(tx: Tx, line: Pick<Line, 'id' | 'body'>, now: Instant): Promise<Letter | 'nothing' | undefined> {
      const open = readLetter<DigestLetter>(privacy, line)
      if (!open?.calls) return undefined
      const calls: Call[] = []
      for (const id of open.calls) {
        const call = await callOf(tx, id, now)
        if (call) calls.push(call)
      }
      const message = digestMessage(tools, open.lang, calls)
      return message ? { to: open.to, zone: open.zone, message } : 'nothing'
    },
    /** The hour is written before anything is on the wire: after a crash nobody is sent a second one within it. */
    leave: (tx: Tx, flights: { line: Line; letter: Letter }[], now: Instant): Promise<void> =>
      enterHours(tx, flights, now),
    async land(tx: Tx, landed: Landed[], now: Instant): Promise<void> {
      // What surely did not go out has rung nowhere.
      await leaveHours(
        tx,
        landed.filter(({ surely }) => surely),
      )
      await keepPlaces(tx, privacy, landed, now)
    },
    /** What a held line says to whom fetches it, verified now. */
    async fetch(tx: Tx, line: Line, now: Instant): Promise<Fetched> {
      if (!line.campaign || resting()) return 'later'
      const review = await reviewOf(tx, line.campaign, now)
      if (!review.ok)
        return LATER.has(review.why) ? 'later' : { count: review.why === 'expired' ? 'expired' : 'dropped' }
      const letter = letterOf(line, review, now)
      if (letter === 'broken' || letter === 'wordless') return { count: letter === 'broken' ? 'failed:0' : 'dropped' }
      return letter.op ? { count: 'failed:405' } : { message: letter.message }
    },
  }
}

/** `later`: it goes on waiting. `count`: it is dropped, and counted so. */
export type Fetched = 'later' | { message: Message } | { count: NonNullable<Finish['count']> }
const LATER = new Set<Refusal>(['paused', 'stopped', 'hold'])
const NOTHING: Message = { lang: 'en', text: [], choices: [], verbs: [], personal: false }
const runOf = ({ campaign }: Line): string => `${campaign?.id} ${campaign?.run}`
