/** getUpdates: waits until there is something, the time is over, the caller is gone, or another one polls with the same token. */
import type { Outcome, WebhookState } from './methods.ts'
import type { Json, Updates } from './updates.ts'

const WEBHOOK_IS_SET =
  "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
const ANOTHER_POLLS = 'terminated by other getUpdates request; make sure that only one bot instance is running'
const conflict = (description: string): Outcome => ({ no: { code: 409, description: `Conflict: ${description}` } })

export const createLongPoll = (updates: Updates, webhook: WebhookState) => {
  let waiting: { end(answer: Outcome): void } | undefined

  /** An offset far beyond the newest id is one of before the ids restarted: it confirms nothing. */
  const confirm = (offset: number): void => {
    const newest = Math.max(0, ...[...updates.all().slice(-1), ...updates.pending().map(one => one.update)].map(idOf))
    if (offset > 0 && offset <= newest + 10) updates.confirmBelow(offset)
  }

  const getUpdates = (payload: Json, gone: AbortSignal): Promise<Outcome> => {
    if (webhook.url !== '') return Promise.resolve(conflict(WEBHOOK_IS_SET))
    waiting?.end(conflict(ANOTHER_POLLS))
    updates.allow(payload.allowed_updates)
    const offset = Number(payload.offset ?? 0)
    confirm(offset)
    const limit = Math.min(100, Math.max(1, Number(payload.limit ?? 100)))
    const list = () =>
      updates
        .pending()
        .slice(offset < 0 ? offset : 0)
        .slice(0, limit)
        .map(({ update }) => update)
    return new Promise(resolve => {
      const end = (answer: Outcome): void => {
        clearTimeout(timer)
        unwatch()
        if (waiting === mine) waiting = undefined
        resolve(answer)
      }
      const mine = { end }
      const timer = setTimeout(() => end({ result: list() }), Math.min(50, Number(payload.timeout ?? 0)) * 1000)
      const unwatch = updates.watch(() => {
        // Updates of one moment come together.
        if (list().length > 0) setImmediate(() => end({ result: list() }))
      })
      gone.addEventListener('abort', () => end({ result: [] }))
      waiting = mine
      if (list().length > 0) end({ result: list() })
    })
  }

  return { getUpdates, stop: () => waiting?.end({ result: [] }) }
}

const idOf = (update: { update_id: number }): number => update.update_id
