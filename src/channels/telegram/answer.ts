/** What became of one call: the platform said yes or no, or the wire broke. Nothing is repeated here: the outbox decides. */
import type { Sent } from '../../kit/message.ts'
import { asInteger, asList, asNumber, asObject, asText, type Json } from './json.ts'

/** If Telegram says "too many" without saying how long (it always does). */
const PAUSE = 5

/** The JSON that the Bot API answered with (https://core.telegram.org/bots/api#making-requests). */
export const readAnswer = (answer: unknown): Sent => {
  const body = asObject(answer)
  if (body?.ok === true) return { ok: true, ref: readRef(body.result) }
  const code = asInteger(body?.error_code)
  if (body?.ok !== false || code === undefined || code >= 500) return { ok: false, why: 'in-doubt' }
  if (code === 429 || code === 420) return { ok: false, why: 'slow-down', retryAfter: readRetryAfter(body) ?? PAUSE }
  if (code === 403 || (code === 400 && GONE.test(asText(body.description) ?? ''))) return { ok: false, why: 'gone' }
  // A wrong or revoked token, or a server that is not Telegram: no fault of the message. It waits until that is mended.
  if (code === 401 || code === 404) return { ok: false, why: 'unreachable' }
  return { ok: false, why: 'refused', code }
}

/** Said with 400 although they mean that nobody is there. */
const GONE = /chat not found|user not found|user is deactivated|PEER_ID_INVALID|group chat was (upgraded|deleted)/i

const readRetryAfter = (body: Json): number | undefined => {
  const seconds = asNumber(asObject(body.parameters)?.retry_after)
  return seconds !== undefined && seconds >= 0 ? seconds : undefined
}

const readRef = (result: unknown): string => {
  const id = asInteger(asObject(result)?.message_id)
  return id === undefined ? '' : String(id)
}

/** Failures from before the first byte: looking up the name, connecting, the TLS handshake. */
const BEFORE_THE_WRITE =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|ERR_TLS_\w+|ERR_SSL_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+)$/

/** An error thrown instead of an answer. Surely not sent only if it is known to be; all else (reset, timeout, cut) is in doubt. */
export const readFault = (error: unknown): Extract<Sent, { ok: false }> =>
  isBeforeTheWrite(error, 0) ? { ok: false, why: 'unreachable' } : { ok: false, why: 'in-doubt' }

const isBeforeTheWrite = (error: unknown, depth: number): boolean => {
  const fault = asObject(error)
  if (!fault || depth > 4) return false
  const code = asText(fault.code) ?? ''
  if (BEFORE_THE_WRITE.test(code)) return true
  // A connection can also die of ETIMEDOUT and ECONNRESET after the write; only the call that failed tells.
  if (fault.syscall === 'connect' || fault.syscall === 'getaddrinfo') return true
  // node-fetch (under Telegraf) keeps the call in its message only.
  if (/ reason: (connect|getaddrinfo) /.test(asText(fault.message) ?? '')) return true
  const several = asList(fault.errors)
  if (several.length > 0) return several.every(one => isBeforeTheWrite(one, depth + 1))
  return isBeforeTheWrite(fault.cause, depth + 1) || isBeforeTheWrite(fault.error, depth + 1)
}
