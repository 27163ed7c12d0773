import { CANNOT_EDIT, type Channel } from '../kit/channel.ts'
import type { LineId } from '../kit/ids.ts'
import { type Log, logWord } from '../kit/log.ts'
import type { Sent } from '../kit/message.ts'
import type { Flight } from './flights.ts'
import type { Landing } from './landing.ts'
import type { Letter } from './ports.ts'

/** One channel's attempts, and what staff should find in the log about them: ids and codes, never words. */
export const createAttempts = (channel: Channel, log: Log) => {
  const word = logWord(channel.name)
  return {
    /** A channel that throws has a bug; whether its message went out nobody knows. */
    async send({ line, letter }: Flight): Promise<Sent> {
      try {
        return await tried(channel, letter)
      } catch (error) {
        log.error('delivery.failed', error, { channel: word, line: line.id })
        return { ok: false, why: 'in-doubt' }
      }
    },
    note({ event, status }: NonNullable<Landing['note']>, line: LineId): void {
      log.warn(event, { channel: word, line, ...(status === undefined ? {} : { status }) })
    },
  }
}

const tried = (channel: Channel, { to, message, op }: Letter): Promise<Sent> | Sent => {
  if (!op) return channel.send(to, message)
  const done = 'edit' in op ? channel.edit?.(to, op.edit, message) : channel.remove?.(to, op.remove)
  return done ?? { ok: false, why: 'refused', code: CANNOT_EDIT }
}
