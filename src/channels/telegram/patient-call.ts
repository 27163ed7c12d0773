import { readAnswer } from './answer.ts'
import { asObject, type Json } from './json.ts'
import type { Carrier } from './port.ts'

const TRIES = 3

/**
 * For calls that may be repeated, because they set what is already set: after a 429 once more, when Telegram says. Gives the result,
 * or `undefined` if there is none.
 */
export const createPatientCall =
  (carrier: Carrier, { wait, signal }: { wait(ms: number): Promise<unknown>; signal?: AbortSignal }) =>
  async (method: string, payload: Json): Promise<unknown> => {
    for (let attempt = 0; attempt < TRIES && !signal?.aborted; attempt++) {
      try {
        const answer = await carrier.call(method, payload, signal ? { signal } : {})
        const body = asObject(answer)
        if (body?.ok === true) return body.result
        const sent = readAnswer(answer)
        if (sent.ok || sent.why !== 'slow-down') return undefined
        await wait(sent.retryAfter * 1000)
      } catch {
        return undefined
      }
    }
    return undefined
  }
