/** Which updates are known already. Only a keyed hash is kept, only as long as a messenger may send it again. */
import { toId } from './ids.ts'
import type { Tx } from './index.ts'
import { BLANK, blanks, perRows } from './shapes.ts'

type Fresh = { hash: Uint8Array; hour: number }

const insertFresh = perRows<Fresh, { hash: Uint8Array }>(
  (tx, size) =>
    tx
      .insertInto('inbox')
      .values(blanks(size, { hash: BLANK, hour: BLANK }))
      .onConflict(conflict => conflict.column('hash').doNothing())
      .returning('hash'),
  row => [row.hash, row.hour],
)

/**
 * Remembers these updates.
 * @param hashes `privacy.update`; the same one may stand there twice and is new once.
 * @param hour hours since 1970.
 * @returns those that were not known, as base64url.
 */
export const claimUpdates = async (tx: Tx, hashes: Uint8Array[], hour: number): Promise<Set<string>> => {
  const fresh = await insertFresh(
    tx,
    hashes.map(hash => ({ hash, hour })),
  )
  return new Set(fresh.map(row => toId(row.hash)))
}

/** These were not handled after all: the next batch takes them as new. */
export const releaseUpdates = async (tx: Tx, hashes: Uint8Array[]): Promise<void> => {
  await tx.deleteFrom('inbox').where('hash', 'in', hashes).execute()
}

/** Forgets what came in before an hour. Returns how many. */
export const pruneInbox = async (tx: Tx, beforeHour: number): Promise<number> => {
  const { numDeletedRows } = await tx.deleteFrom('inbox').where('hour', '<', beforeHour).executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}
