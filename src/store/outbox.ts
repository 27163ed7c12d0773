/**
 * Words on their way out. pending → (claimed: pending with a lease) → sending → deleted, or pending again, failed, unknown.
 * `held`: waits for a person whose channel fetches (web chat, terminal).
 */
import { sql } from 'kysely'
import type { LineEnd } from '../domain/campaigns/progress.ts'
import type { Instant, LineId, PersonKey } from '../kit/ids.ts'
import type { Sealed } from '../privacy/seal.ts'
import { countById, countLines, type Fits } from './count-lines.ts'
import { toBytes } from './ids.ts'
import type { Tx } from './index.ts'
import { type Line, type LineState, PENDING, toLine } from './outbox-line.ts'
import { BLANK, blanks, perRows } from './shapes.ts'

export { claimLines, nextDue, obstacles } from './outbox-claims.ts'
export type { Line } from './outbox-line.ts'

/** What became of a line. One that was sent is deleted: its words and its address are gone. */
export type Finish = {
  id: LineId
  /** Of a line of a campaign: what it is counted as. */
  count?: LineEnd
} & (
  | { done: 'sent' | 'dropped' }
  /** Pending again, not before `due`; `later`: without having been tried. */
  | { done: 'again' | 'later'; due: Instant }
  /** Set aside until its campaign goes on (outbox-campaigns.ts). */
  | { done: 'paused' }
  /** Kept for staff. */
  | { done: 'failed' | 'unknown'; code: number | null }
)

/** `lease`: of a line that is written as `sending` at once. */
type NewLine = Line & { body: Sealed; lease?: Instant }

const insert = perRows<NewLine>(
  (tx, size) =>
    tx.insertInto('outbox').values(
      blanks(size, {
        id: BLANK,
        person: BLANK,
        channel: BLANK,
        priority: BLANK,
        state: BLANK,
        due: BLANK,
        turn: BLANK,
        body: BLANK,
        cause: BLANK,
        policy: BLANK,
        attempts: BLANK,
        code: BLANK,
        lease: BLANK,
        campaign: BLANK,
        run: BLANK,
        lang: BLANK,
      }),
    ),
  line => [
    toBytes(line.id),
    toBytes(line.person),
    line.channel,
    line.priority,
    line.state,
    line.due,
    line.order,
    line.body,
    line.cause,
    line.policy,
    line.attempts,
    line.code,
    line.lease ?? 0,
    line.campaign ? toBytes(line.campaign.id) : null,
    line.campaign?.run ?? null,
    line.campaign?.lang ?? null,
  ],
)

const remove = perRows<LineId>(
  (tx, size) => tx.deleteFrom('outbox').where('id', 'in', blanks(size, BLANK)),
  id => [toBytes(id)],
)

const send = perRows<LineId>(
  (tx, size) =>
    tx
      .updateTable('outbox')
      .set({ state: sql.lit('sending') })
      .where('id', 'in', blanks(size, BLANK))
      .where(PENDING),
  id => [toBytes(id)],
)

export const addLines = async (tx: Tx, lines: NewLine[]): Promise<void> => void (await insert(tx, lines))

/** To be committed before the write to the socket: after a crash only these lines are in doubt. */
export const markSending = async (tx: Tx, ids: LineId[]): Promise<void> => void (await send(tx, ids))

const move = perRows<LineId>(
  (tx, size) =>
    tx
      .updateTable('outbox')
      .set(eb => ({
        state: BLANK,
        due: eb.fn.coalesce(eb.val(BLANK), 'due'),
        code: eb.fn.coalesce(eb.val(BLANK), 'code'),
        attempts: eb('attempts', '+', BLANK),
        lease: sql.lit(0),
      }))
      .where('id', 'in', blanks(size, BLANK)),
  id => [toBytes(id)],
)

/** What became of lines that were being sent. A line that was removed meanwhile stays removed, and is counted as nothing more. */
export const finishLines = async (tx: Tx, results: Finish[]): Promise<void> => {
  const counts = Map.groupBy(results, ({ count }) => count)
  for (const [what, its] of counts)
    if (what !== undefined)
      await countById(
        tx,
        what,
        its.map(({ id }) => id),
      )
  // Many that come to the same share a statement.
  for (const [key, its] of Map.groupBy(results, movesTo)) {
    const ids = its.map(({ id }) => id)
    if (key === GONE) await remove(tx, ids)
    else await move(tx, ids, JSON.parse(key))
  }
}
const GONE = 'gone'
/** The parameters that lead `move`, as text. */
const movesTo = (it: Finish): string => {
  if ('due' in it) return JSON.stringify(['pending', it.due, null, it.done === 'again' ? 1 : 0])
  if (it.done === 'paused') return JSON.stringify(['paused', null, null, 0])
  return 'code' in it ? JSON.stringify([it.done, null, it.code, 1]) : GONE
}

