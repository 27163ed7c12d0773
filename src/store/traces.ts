/** Ids of messages that the bot may still delete from somebody's chat: sealed, for as long as a messenger allows it. */
import type { Instant, PersonKey } from '../kit/ids.ts'
import type { Sealed } from '../privacy/seal.ts'
import { toBytes } from './ids.ts'
import type { Tx } from './index.ts'
import { BLANK, blanks, perRows } from './shapes.ts'

type Trace = { person: PersonKey; ref: Sealed; at: Instant }

const insert = perRows<Trace>(
  (tx, size) => tx.insertInto('traces').values(blanks(size, { person: BLANK, ref: BLANK, at: BLANK })),
  row => [toBytes(row.person), row.ref, row.at],
)

/** `ref`: sealed for the use `trace`, with the person as context. */
export const addTraces = async (tx: Tx, rows: Trace[]): Promise<void> => void (await insert(tx, rows))

export const tracesOf = (tx: Tx, person: PersonKey): Promise<{ ref: Uint8Array; at: Instant }[]> =>
  tx.selectFrom('traces').select(['ref', 'at']).where('person', '=', toBytes(person)).orderBy('at').execute()

export const removeTraces = async (tx: Tx, person: PersonKey): Promise<void> => {
  await tx.deleteFrom('traces').where('person', '=', toBytes(person)).execute()
}

/** Forgets what was said before an instant. Returns how many. */
export const pruneTraces = async (tx: Tx, before: Instant): Promise<number> =>
  Number((await tx.deleteFrom('traces').where('at', '<', before).executeTakeFirstOrThrow()).numDeletedRows)
