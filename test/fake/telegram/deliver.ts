/**
 * Delivery by webhook: one update after the other within a chat, chats beside each other up to `max_connections`, again and again
 * with growing pauses until a 2xx comes. A 2xx may carry a method to call.
 */
import { request as httpRequest } from 'node:http'
import type { Faults } from './faults.ts'
import type { WebhookState } from './methods.ts'
import type { Json, Queued, Updates } from './updates.ts'

export type Delivery = { poke(): void; stop(): void /** Answers of the far side, in order. */; statuses: number[] }

export const createDelivery = (options: {
  updates: Updates
  webhook: WebhookState
  retryMs: number
  faults: Faults
  call: (method: string, payload: Json) => void
}): Delivery => {
  const { updates, webhook, retryMs, faults, call } = options
  const busy = new Set<number>()
  const statuses: number[] = []
  const stopping = new AbortController()

  const poke = (): void => {
    if (webhook.url === '' || stopping.signal.aborted) return
    const seen = new Set<number>()
    for (const queued of updates.pending()) {
      if (busy.size >= webhook.max) return
      if (busy.has(queued.chat) || seen.has(queued.chat)) continue
      seen.add(queued.chat)
      busy.add(queued.chat)
      void deliver(queued)
    }
  }

  const deliver = async ({ update, chat }: Queued): Promise<void> => {
    for (let pause = retryMs; webhook.url !== '' && !stopping.signal.aborted; pause = Math.min(pause * 2, 5000)) {
      const status = await withFault(update, chat)
      statuses.push(status)
      if (status >= 200 && status < 300) {
        updates.confirm(update.update_id)
        break
      }
      webhook.lastError = `Wrong response from the webhook: ${status}`
      await new Promise(resolve => setTimeout(resolve, pause))
    }
    busy.delete(chat)
    poke()
  }

  /** A gateway before the bot, or the line to it, fails: the update comes again, whether or not the bot has it. */
  const withFault = async (update: Json, chat: number): Promise<number> => {
    const fault = faults.take('webhook', chat)
    if (!fault) return post(update)
    if (fault.kind === 'slow') await new Promise(resolve => setTimeout(resolve, fault.ms))
    if (fault.kind === 'slow' || ('after' in fault && fault.after)) {
      const status = await post(update)
      if (fault.kind === 'slow') return status
    } else if (fault.kind === 'drop') await cutShort(webhook.url, headersOf())
    return fault.kind === '5xx' ? (fault.status ?? 502) : 0
  }

  const headersOf = (): Record<string, string> => ({
    'content-type': 'application/json',
    ...(webhook.secret ? { 'x-telegram-bot-api-secret-token': webhook.secret } : {}),
  })

  const post = async (update: Json): Promise<number> => {
    try {
      const headers = headersOf()
      const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(60_000)])
      const response = await fetch(webhook.url, { method: 'POST', headers, body: JSON.stringify(update), signal })
      const text = await response.text()
      if (response.ok && text.startsWith('{')) {
        const { method, ...payload } = JSON.parse(text) as Json
        if (typeof method === 'string') call(method, payload)
      }
      return response.status
    } catch {
      return 0
    }
  }

  return { poke, statuses, stop: () => stopping.abort() }
}

/** A request that ends in the middle of its body. */
const cutShort = (url: string, headers: Record<string, string>): Promise<void> =>
  new Promise(resolve => {
    const request = httpRequest(url, { method: 'POST', headers: { ...headers, 'content-length': 1000 } })
    request.once('error', () => resolve())
    request.once('close', () => resolve())
    request.write('{"update_id":', () => request.destroy())
  })
