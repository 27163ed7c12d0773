/**
 * Delivery by webhook: one update after the other within a chat, chats beside each other up to `max_connections`, again and again
 * with growing pauses until a 2xx comes. A 2xx may carry a method to call.
 */
import type { WebhookState } from './methods.ts'
import type { Json, Queued, Updates } from './updates.ts'

export type Delivery = { poke(): void; stop(): void /** Answers of the far side, in order. */; statuses: number[] }

export const createDelivery = (options: {
  updates: Updates
  webhook: WebhookState
  retryMs: number
  call: (method: string, payload: Json) => void
}): Delivery => {
  const { updates, webhook, retryMs, call } = options
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
      const status = await post(update)
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

  const post = async (update: Json): Promise<number> => {
    try {
      const headers = {
        'content-type': 'application/json',
        ...(webhook.secret ? { 'x-telegram-bot-api-secret-token': webhook.secret } : {}),
      }
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
