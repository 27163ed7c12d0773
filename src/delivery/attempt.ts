import type { Channel } from '../kit/channel.ts'
import type { LineId } from '../kit/ids.ts'
import { type Log, logWord } from '../kit/log.ts'
import type { Sent } from '../kit/message.ts'
import type { Flight } from './flights.ts'
import type { Landing } from './landing.ts'

/** One channel's attempts, and what staff should find in the log about them: ids and codes, never words. */
export const createAttempts = (channel: Channel, log: Log) => {
  const word = logWord(channel.name)
  return {
    /** A channel that throws has a bug; whether its message went out nobody knows. */
    async send({ line, letter }: Flight): Promise<Sent> {
      try {
        return await channel.send(letter.to, letter.message)
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
