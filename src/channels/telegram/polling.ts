/**
 * Long polling of our own, because an offset may be confirmed only after the commit: `bot.start` confirms when handlers end and
 * `@grammyjs/runner` before they begin. While a slow download holds an update back, later ones are taken all the same.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../../kit/log.ts'
import type { World } from '../../kit/world.ts'
import { createBackoff } from './backoff.ts'
import { type Intake, StoodBehind } from './intake.ts'
import { asList, asObject } from './json.ts'
import { createOffset } from './offset.ts'
import type { Carrier } from './port.ts'
import { ALLOWED_UPDATES, readUpdate, readUpdateId } from './read.ts'
import { createTrouble } from './trouble.ts'

type PollingOptions = {
  carrier: Carrier
  intake: Intake
  world: World
  log: Log
  bot: () => string | undefined
  /** How long the far side holds an empty answer back. */
  seconds?: number
  /** Milliseconds of the first pause after a failure; doubles up to a minute. */
  pause?: number
}

export type Polling = {
  start(): void
  /** Finishes what is in hand, confirms it, and takes no more. */
  stop(): Promise<void>
}

/** An update that fails so often while others are committed would hold up everything behind it for ever. */
const TRIES = 8
/** How long to wait for commits before looking for newer updates beside a slow download. */
const ROUND = 250

export const createPolling = (options: PollingOptions): Polling => {
  const { carrier, intake, log, bot, world, seconds = 50, pause = 1000 } = options
  const offset = createOffset()
  const stopping = new AbortController()
  const { signal } = stopping
  const trouble = createTrouble({ log, backoff: createBackoff({ world, signal, first: pause, most: 60_000 }) })
  const retry = createBackoff({ world, signal, first: pause, most: 30_000 })
  const tries = new Map<number, { count: number; since: number }>()
  const settling = new Set<Promise<void>>()
  let running: Promise<void> | undefined
  let commits = 0
  let failures = 0

  const getUpdates = (extra: { timeout: number; limit?: number }, wait: { signal?: AbortSignal; seconds: number }) =>
    carrier.call('getUpdates', { offset: offset.value() ?? 0, allowed_updates: ALLOWED_UPDATES, ...extra }, wait)

  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      // With updates in hand the far side answers at once, because it sends those again.
      const timeout = offset.busy() > 0 ? 0 : seconds
      const asked = offset.value()
      let answer: unknown
      try {
        answer = await getUpdates({ timeout }, { signal, seconds: timeout + 15 })
      } catch {
        if (!signal.aborted) await trouble.broken()
        continue
      }
      if (asObject(answer)?.ok !== true) await trouble.refused(answer)
      else await round(asList(asObject(answer)?.result), asked)
    }
  }

  const round = async (updates: readonly unknown[], asked: number | undefined): Promise<void> => {
    trouble.over()
    const failed = failures
    const fresh = updates.flatMap(update => {
      const id = readUpdateId(update)
      if (id === undefined || !offset.begin(id, asked)) return []
      return [{ id, read: readUpdate(update, { at: world.now(), bot: bot() }) }]
    })
    const promises = intake.take(fresh.flatMap(({ read }) => read ?? []))
    for (const { id, read } of fresh) follow(id, read ? promises.shift() : undefined)
    if (fresh.length > 0) await within(ROUND, Promise.all(settling))
    else if (updates.length > 0) await retry.wait(ROUND)
    if (failures > failed) await retry.next()
  }

  const follow = (id: number, commit: Promise<void> | undefined): void => {
    const settled = settle(id, commit).finally(() => settling.delete(settled))
    settling.add(settled)
  }

  const settle = async (id: number, commit: Promise<void> | undefined): Promise<void> => {
    try {
      await commit
      offset.done(id)
      tries.delete(id)
      commits++
      retry.reset()
    } catch (error) {
      if (error instanceof StoodBehind) return offset.failed(id)
      const { count, since } = tries.get(id) ?? { count: 0, since: commits }
      tries.set(id, { count: count + 1, since })
      failures++
      const giveUp = count + 1 >= TRIES && commits > since
      if (giveUp) tries.delete(id)
      if (giveUp) offset.done(id)
      else offset.failed(id)
      if (!signal.aborted)
        log.error(giveUp ? 'channel.update-given-up' : 'channel.update-refused', error, { channel: 'telegram' })
    }
  }

  const stop = async (): Promise<void> => {
    stopping.abort()
    await intake.stop()
    await running
    await Promise.all(settling)
    if (running && offset.value() !== undefined)
      await getUpdates({ timeout: 0, limit: 1 }, { seconds: 5 }).catch(() => {})
  }

  return {
    start: () => {
      running ??= run()
    },
    stop,
  }
}

const within = async (ms: number, work: Promise<unknown>): Promise<void> => {
  const done = new AbortController()
  await Promise.race([work, sleep(ms, undefined, { signal: done.signal }).catch(() => {})])
  done.abort()
}
