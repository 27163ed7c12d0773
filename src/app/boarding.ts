import type { Address, ChannelName, Instant, LineId } from '../kit/ids.ts'
import type { Message } from '../kit/message.ts'
import type { Sealed } from '../privacy/seal.ts'
import type { Tx } from '../store/index.ts'
import type { Line } from '../store/outbox.ts'

/** An answer that is about to be written: its line, and the words that the line's body holds sealed. */
export type Answer = { line: Line & { body: Sealed }; letter: { to: Address; message: Message } }

/** Answers that go out as soon as the batch is committed. */
export type Boarding = {
  lines: Set<LineId>
  /** Written with them: the instant until which they are the sender's. */
  lease: Instant
  /** Exactly once, when the transaction has ended. */
  settle(committed: boolean): void
}

/**
 * The short way out: within the batch's transaction `delivery` claims answers before they are written, so that they are written
 * as `sending` and one commit does for both. All others wait in the outbox until they are claimed.
 */
export type Board = (tx: Tx, channel: ChannelName, answers: Answer[]) => Promise<Boarding | undefined>

/** Claims what may go, and says how each line is to be written. What boarded is left in `aboard`, to be settled. */
export const boardAnswers = async (
  board: Board | undefined,
  tx: Tx,
  answers: Answer[],
  aboard: Boarding[],
): Promise<(Answer['line'] & { lease?: Instant })[]> => {
  const leases = new Map<LineId, Instant>()
  const channels = Map.groupBy(
    answers.filter(({ line }) => line.state === 'pending'),
    ({ line }) => line.channel,
  )
  for (const [channel, its] of board ? channels : []) {
    const boarding = await board?.(tx, channel, its)
    if (!boarding) continue
    aboard.push(boarding)
    for (const id of boarding.lines) leases.set(id, boarding.lease)
  }
  return answers.map(({ line }) => {
    const lease = leases.get(line.id)
    return lease === undefined ? line : { ...line, state: 'sending', lease }
  })
}
