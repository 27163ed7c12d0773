/** Whose case it is. Who comes second learns who was first; every change stands in the case's entries as a coded event. */
import type { ConcernId, StaffId } from '../kit/ids.ts'
import { no, ok, type Result } from '../kit/result.ts'
import { addEntry, nextEntry } from './case-entries.ts'
import { WORDS } from './concerns.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'

/** Who does it, to which concern, on which day (`2025-02-14`). */
export type Deed = { concern: ConcernId; staff: StaffId; day: string }

/** `taken`: by somebody else, meanwhile. `closed`: nothing is left to do. `gone`: erased. `same`: it stands so already. */
export type DeedRefusal =
  | { kind: 'taken'; by: StaffId }
  | { kind: 'given-back' }
  | { kind: 'closed' }
  | { kind: 'gone' }
  | { kind: 'same' }

/** Takes a case that is nobody's; the first wins. The first claim of all says on which day somebody took it up. */
export const claimCase = async (tx: Tx, { concern, staff, day }: Deed): Promise<Result<true, DeedRefusal>> => {
  const found = await holderOf(tx, concern)
  if (!found.ok) return found
  const { assignee, status } = found.value
  if (assignee === staff) return no({ kind: 'same' })
  if (assignee) return no({ kind: 'taken', by: assignee })
  await assign(tx, concern, staff, day)
  if (status === 'new') await setStatus(tx, concern, 'claimed', day)
  await addEvent(tx, { concern, staff, day }, 'claimed')
  return ok(true)
}

/** Gives a case to another; `from`: whose it was on the page that was looked at, because meanwhile it may be someone else's. */
export const handOverCase = async (
  tx: Tx,
  { concern, staff, day }: Deed,
  { from, to }: { from: StaffId | undefined; to: StaffId },
): Promise<Result<true, DeedRefusal>> => {
  const found = await holderOf(tx, concern)
  if (!found.ok) return found
  const { assignee, status } = found.value
  if (assignee === to) return no({ kind: 'same' })
  if (assignee !== from) return no(assignee ? { kind: 'taken', by: assignee } : { kind: 'given-back' })
  await assign(tx, concern, to, day)
  if (status === 'new') await setStatus(tx, concern, 'claimed', day)
  await addEvent(tx, { concern, staff, day }, `handed-over.${to}`)
  return ok(true)
}

/** Gives back what is one's own: it is nobody's again, and waits at its place in the queue. */
export const giveBackCase = async (tx: Tx, { concern, staff, day }: Deed): Promise<Result<true, DeedRefusal>> => {
  const found = await holderOf(tx, concern)
  if (!found.ok) return found
  const { assignee, status } = found.value
  if (!assignee) return no({ kind: 'same' })
  if (assignee !== staff) return no({ kind: 'taken', by: assignee })
  await release(tx, { concern, staff, day }, status)
  return ok(true)
}

/** Gives back all that somebody who can no longer work on it has open; `by`: who said so. */
export const freeCasesOf = async (tx: Tx, holder: StaffId, by: Omit<Deed, 'concern'>): Promise<void> => {
  const rows = await tx
    .selectFrom('case_work')
    .innerJoin('concerns', 'concerns.id', 'case_work.concern')
    .select(['case_work.concern', 'concerns.status'])
    .where('case_work.assignee', '=', toBytes(holder))
    .where('concerns.status', '<>', 'closed')
    .execute()
  for (const { concern, status } of rows) await release(tx, { ...by, concern: toId<ConcernId>(concern) }, status)
}

const release = async (tx: Tx, deed: Deed, status: string): Promise<void> => {
  const { concern, day } = deed
  await tx.updateTable('case_work').set({ assignee: null }).where('concern', '=', toBytes(concern)).execute()
  if (status === 'claimed') await setStatus(tx, concern, 'new', day)
  await addEvent(tx, deed, 'given-back')
}

/** Writes a coded event into the case's entries, under the next number. */
export const addEvent = async (tx: Tx, { concern, staff, day }: Deed, code: string): Promise<void> =>
  addEntry(tx, concern, { number: await nextEntry(tx, concern), kind: 'event', staff, day, code })

const holderOf = async (
  tx: Tx,
  concern: ConcernId,
): Promise<Result<{ assignee: StaffId | undefined; status: string }, DeedRefusal>> => {
  const row = await tx
    .selectFrom('concerns')
    .leftJoin('case_work', 'case_work.concern', 'concerns.id')
    .select(['concerns.status', 'case_work.assignee'])
    .where('concerns.id', '=', toBytes(concern))
    .executeTakeFirst()
  if (!row || row.status === WORDS) return no({ kind: 'gone' })
  if (row.status === 'closed') return no({ kind: 'closed' })
  return ok({ assignee: row.assignee ? toId<StaffId>(row.assignee) : undefined, status: row.status })
}

const assign = async (tx: Tx, concern: ConcernId, to: StaffId, day: string): Promise<void> => {
  const assignee = toBytes(to)
  await tx
    .insertInto('case_work')
    .values({
      concern: toBytes(concern),
      assignee,
      acknowledged: day,
      closed: null,
      outcome: null,
      duplicate_of: null,
      told: 0,
    })
    .onConflict(conflict =>
      conflict
        .column('concern')
        .doUpdateSet(eb => ({ assignee, acknowledged: eb.fn.coalesce('case_work.acknowledged', eb.val(day)) })),
    )
    .execute()
}

const setStatus = async (tx: Tx, concern: ConcernId, status: string, since: string): Promise<void> => {
  await tx.updateTable('concerns').set({ status }).where('id', '=', toBytes(concern)).execute()
  await tx.updateTable('case_work').set({ since }).where('concern', '=', toBytes(concern)).execute()
}
