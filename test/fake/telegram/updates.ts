/**
 * The queue of updates as https://core.telegram.org/bots/api#getupdates tells it: an update is confirmed as soon as getUpdates
 * is called with an offset higher than its id, and comes again until then.
 */
export type Json = Record<string, unknown>
export type Update = { update_id: number } & Json
export type Queued = { update: Update; chat: number }

export type Updates = {
  /** Gives it the next id. Returns the id, also if nobody asked for this kind. */
  push(chat: number, kind: string, body: Json): number
  /** Exactly this, whatever it is (a hostile or a repeated update). */
  inject(update: Update, chat?: number): void
  pending(): Queued[]
  confirmBelow(offset: number): void
  confirm(id: number): void
  /** Everything that was ever pushed. */
  all(): Update[]
  allow(kinds: unknown): void
  allowed(): string[]
  /** Keeps new updates back until `release`, which may change their order. */
  hold(): void
  release(order?: (updates: Queued[]) => Queued[]): void
  /** Calls back at every new update; returns how to stop that. */
  watch(listener: () => void): () => void
  restartIdsAt(id: number): void
}

/** "Specify an empty list to receive all update types except chat_member, message_reaction, and message_reaction_count". */
const NOT_BY_DEFAULT = new Set(['chat_member', 'message_reaction', 'message_reaction_count'])

export const createUpdates = (first = 100_000_001): Updates => {
  let next = first
  let queue: Queued[] = []
  let held: Queued[] | undefined
  let kinds: string[] = []
  const all: Update[] = []
  const listeners = new Set<() => void>()
  const wake = () => {
    for (const listener of [...listeners]) listener()
  }
  const add = (queued: Queued) => {
    if (held) held.push(queued)
    else queue.push(queued)
    wake()
  }
  return {
    push: (chat, kind, body) => {
      const update: Update = { update_id: next++, [kind]: body }
      all.push(update)
      if (kinds.length > 0 ? kinds.includes(kind) : !NOT_BY_DEFAULT.has(kind)) add({ update, chat })
      return update.update_id
    },
    inject: (update, chat = 0) => add({ update, chat }),
    pending: () => queue,
    confirmBelow: offset => {
      queue = queue.filter(({ update }) => !(update.update_id < offset))
    },
    confirm: id => {
      queue = queue.filter(({ update }) => update.update_id !== id)
    },
    all: () => all,
    allow: wanted => {
      if (Array.isArray(wanted)) kinds = wanted.filter(kind => typeof kind === 'string')
    },
    allowed: () => kinds,
    hold: () => {
      held ??= []
    },
    release: (order = updates => updates) => {
      const released = order(held ?? [])
      held = undefined
      queue.push(...released)
      wake()
    },
    watch: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    restartIdsAt: id => {
      next = id
    },
  }
}
