/** The limits that Telegram holds bots to, as 429 with `retry_after` in whole seconds. */
import type { Refusal } from './sending.ts'

export const createRate = (limits: { perSecond: number; perChatMs: number } | undefined) => {
  let recent: number[] = []
  const last = new Map<number, number>()
  return (chat: number, now = Date.now()): { no: Refusal } | undefined => {
    if (!limits) return undefined
    recent = recent.filter(at => now - at < 1000)
    const wait =
      recent.length >= limits.perSecond
        ? 1000 - (now - (recent[0] ?? now))
        : limits.perChatMs - (now - (last.get(chat) ?? Number.NEGATIVE_INFINITY))
    if (wait > 0) {
      const retryAfter = Math.ceil(wait / 1000)
      return { no: { code: 429, description: `Too Many Requests: retry after ${retryAfter}`, retryAfter } }
    }
    recent.push(now)
    last.set(chat, now)
    return undefined
  }
}
