/** Conversations in progress: sealed, gone at their end. */
import type { Instant, PersonKey } from '../kit/ids.ts'
import type { Sealed } from '../privacy/seal.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'
import { BLANK, blanks, perRows } from './shapes.ts'

const select = perRows<PersonKey, { person: Uint8Array; state: Uint8Array }>(
  (tx, size) => tx.selectFrom('sessions').select(['person', 'state']).where('person', 'in', blanks(size, BLANK)),
  person => [toBytes(person)],
)

const upsert = perRows<{ person: PersonKey; state: Sealed; due: Instant }>(
  (tx, size) =>
    tx
      .insertInto('sessions')
      .values(blanks(size, { person: BLANK, state: BLANK, due: BLANK }))
      .onConflict(conflict =>
        conflict.column('person').doUpdateSet(eb => ({ state: eb.ref('excluded.state'), due: eb.ref('excluded.due') })),
      ),
  row => [toBytes(row.person), row.state, row.due],
)

const remove = perRows<PersonKey>(
  (tx, size) => tx.deleteFrom('sessions').where('person', 'in', blanks(size, BLANK)),
  person => [toBytes(person)],
)

export const loadSessions = async (tx: Tx, people: PersonKey[]): Promise<Map<PersonKey, Uint8Array>> =>
  new Map((await select(tx, people)).map(row => [toId(row.person), row.state]))

/** Adds or replaces; each person at most once in `rows`. `due`: when a timer must look at it. */
export const saveSessions = async (tx: Tx, rows: { person: PersonKey; state: Sealed; due: Instant }[]): Promise<void> =>
  void (await upsert(tx, rows))

export const removeSessions = async (tx: Tx, people: PersonKey[]): Promise<void> => void (await remove(tx, people))

/** Ends those whose timer had come by then, without a word. */
export const endSessionsDue = async (tx: Tx, by: Instant): Promise<void> => {
  await tx.deleteFrom('sessions').where('due', '<=', by).execute()
}

/** Those whose timer has come, the longest due first. */
export const dueSessions = async (
  tx: Tx,
  now: Instant,
  limit: number,
): Promise<{ person: PersonKey; state: Uint8Array; due: Instant }[]> => {
  const query = tx.selectFrom('sessions').selectAll().where('due', '<=', now).orderBy('due').limit(limit)
  return (await query.execute()).map(row => ({ ...row, person: toId(row.person) }))
}
