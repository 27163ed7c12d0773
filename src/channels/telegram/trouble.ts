/** When Telegram does not answer as it should: how long to wait, and one line in the log per spell of trouble. */
import type { Log } from '../../kit/log.ts'
import { readAnswer } from './answer.ts'
import type { Backoff } from './backoff.ts'
import { asInteger, asObject } from './json.ts'

type Trouble = {
  /** Telegram said no. Waits: exactly `retry_after`, or longer each time. */
  refused(answer: unknown): Promise<void>
  /** No answer came. */
  broken(): Promise<void>
  /** All is well (again). */
  over(): void
}

type Kind = 'elsewhere' | 'token' | 'unreachable'

export const createTrouble = ({ log, backoff }: { log: Log; backoff: Backoff }): Trouble => {
  let kind: Kind | undefined
  const tell = (now: Kind, status: number): void => {
    if (kind === now) return
    kind = now
    const facts = { channel: 'telegram', status } as const
    // 409: another process polls with this token, or a webhook is set elsewhere. Only one of them gets the updates.
    if (now === 'elsewhere') log.warn('channel.token-in-use-elsewhere', facts)
    else if (now === 'token') log.error('channel.token-refused', undefined, facts)
    else log.warn('channel.unreachable', facts)
  }
  return {
    refused: async answer => {
      const sent = readAnswer(answer)
      if (!sent.ok && sent.why === 'slow-down') return backoff.wait(sent.retryAfter * 1000)
      const code = asInteger(asObject(answer)?.error_code) ?? 0
      tell(code === 409 ? 'elsewhere' : code === 401 || code === 404 ? 'token' : 'unreachable', code)
      await backoff.next()
    },
    broken: async () => {
      tell('unreachable', 0)
      await backoff.next()
    },
    over: () => {
      if (kind) log.info('channel.reached-again', { channel: 'telegram' })
      kind = undefined
      backoff.reset()
    },
  }
}
