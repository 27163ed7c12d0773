/** What follows from one attempt to deliver. Pure but for the dice passed in. */
import type { LineEnd } from '../app/campaigns/deliver/index.ts'
import type { Instant } from '../kit/ids.ts'
import type { LogEvent } from '../kit/log.ts'
import type { Sent } from '../kit/message.ts'
import type { Finish, Letter, Line } from './ports.ts'

export type Landing = {
  finish: Finish
  /** The person blocked us: nothing more can reach them. */
  gone?: true
  /** 429: nobody may send with this token before. */
  pauseUntil?: Instant
  /** The platform cannot be reached (`down`), or it may be ill (`doubt`). */
  trouble?: 'down' | 'doubt'
  /** What staff should find in the log. */
  note?: { event: LogEvent; status?: number }
}

/** In doubt so often, a line that may be repeated is given up and kept for staff. About ten minutes. */
const DOUBTS = 10

type Refusal = Extract<Sent, { ok: false }>
type Case<Why extends Refusal['why']> = (
  sent: Extract<Refusal, { why: Why }>,
  line: Line,
  now: Instant,
  dice: number,
) => Landing
const REFUSALS: { [Why in Refusal['why']]: Case<Why> } = {
  gone: (_, { id }) => ({ finish: { id, done: 'sent' }, gone: true, note: { event: 'delivery.gone' } }),
  refused: ({ code }, { id }) => ({
    finish: { id, done: 'failed', code },
    note: { event: 'delivery.refused', status: code },
  }),
  'slow-down': ({ retryAfter }, { id }, now) => {
    const pauseUntil = now + Math.ceil(retryAfter * 1000)
    return { finish: { id, done: 'again', due: now }, pauseUntil, note: { event: 'delivery.slow-down' } }
  },
  unreachable: (_, { id, attempts }, now, dice) => ({
    finish: { id, done: 'again', due: now + backoff(attempts, dice) },
    trouble: 'down',
    note: { event: 'delivery.unreachable' },
  }),
  'in-doubt': (_, { id, policy, attempts }, now, dice) =>
    policy !== 'repeat' || attempts >= DOUBTS
      ? { finish: { id, done: 'unknown', code: null }, trouble: 'doubt', note: { event: 'delivery.unknown' } }
      : { finish: { id, done: 'again', due: now + backoff(attempts, dice) }, trouble: 'doubt' },
}

/**
 * `dice` from 0 to 1. Where a message could not be changed or taken away there is nothing left that staff could do.
 */
export const land = (sent: Sent, line: Line, { op }: Pick<Letter, 'op'>, now: Instant, dice: number): Landing => {
  const landing = landed(sent, line, now, dice)
  if (!line.campaign) return landing
  const count = countAs(sent, landing, op)
  const done = op && landing.finish.done === 'failed' ? { id: line.id, done: 'sent' as const } : landing.finish
  return count ? { ...landing, finish: { ...done, count } } : landing
}

const countAs = (sent: Sent, { finish }: Landing, op: Letter['op']): LineEnd | undefined => {
  if (finish.done === 'again') return undefined
  if (sent.ok) return op ? ('edit' in op ? 'edited' : 'removed') : 'sent'
  if (sent.why === 'gone') return 'gone'
  return sent.why === 'refused' ? `failed:${sent.code}` : 'unknown'
}

const landed = (sent: Sent, line: Line, now: Instant, dice: number): Landing => {
  if (sent.ok) return { finish: { id: line.id, done: 'sent' } }
  // The union of the cases' parameters is what TypeScript cannot follow through the table.
  const refusal = REFUSALS[sent.why] as (sent: Refusal, line: Line, now: Instant, dice: number) => Landing
  return refusal(sent, line, now, dice)
}

/** 1, 2, 4 … seconds up to 5 minutes, each a quarter more or less, so that many lines do not come back at once. */
export const backoff = (attempts: number, dice: number): number =>
  Math.ceil(Math.min(300_000, 1000 * 2 ** Math.min(attempts, 20)) * (0.75 + dice / 2))
