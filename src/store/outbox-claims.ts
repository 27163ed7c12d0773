/** Which lines of the outbox go next. */
import { sql } from 'kysely'
import type { ChannelName, Instant, PersonKey } from '../kit/ids.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'
import { type Line, PENDING, toLine } from './outbox-line.ts'
import { BLANK, blanks, perRows } from './shapes.ts'

export type Claim = {
  channel: ChannelName
  now: Instant
  limit: number
  /** The instant until which the claim holds: after it the lines may be claimed again. */
  lease: Instant
  /** Lines of a lower rank (a higher number) stay. Absent: all may go. */
  upTo?: Line['priority']
  /** People whose lines stay this time. */
  except?: PersonKey[]
}

/**
 * Claims due lines: by priority, then due, then order; one per person. A line waits while another one of its person is on
 * its way or goes before it: one of a better priority, or of the same and an earlier order. So a person reads what was said in
 * the order in which it was said, and a campaign that waits for its turn never delays an answer.
 */
export const claimLines = async (tx: Tx, claim: Claim): Promise<Line[]> => {
  const { channel, now, upTo = 3 } = claim
  const except = new Set(claim.except)
  const lines: Line[] = []
  for (const priority of claim.limit > 0 ? await dueRanks(tx, channel, now) : []) {
    const left = claim.limit - lines.length
    if (left <= 0 || priority > upTo) break
    const rows = await look(tx, [{ channel, priority, now, limit: left + except.size }])
    const free = rows.map(toLine).filter(line => !except.has(line.person))
    lines.push(...free.slice(0, left))
  }
  await lease(tx, lines, [claim.lease])
  return lines
}

/** When the next pending line is due; with `after`, the next one due later than that. `undefined`: nothing waits. */
export const nextDue = async (tx: Tx, channel: ChannelName, after = 0): Promise<Instant | undefined> => {
  const [row] = await soonest(tx, [{ channel, due: after }])
  const dues = PRIORITIES.flatMap(priority => row?.[`rank${priority}`] ?? [])
  return dues.length > 0 ? Math.min(...dues) : undefined
}

/**
 * What stands before an answer that wants to go out in the transaction that writes it: ranks of which a line is due, and those of
 * `people` to whom something is on its way or must be said first.
 */
export const obstacles = async (
  tx: Tx,
  { channel, people, now }: { channel: ChannelName; people: PersonKey[]; now: Instant },
): Promise<{ ranks: Line['priority'][]; people: Set<PersonKey> }> => ({
  ranks: await dueRanks(tx, channel, now),
  people: new Set((await awaiting(tx, people, [now])).map(row => toId<PersonKey>(row.person))),
})

/** One at a time, so that lines that are due later (a campaign waiting for the morning) are never walked over. */
const PRIORITIES = [0, 1, 2, 3] as const

/** The ranks of which a line is due, the best first: one statement instead of a look for each. */
const dueRanks = async (tx: Tx, channel: ChannelName, now: Instant): Promise<Line['priority'][]> => {
  const [row] = await soonest(tx, [{ channel, due: -1 }])
  return PRIORITIES.filter(priority => (row?.[`rank${priority}`] ?? Number.POSITIVE_INFINITY) <= now)
}

const look = perRows<
  { channel: ChannelName; priority: number; now: Instant; limit: number },
  Parameters<typeof toLine>[0]
>(
  tx =>
    tx
      .selectFrom('outbox as line')
      .selectAll()
      .where(PENDING)
      .where('channel', 'in', [BLANK])
      .where('priority', 'in', [BLANK])
      .where('due', '<=', BLANK)
      .where('lease', '<=', BLANK)
      .where(nothingBefore)
      .orderBy('due')
      .orderBy('turn')
      .limit(sql<number>`cast(${BLANK} as integer)`),
  it => [it.channel, it.priority, it.now, it.now, it.now, it.limit],
)

const nothingBefore = sql<boolean>`not exists (
  select 1 from outbox as other
  where other.person = line.person and other.id <> line.id and (
    other.state = 'sending'
    or (other.state = 'pending' and (
      other.lease > ${BLANK}
      or other.priority < line.priority
      or (other.priority = line.priority and other.turn < line.turn)
      or (other.priority = line.priority and other.turn = line.turn and other.id < line.id)
    ))
  )
)`

/** Of each rank the first that is due later than `due`; each a seek in the index. */
const soonest = perRows<{ channel: ChannelName; due: Instant }, Record<`rank${number}`, Instant | null>>(
  tx =>
    tx.selectNoFrom(eb =>
      PRIORITIES.map(priority =>
        eb
          .selectFrom('outbox')
          .select('due')
          .where(PENDING)
          .where('channel', 'in', [BLANK])
          .where('priority', '=', sql.lit(priority))
          .where('due', '>', BLANK)
          .orderBy('due')
          .limit(sql.lit(1))
          .as(`rank${priority}`),
      ),
    ),
  it => PRIORITIES.flatMap(() => [it.channel, it.due]),
)

/** Whoever is being written to, or has an answer waiting, claimed or not yet due. */
const awaiting = perRows<PersonKey, { person: Uint8Array }>(
  (tx, size) =>
    tx
      .selectFrom('outbox')
      .select('person')
      .where(sql<boolean>`(state = 'sending' or (state = 'pending' and (priority = 0 or lease > ${BLANK})))`)
      .where('person', 'in', blanks(size, BLANK)),
  person => [toBytes(person)],
)

const lease = perRows<Line>(
  (tx, size) => tx.updateTable('outbox').set({ lease: BLANK }).where('id', 'in', blanks(size, BLANK)),
  line => [toBytes(line.id)],
)
