/** In which hours somebody was sent a campaign: for a week, so that nobody is sent too many. */
import type { Ceilings } from '../domain/campaigns/ceilings.ts'
import type { PersonKey } from '../kit/ids.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'
import { readMeta, writeMeta } from './meta.ts'
import { BLANK, blanks, perRows } from './shapes.ts'

export type Quota = { person: PersonKey; hours: number[] }

const select = perRows<PersonKey, { person: Uint8Array; hours: string }>(
  (tx, size) => tx.selectFrom('quotas').selectAll().where('person', 'in', blanks(size, BLANK)),
  person => [toBytes(person)],
)

const upsert = perRows<Quota>(
  (tx, size) =>
    tx
      .insertInto('quotas')
      .values(blanks(size, { person: BLANK, hours: BLANK }))
      .onConflict(conflict => conflict.column('person').doUpdateSet(eb => ({ hours: eb.ref('excluded.hours') }))),
  it => [toBytes(it.person), it.hours.join(' ')],
)

const remove = perRows<PersonKey>(
  (tx, size) => tx.deleteFrom('quotas').where('person', 'in', blanks(size, BLANK)),
  person => [toBytes(person)],
)

export const quotasOf = async (tx: Tx, people: PersonKey[]): Promise<Map<PersonKey, number[]>> => {
  const rows = await select(tx, people)
  return new Map(rows.map(({ person, hours }) => [toId<PersonKey>(person), hours.split(' ').map(Number)]))
}

/** The latest hour first; without any the row goes. */
export const saveQuotas = async (tx: Tx, quotas: Quota[]): Promise<void> => {
  const [some, none] = [quotas.filter(it => it.hours.length > 0), quotas.filter(it => it.hours.length === 0)]
  await upsert(tx, some)
  await removeQuotas(
    tx,
    none.map(it => it.person),
  )
}

export const removeQuotas = async (tx: Tx, people: PersonKey[]): Promise<void> => void (await remove(tx, people))

/** Forgets whose last one was before an hour. Returns how many. */
export const pruneQuotas = async (tx: Tx, beforeHour: number): Promise<number> => {
  // Hours have six digits until the year 2084, and the latest stands first: as text they sort as numbers do.
  const gone = tx.deleteFrom('quotas').where('hours', '<', String(beforeHour))
  return Number((await gone.executeTakeFirstOrThrow()).numDeletedRows)
}

/** What staff have set; undefined: nothing, so what is usual holds. */
export const readCeilings = async (tx: Tx): Promise<Ceilings | undefined> => {
  const kept = await readMeta(tx, 'ceilings')
  return kept === undefined ? undefined : (JSON.parse(kept) as Ceilings)
}

export const saveCeilings = (tx: Tx, { hour, day, week }: Ceilings): Promise<void> =>
  writeMeta(tx, 'ceilings', JSON.stringify({ hour, day, week }))
