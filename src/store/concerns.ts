/** Filed concerns: coded fields in clear for queue, deadlines and statistics; all that a person said is sealed. */
import { type Selectable, sql } from 'kysely'
import type { ChannelName, ConcernId } from '../kit/ids.ts'
import type { SealedConcern, Way, Wrap } from '../privacy/case-keys.ts'
import type { Sealed } from '../privacy/seal.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'
import { BLANK, blanks, perRows } from './shapes.ts'
import type { Tables } from './tables.ts'

/** The most urgent first: the order of the queue. */
export const URGENCIES = ['emergency', 'urgent', 'soon', 'routine'] as const
export type Urgency = (typeof URGENCIES)[number]

/** Of what people wrote for campaigns: sealed like a case, and none. Every query over cases leaves them out. */
export const WORDS = 'words'

/** All that stands in clear about a concern: no language, no hour, no person. */
export type ConcernRow = {
  id: ConcernId
  category: string
  /** ISO 3166-2 or country. */
  area: string | null
  urgency: Urgency
  /** `closed` leaves the queue. */
  status: string
  channel: ChannelName
  /** ISO week it came in, `2025-W07`. */
  week: string
  /** Day of the promised answer, `2025-02-14`. */
  deadline: string
  /** Sealed to demo keys: not a real person's. */
  demo: boolean
}

/**
 * Files a concern. Its shred half must be committed before (`store.shred.put`).
 * @param row.capability `hashCapability`; @param row.receipt `lookup` of `stretchReceipt`: the two ways back to it.
 */
export const insertConcern = async (
  tx: Tx,
  row: ConcernRow & { capability: Uint8Array; receipt: Uint8Array; sealed: SealedConcern },
): Promise<void> => {
  const { sealed, ...coded } = row
  await insertSealed(tx, coded, sealed)
  const { capability, receipt } = row
  await insertWay(tx, [{ concern: toBytes(row.id), ...sealed.way, capability, receipt }])
}

/** Without a way back. */
export const insertSealed = async (
  tx: Tx,
  row: ConcernRow,
  { parts, wraps }: Pick<SealedConcern, 'parts' | 'wraps'>,
): Promise<void> => {
  const concern = toBytes(row.id)
  await insertCoded(tx, [row])
  await insertParts(
    tx,
    parts.map((body, part) => ({ concern, part, body })),
  )
  await insertWraps(
    tx,
    wraps.map(wrap => ({ concern, ...wrap })),
  )
}

const insertCoded = perRows<ConcernRow>(
  (tx, size) =>
    tx.insertInto('concerns').values(
      blanks(size, {
        id: BLANK,
        category: BLANK,
        area: BLANK,
        urgency: BLANK,
        status: BLANK,
        channel: BLANK,
        week: BLANK,
        deadline: BLANK,
        demo: BLANK,
      }),
    ),
  row => [
    toBytes(row.id),
    row.category,
    row.area,
    URGENCIES.indexOf(row.urgency),
    row.status,
    row.channel,
    row.week,
    row.deadline,
    Number(row.demo),
  ],
)

const insertWay = perRows<Way & { concern: Uint8Array; capability: Uint8Array; receipt: Uint8Array }>(
  (tx, size) =>
    tx.insertInto('concern_ways').values(
      blanks(size, {
        concern: BLANK,
        capability: BLANK,
        receipt: BLANK,
        public_key: BLANK,
        under_capability: BLANK,
        under_receipt: BLANK,
        inbox: BLANK,
      }),
    ),
  row => [row.concern, row.capability, row.receipt, row.publicKey, row.underCapability, row.underReceipt, row.inbox],
)

const insertParts = perRows<{ concern: Uint8Array; part: number; body: Sealed }>(
  (tx, size) => tx.insertInto('concern_parts').values(blanks(size, { concern: BLANK, part: BLANK, body: BLANK })),
  row => [row.concern, row.part, row.body],
)

const insertWraps = perRows<Wrap & { concern: Uint8Array }>(
  (tx, size) => tx.insertInto('concern_wraps').values(blanks(size, { concern: BLANK, holder: BLANK, sealed: BLANK })),
  row => [row.concern, toBytes(row.holder), row.sealed],
)

export const concernByCapability = (tx: Tx, hash: Uint8Array): Promise<ConcernRow | undefined> =>
  concernBy(tx, 'capability', hash)

export const concernByReceipt = (tx: Tx, lookup: Uint8Array): Promise<ConcernRow | undefined> =>
  concernBy(tx, 'receipt', lookup)

