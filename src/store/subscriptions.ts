/** Who wants which alerts. The delivery address is sealed. */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { ChannelName, Lang, PersonKey } from '../kit/ids.ts'
import type { Sealed } from '../privacy/seal.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'
import { BLANK, blanks, perRows } from './shapes.ts'
import type { Tables } from './tables.ts'

export type Subscription = {
  person: PersonKey
  channel: ChannelName
  /** Sealed for the use `address`, with the person as context. */
  address: Uint8Array
  /** None: every topic. */
  topics: string[]
  /** ISO 3166-2 or country; null: everywhere. */
  area: string | null
  lang: Lang
  /** ISO week in which they subscribed first; null: before this was kept. */
  since: string | null
  /** One message a week instead of single alerts. */
  digest: boolean
}

/** Whom an alert is for. What is absent or empty does not narrow. */
export type Audience = {
  topics?: string[]
  /** Reaches who chose this area, one inside it, the country around it, or everywhere. */
  area?: string
  langs?: Lang[]
  /** The last person of the page before. */
  after?: PersonKey
  limit: number
}

export const loadSubscription = async (tx: Tx, person: PersonKey): Promise<Subscription | undefined> => {
  const rows = await tx.selectFrom('subscriptions').selectAll().where('person', '=', toBytes(person)).execute()
  return (await withTopics(tx, rows))[0]
}

/** Replaces what the person chose before. */
export const saveSubscription = async (tx: Tx, row: Subscription & { address: Sealed }): Promise<void> => {
  await removeSubscription(tx, row.person)
  const { topics, digest, ...rest } = row
  const person = toBytes(row.person)
  await tx
    .insertInto('subscriptions')
    .values({ ...rest, person, digest: Number(digest) })
    .execute()
  const chosen = [...new Set(topics)].map(topic => ({ person, topic }))
  if (chosen.length > 0) await tx.insertInto('subscription_topics').values(chosen).execute()
}

export const removeSubscription = async (tx: Tx, person: PersonKey): Promise<void> => {
  await tx.deleteFrom('subscriptions').where('person', '=', toBytes(person)).execute()
}

/** One page of an audience, by person. */
export const subscribers = async (tx: Tx, audience: Audience): Promise<Subscription[]> => {
  const { topics, area, langs, after, limit } = audience
  let query = tx.selectFrom('subscriptions').selectAll().orderBy('person').limit(limit)
  if (after) query = query.where('person', '>', toBytes(after))
  if (langs?.length) query = query.where('lang', 'in', langs)
  if (area) query = query.where(reachedBy([area]))
  if (topics?.length) query = query.where(wants(topics))
  return withTopics(tx, await query.execute())
}

type Condition = (eb: ExpressionBuilder<Tables, 'subscriptions'>) => Expression<SqlBool>

/** Chose one of these areas, one inside, the country around, or everywhere. */
export const reachedBy =
  (areas: readonly string[]): Condition =>
  eb =>
    eb.or([eb('area', 'is', null), eb('area', 'in', [...new Set(areas.flatMap(around))]), inside(areas)(eb)])

/** Chose one of these areas, or one inside. */
export const inside =
  (areas: readonly string[]): Condition =>
  eb => {
    const [exact, countries] = [areas, areas.filter(area => area.length === COUNTRY)]
    const of = eb.fn<string>('substr', ['area', sql.lit(1), sql.lit(COUNTRY)])
    return eb.or([eb('area', 'in', exact), ...(countries.length > 0 ? [eb(of, 'in', countries)] : [])])
  }
const COUNTRY = 2

/** Chose one of these topics, or none, which is all. */
export const wants =
  (topics: readonly string[]): Condition =>
  eb =>
    eb.or([eb.not(eb.exists(chosenTopics(eb))), hasChosen(topics)(eb)])

export const hasChosen =
  (topics: readonly string[]): Condition =>
  eb =>
    eb.exists(chosenTopics(eb).where('topic', 'in', topics))

const chosenTopics = (eb: ExpressionBuilder<Tables, 'subscriptions'>) =>
  eb
    .selectFrom('subscription_topics')
    .whereRef('subscription_topics.person', '=', 'subscriptions.person')
    .select(sql.lit(1).as('one'))

/** `JP-11` → `JP`, `JP-11` */
const around = (area: string): string[] => area.split('-').map((_, at, parts) => parts.slice(0, at + 1).join('-'))

const selectTopics = perRows<Uint8Array, { person: Uint8Array; topic: string }>(
  (tx, size) =>
    tx.selectFrom('subscription_topics').selectAll().where('person', 'in', blanks(size, BLANK)).orderBy('topic'),
  person => [person],
)

type Row = Omit<Subscription, 'person' | 'topics' | 'digest'> & { person: Uint8Array; digest: number }

const withTopics = async (tx: Tx, rows: Row[]): Promise<Subscription[]> => {
  const topics = new Map<PersonKey, string[]>(rows.map(row => [toId(row.person), []]))
  for (const row of await selectTopics(
    tx,
    rows.map(row => row.person),
  ))
    topics.get(toId(row.person))?.push(row.topic)
  return rows.map(row => ({
    ...row,
    person: toId(row.person),
    digest: row.digest === 1,
    topics: topics.get(toId(row.person)) ?? [],
  }))
}
