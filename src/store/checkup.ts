/** Counts for whoever asks whether all is well: never a row of content. */
import type { ExpressionBuilder } from 'kysely'
import type { Instant } from '../kit/ids.ts'
import { WORDS } from './concerns.ts'
import type { Tx } from './index.ts'
import type { Tables } from './tables.ts'

export type KeyCheckup = {
  /** People whose keys open reports of real people, and the days on which each last proved it. */
  holders: { name: string; drilled: string | null }[]
  recovery: number
  /** Reports of real people that so many of them can read, by how many: 0, 1, 2 and more. */
  cases: { none: number; one: number; more: number }
}

export const checkKeys = async (tx: Tx): Promise<KeyCheckup> => {
  const active = await tx
    .selectFrom('keyholders')
    .select(['role', 'name', 'drilled'])
    .where('active', '=', 1)
    .where('demo', '=', 0)
    .orderBy('name')
    .execute()
  const readers = await tx
    .selectFrom('concerns')
    .leftJoin(
      eb =>
        eb
          .selectFrom('concern_wraps')
          .innerJoin('keyholders', 'keyholders.id', 'concern_wraps.holder')
          .select(['concern_wraps.concern', it => it.fn.countAll<number>().as('n')])
          .where('keyholders.active', '=', 1)
          .where('keyholders.role', '=', 'keyholder')
          .groupBy('concern_wraps.concern')
          .as('wraps'),
      join => join.onRef('wraps.concern', '=', 'concerns.id'),
    )
    .select(['wraps.n', eb => eb.fn.countAll<number>().as('cases')])
    .where('concerns.demo', '=', 0)
    .where('concerns.status', '<>', WORDS)
    .groupBy('wraps.n')
    .execute()
  const sum = (fits: (n: number) => boolean) =>
    readers.filter(({ n }) => fits(Number(n ?? 0))).reduce((all, { cases }) => all + Number(cases), 0)
  return {
    holders: active.filter(({ role }) => role === 'keyholder').map(({ name, drilled }) => ({ name, drilled })),
    recovery: active.filter(({ role }) => role === 'recovery').length,
    cases: { none: sum(n => n === 0), one: sum(n => n === 1), more: sum(n => n > 1) },
  }
}

/** Lines that nobody will send any more, and such as should be gone since `before`. */
export const checkOutbox = async (tx: Tx, before: Instant): Promise<{ dead: number; stuck: number }> => {
  const count = (states: string[], due?: Instant) => {
    const rows = tx.selectFrom('outbox').select(eb => eb.fn.countAll<number>().as('n'))
    const those = rows.where('state', 'in', states)
    return (due === undefined ? those : those.where('due', '<', due)).executeTakeFirstOrThrow()
  }
  return {
    dead: Number((await count(['failed', 'unknown'])).n),
    stuck: Number((await count(['pending', 'sending'], before)).n),
  }
}

/** Names of staff who could sign in with less than two factors. */
export const staffWithoutSecond = async (tx: Tx): Promise<string[]> => {
  const rows = await tx
    .selectFrom('staff')
    .select('name')
    .where('active', '=', 1)
    .where('demo', '=', 0)
    .where('verifier', 'is not', null)
    .where('totp', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('staff_passkeys').select('id').whereRef('staff_passkeys.staff', '=', 'staff.id'))),
    )
    .orderBy('name')
    .execute()
  return rows.map(({ name }) => name)
}

/** Ids of all in which something is sealed, as hex. A line for everybody that outlived its campaign is not. */
export const concernIds = async (tx: Tx): Promise<string[]> => {
  const parts = (eb: ExpressionBuilder<Tables, 'concerns'>) =>
    eb.exists(eb.selectFrom('concern_parts').select('part').whereRef('concern_parts.concern', '=', 'concerns.id'))
  const rows = await tx
    .selectFrom('concerns')
    .select('id')
    .where(eb => eb.or([eb('status', '<>', WORDS), parts(eb)]))
    .execute()
  return rows.map(({ id }) => Buffer.from(id).toString('hex'))
}
