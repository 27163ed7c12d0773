/** Lines that a copy of a database found in its outbox: the original may have sent them, so they wait for the operator's yes. */
import { countLines, type Fits } from './count-lines.ts'
import type { Tx } from './index.ts'

/**
 * Sets aside all that was waiting to go out. Lines that must not be repeated and were being sent stay: `recoverLines` keeps them as
 * unknown. Returns how many are set aside.
 */
export const parkLines = async (tx: Tx): Promise<number> => {
  const { numUpdatedRows } = await tx
    .updateTable('outbox')
    .set({ state: 'parked', lease: 0 })
    .where(eb =>
      eb.or([eb('state', '=', 'pending'), eb.and([eb('state', '=', 'sending'), eb('policy', '=', 'repeat')])]),
    )
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

/** What waits for the yes: lines of the copied outbox, and alerts and notices written since. */
export const countWaiting = async (tx: Tx): Promise<{ answers: number; alerts: number }> => {
  const rows = await tx
    .selectFrom('outbox')
    .select(['state', eb => eb('priority', '=', 0).as('answer'), eb => eb.fn.countAll<number>().as('n')])
    .where('state', 'in', ['parked', 'pending', 'paused'])
    .groupBy(['state', 'answer'])
    .execute()
  const sum = (of: (row: (typeof rows)[number]) => boolean): number =>
    rows.filter(of).reduce((total, { n }) => total + Number(n), 0)
  return {
    answers: sum(({ state, answer }) => state === 'parked' && Boolean(answer)),
    alerts: sum(({ answer }) => !answer),
  }
}

export const sendParked = async (tx: Tx): Promise<void> => {
  await tx.updateTable('outbox').set({ state: 'pending' }).where('state', '=', 'parked').execute()
}

/** Answers that were written since the copy was taken up stay. */
export const dropWaiting = async (tx: Tx): Promise<void> => {
  const waits: Fits = eb =>
    eb.or([
      eb('state', '=', 'parked'),
      eb.and([eb('state', 'in', ['pending', 'paused']), eb('priority', '>', 0)]),
      eb.and([eb('state', '=', 'held'), eb('campaign', 'is not', null)]),
    ])
  await countLines(tx, 'dropped', waits)
  await tx.deleteFrom('outbox').where(waits).execute()
}
