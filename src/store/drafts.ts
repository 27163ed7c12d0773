/** Kept parts (photos, voices, long texts) of conversations in progress: sealed, until filed or dropped. */
import type { DraftId, Instant, PersonKey } from '../kit/ids.ts'
import type { Sealed } from '../privacy/seal.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'
import { BLANK, blanks, perRows } from './shapes.ts'

/** `body`: sealed for the use `draft`, with the id as context. */
export type Draft = { id: DraftId; person: PersonKey; body: Uint8Array; until: Instant }

const select = perRows<DraftId, { id: Uint8Array; person: Uint8Array; body: Uint8Array; until: Instant }>(
  (tx, size) => tx.selectFrom('drafts').selectAll().where('id', 'in', blanks(size, BLANK)),
  id => [toBytes(id)],
)

const remove = perRows<DraftId>(
  (tx, size) => tx.deleteFrom('drafts').where('id', 'in', blanks(size, BLANK)),
  id => [toBytes(id)],
)

export const keepDraft = async (tx: Tx, row: Draft & { body: Sealed }): Promise<void> => {
  const values = { ...row, id: toBytes(row.id), person: toBytes(row.person) }
  await tx.insertInto('drafts').values(values).execute()
}

export const loadDrafts = async (tx: Tx, ids: DraftId[]): Promise<Map<DraftId, Draft>> =>
  new Map((await select(tx, ids)).map(row => [toId(row.id), { ...row, id: toId(row.id), person: toId(row.person) }]))

export const removeDrafts = async (tx: Tx, ids: DraftId[]): Promise<void> => void (await remove(tx, ids))

export const removeDraftsOf = async (tx: Tx, person: PersonKey): Promise<void> => {
  await tx.deleteFrom('drafts').where('person', '=', toBytes(person)).execute()
}

/** Erases those whose time is over. Returns how many. */
export const pruneDrafts = async (tx: Tx, now: Instant): Promise<number> =>
  Number((await tx.deleteFrom('drafts').where('until', '<=', now).executeTakeFirstOrThrow()).numDeletedRows)