export const concernById = async (tx: Tx, id: ConcernId): Promise<ConcernRow | undefined> => {
  const query = tx.selectFrom('concerns').selectAll().where('id', '=', toBytes(id)).where('status', '<>', WORDS)
  const row = await query.executeTakeFirst()
  return row && toConcern(row)
}

/** Erases a concern with all its parts. Erase its shred half too, so that older copies are noise. Returns whether it was there. */
export const eraseConcern = async (tx: Tx, id: ConcernId): Promise<boolean> => {
  const { numDeletedRows } = await tx.deleteFrom('concerns').where('id', '=', toBytes(id)).executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

/** One page of what is open: emergencies first, then by deadline. */
export const queue = async (tx: Tx, page: { limit: number; offset: number }): Promise<ConcernRow[]> => {
  const rows = await tx
    .selectFrom('concerns')
    .selectAll()
    .where(OPEN)
    .orderBy('urgency')
    .orderBy('deadline')
    .orderBy('id')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return rows.map(toConcern)
}

export const countQueue = async (tx: Tx): Promise<number> => {
  const { n } = await tx
    .selectFrom('concerns')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .where(OPEN)
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** How many are open, of real people or of the demo. */
export const countOpen = async (tx: Tx, demo: boolean): Promise<number> => {
  const { n } = await tx
    .selectFrom('concerns')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .where(OPEN)
    .where('demo', '=', Number(demo))
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** The ISO week in which the oldest report came in that still stands; `undefined`: there is none. */
export const oldestWeek = async (tx: Tx): Promise<string | undefined> =>
  (
    await tx
      .selectFrom('concerns')
      .select('week')
      .where('status', '<>', WORDS)
      .orderBy('week')
      .limit(1)
      .executeTakeFirst()
  )?.week

/** What a keyholder's browser (or the recovery drill) needs to open a concern, besides the shred half. */
export const sealedConcern = async (tx: Tx, id: ConcernId): Promise<SealedConcern | undefined> => {
  const concern = toBytes(id)
  const way = await tx.selectFrom('concern_ways').selectAll().where('concern', '=', concern).executeTakeFirst()
  if (!way) return undefined
  const parts = await tx
    .selectFrom('concern_parts')
    .select('body')
    .where('concern', '=', concern)
    .orderBy('part')
    .execute()
  const wraps = await tx
    .selectFrom('concern_wraps')
    .select(['holder', 'sealed'])
    .where('concern', '=', concern)
    .execute()
  return {
    parts: parts.map(part => part.body as Sealed),
    wraps: wraps.map(({ holder, sealed }): Wrap => ({ holder: toId(holder), sealed })),
    way: {
      publicKey: way.public_key,
      underCapability: way.under_capability,
      underReceipt: way.under_receipt,
      ...(way.inbox ? { inbox: way.inbox } : {}),
    } as Way,
  }
}

/** The public key to which the person's later words are sealed; `undefined`: a case of before there was one. */
export const inboxOf = async (tx: Tx, id: ConcernId): Promise<Uint8Array | undefined> => {
  const query = tx.selectFrom('concern_ways').select('inbox').where('concern', '=', toBytes(id))
  return (await query.executeTakeFirst())?.inbox ?? undefined
}

/** Keyholders whom a concern is sealed to. */
export const holdersOf = async (tx: Tx, id: ConcernId): Promise<string[]> => {
  const rows = await tx.selectFrom('concern_wraps').select('holder').where('concern', '=', toBytes(id)).execute()
  return rows.map(({ holder }) => toId(holder))
}

/** Its first half is word for word the condition of the queue's index; as a parameter it would not be seen. */
const OPEN = sql<boolean>`status <> 'closed' and status <> 'words'`

const concernBy = async (tx: Tx, way: 'capability' | 'receipt', value: Uint8Array): Promise<ConcernRow | undefined> => {
  const row = await tx
    .selectFrom('concerns')
    .innerJoin('concern_ways', 'concern_ways.concern', 'concerns.id')
    .selectAll('concerns')
    .where(`concern_ways.${way}`, '=', value)
    .executeTakeFirst()
  return row && toConcern(row)
}

const toConcern = (row: Selectable<Tables['concerns']>): ConcernRow => ({
  ...row,
  id: toId(row.id),
  urgency: URGENCIES[row.urgency] ?? 'routine',
  demo: row.demo === 1,
})
