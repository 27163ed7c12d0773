import type { Instant, UpdateKey } from '../kit/ids.ts'
import type { Inbound } from '../kit/inbound.ts'
import { dueSessions } from '../store/sessions.ts'
import type { Room } from './batch.ts'
import type { Receiver } from './receive.ts'
import { openState } from './state.ts'

const AT_ONCE = 200

/**
 * Fires the timers of conversations that are due: "are you still there?" and the end after the pause. Each goes the way of an
 * update, with an id made of session and sequence number, so that a restart neither repeats nor forgets one.
 * @returns how many were due; as many as `AT_ONCE` means that there may be more.
 */
export const createTimers =
  (room: Room, receiver: Receiver) =>
  async (now: Instant): Promise<number> => {
    const { store, privacy } = room.tools
    const rows = await store.tx(tx => dueSessions(tx, now, AT_ONCE))
    const inbounds = rows.flatMap(({ person, state }): Inbound[] => {
      const open = openState(privacy, person, state)
      if (!open) return []
      const { channel, address, session } = open
      const what = session.until <= now ? 'expire' : 'remind'
      const update = `timer:${session.tag}:${session.seq}:${what}` as UpdateKey
      return [{ channel, address, update, at: now, it: { kind: 'timer', what, seq: session.seq } }]
    })
    await receiver.receive(inbounds)
    return rows.length
  }
