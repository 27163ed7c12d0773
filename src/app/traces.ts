import type { ChannelName, Instant, PersonKey } from '../kit/ids.ts'
import type { Privacy } from '../privacy/index.ts'
import type { Tx } from '../store/index.ts'
import { loadPeople } from '../store/people.ts'
import { addTraces } from '../store/traces.ts'
import type { Memory } from './memory.ts'

type Sent = { person: PersonKey; channel: ChannelName; ref: string; at: Instant }

/**
 * Keeps the ids of what was sent, so that the chat can be cleared when the person asks: sealed rows of people who said yes, memory
 * for all others.
 */
export const createTraceKeeper =
  (privacy: Privacy, memory: Pick<Memory, 'addRef'>) =>
  async (tx: Tx, sent: Sent[]): Promise<void> => {
    const known = await loadPeople(tx, [...new Set(sent.map(({ person }) => person))])
    const rows = sent.filter(({ person, ref }) => ref !== '' && known.has(person))
    for (const { person, ref } of sent) if (ref !== '' && !known.has(person)) memory.addRef(person, ref)
    if (rows.length > 0)
      await addTraces(
        tx,
        rows.map(({ person, ref, at }) => ({ person, ref: privacy.seal('trace', ref, person), at })),
      )
  }