/**
 * At a start, or when leases ran out: who was sending is gone. Lines that were claimed only were surely not sent.
 * @param it.all also those whose lease still runs: at the start of the only process.
 */
export const recoverLines = async (
  tx: Tx,
  it: { now: Instant; all?: boolean },
): Promise<{ repeated: number; unknown: number }> => {
  const until = it.all ? Number.MAX_SAFE_INTEGER : it.now
  const inDoubt = (policies: Line['policy'][], state: LineState) =>
    tx
      .updateTable('outbox')
      .set(eb => ({ state, lease: 0, attempts: eb('attempts', '+', 1) }))
      .where('state', '=', 'sending')
      .where('policy', 'in', policies)
      .where('lease', '<=', until)
      .executeTakeFirstOrThrow()
  const held = (eb: Parameters<Fits>[0]) =>
    eb.and([eb('state', '=', 'sending'), eb('policy', '=', 'hold'), eb('lease', '<=', until)])
  await countLines(tx, 'unknown', held)
  const repeated = await inDoubt(['repeat', 'restart'], 'pending')
  const unknown = await inDoubt(['hold'], 'unknown')
  await tx
    .updateTable('outbox')
    .set({ lease: 0 })
    .where(PENDING)
    .where('lease', '>', 0)
    .where('lease', '<=', until)
    .execute()
  return { repeated: Number(repeated.numUpdatedRows), unknown: Number(unknown.numUpdatedRows) }
}

/** What waits for a person to fetch it, in order; with `cause` only what answers that update. */
export const heldLines = async (tx: Tx, person: PersonKey, cause?: Uint8Array): Promise<Line[]> => {
  let query = tx.selectFrom('outbox').selectAll().where('person', '=', toBytes(person)).where('state', '=', 'held')
  if (cause) query = query.where('cause', '=', cause)
  return (await query.orderBy('turn').execute()).map(toLine)
}

/** Who opened the page has seen what waited there: it is dropped with the next answer, not shown once more. */
export const markHeldSeen = async (tx: Tx, ids: LineId[]): Promise<void> => {
  await countById(tx, 'shown', ids)
  await see(tx, ids, [SEEN])
}

const see = perRows<LineId>(
  (tx, size) => tx.updateTable('outbox').set({ cause: BLANK }).where('id', 'in', blanks(size, BLANK)),
  id => [toBytes(id)],
)

/** No update's hash. */
const SEEN = new Uint8Array(16)

/** Drops alerts and notices that have not gone out: this person wants none any more. */
export const removeAlertsOf = async (tx: Tx, person: PersonKey): Promise<void> => {
  await countLines(tx, 'dropped', eb => eb.and([eb('person', '=', toBytes(person)), eb('state', 'in', OPEN)]))
  await tx
    .deleteFrom('outbox')
    .where('person', '=', toBytes(person))
    .where('priority', '>', 0)
    .where('state', '!=', 'sending')
    .execute()
}
/** Not yet counted as anything: all but what failed or may have arrived. */
const OPEN: LineState[] = ['pending', 'paused', 'held', 'parked']

/** Drops what nobody came to fetch: answers, and alerts that nobody has seen. Returns how many. */
export const pruneHeld = async (tx: Tx, before: { answers: Instant; alerts: Instant }): Promise<number> => {
  const old = (eb: Parameters<Fits>[0]) =>
    eb.and([
      eb('state', '=', 'held'),
      eb.or([eb('due', '<', before.alerts), eb('due', '<', before.answers).and('cause', 'is not', null)]),
    ])
  // What was seen is counted already.
  await countLines(tx, 'expired', eb => eb.and([old(eb), eb('cause', 'is', null)]))
  const { numDeletedRows } = await tx.deleteFrom('outbox').where(old).executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

/** Drops all that is on its way to a person. */
export const removeLinesOf = async (tx: Tx, person: PersonKey): Promise<void> => {
  const its = (eb: Parameters<Fits>[0], states: LineState[]) =>
    eb.and([eb('person', '=', toBytes(person)), eb('state', 'in', states)])
  await countLines(tx, 'dropped', eb => its(eb, OPEN))
  await countLines(tx, 'unknown', eb => its(eb, ['sending']))
  await tx.deleteFrom('outbox').where('person', '=', toBytes(person)).execute()
}

/** Lines that failed or may have been delivered, for staff; one page, by id. */
export const deadLines = async (tx: Tx, page: { limit: number; after?: LineId } = { limit: 100 }): Promise<Line[]> => {
  let query = tx.selectFrom('outbox').selectAll().where('state', 'in', ['failed', 'unknown'])
  if (page.after) query = query.where('id', '>', toBytes(page.after))
  return (await query.orderBy('id').limit(page.limit).execute()).map(toLine)
}
