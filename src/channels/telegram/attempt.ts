import type { Sent } from '../../kit/message.ts'
import { readAnswer, readFault } from './answer.ts'
import { asObject, asText, type Json } from './json.ts'
import type { Carrier } from './port.ts'

/** What became of one call; `result` if it was a yes, `said` if it was a no. */
export type Tried = { sent: Sent; result?: Json; said?: string }

/** One call, once. Never throws. */
export const attempt = async (carrier: Carrier, method: string, payload: Json, seconds?: number): Promise<Tried> => {
  try {
    const answer = await carrier.call(method, payload, seconds === undefined ? {} : { seconds })
    const { result, description } = asObject(answer) ?? {}
    const [yes, no] = [asObject(result), asText(description)]
    return { sent: readAnswer(answer), ...(yes ? { result: yes } : {}), ...(no === undefined ? {} : { said: no }) }
  } catch (error) {
    return { sent: readFault(error) }
  }
}
