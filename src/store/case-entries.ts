/** What was written and done on a case after it was filed, in order: notes, replies, the person's later words, coded events. */
import type { Selectable } from 'kysely'
import type { ConcernId, StaffId } from '../kit/ids.ts'
import { addAudit } from './audit.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'
import type { Tables } from './tables.ts'

/** `person`: what the person added later. `event`: something was done; `code` says what. */
export const ENTRY_KINDS = ['note', 'reply', 'question', 'person', 'event'] as const
export type EntryKind = (typeof ENTRY_KINDS)[number]

export type Entry = {
  /** From 1, without gaps, within one concern. */
  number: number
  kind: EntryKind
  /** `undefined`: the person, or the clock. */
  staff: StaffId | undefined
  /** `2025-02-14` */
  day: string
  /** Coded fields of an event, such as `status.working` or `closed.helped`. */
  code: string | undefined
  /** Sealed for staff. */
  body: Uint8Array | undefined
  /** Sealed for the person. */
  mail: Uint8Array | undefined
  /** The other side has seen it. */
  seen: boolean
}

/** The number that the next entry gets: what is sealed in the browser is bound to it. */
export const nextEntry = async (tx: Tx, concern: ConcernId): Promise<number> => {
  const { last } = await tx
    .selectFrom('case_entries')
    .select(eb => eb.fn.max('number').as('last'))
    .where('concern', '=', toBytes(concern))
    .executeTakeFirstOrThrow()
  return Number(last ?? 0) + 1
}

/**
 * Adds under the number given, which must be `nextEntry`'s of this transaction: a number that is taken throws. What one of the staff
 * did is written into the list of deeds as well: its code, never its words.
 */
export const addEntry = async (
  tx: Tx,
  concern: ConcernId,
  entry: Pick<Entry, 'number' | 'kind' | 'staff' | 'day'> & Partial<Pick<Entry, 'code' | 'body' | 'mail'>>,
): Promise<void> => {
  const { number, kind, staff, day, code = null, body = null, mail = null } = entry
  await tx
    .insertInto('case_entries')
    .values({
      concern: toBytes(concern),
      number,
      kind,
      staff: staff ? toBytes(staff) : null,
      day,
      code,
      body,
      mail,
      seen: 0,
    })
    .execute()
  if (staff && kind !== 'person')
    await addAudit(tx, { at: Date.parse(day), staff, action: `case ${kind}`, concern, code: quiet(code) })
}

/** The list outlives the case: what a case was about goes with it. */
const quiet = (code: string | null): string | null => code?.replace(/^(category|objectives|promised)\..*/, '$1') ?? null

export const entriesOf = async (tx: Tx, concern: ConcernId): Promise<Entry[]> => {
  const rows = await tx
    .selectFrom('case_entries')
    .selectAll()
    .where('concern', '=', toBytes(concern))
    .orderBy('number')
    .execute()
  return rows.map(toEntry)
}

/** `person`: what staff wrote to the person has been shown; `staff`: what the person added has been opened. */
export const markSeen = async (tx: Tx, concern: ConcernId, by: 'person' | 'staff'): Promise<void> => {
  await tx
    .updateTable('case_entries')
    .set({ seen: 1 })
    .where('concern', '=', toBytes(concern))
    .where('kind', 'in', by === 'person' ? ['reply', 'question'] : ['person'])
    .where('seen', '=', 0)
    .execute()
}

const toEntry = (row: Selectable<Tables['case_entries']>): Entry => ({
  number: row.number,
  kind: row.kind as EntryKind,
  staff: row.staff ? toId(row.staff) : undefined,
  day: row.day,
  code: row.code ?? undefined,
  body: row.body ?? undefined,
  mail: row.mail ?? undefined,
  seen: row.seen === 1,
})
