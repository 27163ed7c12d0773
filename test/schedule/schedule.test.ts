import { validate } from 'node-cron'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Log } from '../../src/kit/log.ts'
import { createSchedule } from '../../src/schedule/index.ts'
import { jobsOf } from '../../src/schedule/jobs.ts'

const HOUR = 3_600_000
const START = Date.UTC(2030, 0, 2, 3, 4, 5)

beforeEach(() => void vi.useFakeTimers({ now: START }))
afterEach(() => void vi.useRealTimers())

/** A memory that remembers what was asked of it. */
const setUp = () => {
  const done: string[] = []
  const told: string[] = []
  let due = 0
  let broken = false
  const prune = (name: string) => async (_: object, until: number) => {
    if (broken) throw new Error('disk full')
    done.push(`${name} ${until}`)
    return 0
  }
  const store = {
    tx: async <T>(work: (tx: object) => Promise<T>): Promise<T> => work({}),
    checkpoint: async () => void done.push('checkpoint'),
    beat: async () => undefined,
    clearShreds: async () => 0,
    pruneInbox: prune('inbox'),
    pruneDrafts: prune('drafts'),
    pruneHeld: async (_: object, { answers, alerts }: { answers: number; alerts: number }) =>
      prune('held')(_, answers - alerts),
    pruneNotices: prune('notices'),
    pruneTraces: prune('traces'),
    pruneTries: prune('tries'),
    pruneRefs: prune('places'),
    pruneQuotas: prune('quotas'),
    removeUnusedMedia: prune('media'),
  }
  const app = {
    async fireTimers(now: number) {
      const fired = Math.min(due, 200)
      due -= fired
      if (fired > 0) done.push(`timers ${fired} ${now}`)
      return fired
    },
    eraseDue: async () => 0,
    tellOfDue: async () => ({ half: 0, untaken: 0, everybody: 0, late: 0 }),
    runCampaigns: async () => 0,
    forgetActors: async () => 0,
    askAboutDesks: async () => 0,
  }
  const log: Log = {
    debug: event => void told.push(event),
    info: event => void told.push(event),
    warn: event => void told.push(event),
    error: event => void told.push(event),
  }
  const schedule = createSchedule({
    store,
    app,
    log,
    world: { now: () => Date.now(), random: size => new Uint8Array(size) },
  })
  return {
    schedule,
    done,
    told,
    store,
    app,
    fallDue: (count: number) => {
      due += count
    },
    breakStore: (is: boolean) => {
      broken = is
    },
  }
}

test('a start does at once what fell due meanwhile, all of it, and cleans', async () => {
  const { schedule, done, fallDue } = setUp()
  fallDue(450)
  await schedule.start()
  expect(done).toEqual([
    `timers 200 ${START}`,
    `timers 200 ${START}`,
    `timers 50 ${START}`,
    `inbox ${Math.floor(START / HOUR) - 48}`,
    `drafts ${START}`,
    `held ${47 * HOUR}`,
    `notices ${START}`,
    `traces ${START - 48 * HOUR}`,
    `places ${START - 47 * HOUR}`,
    `quotas ${Math.floor(START / HOUR) - 168}`,
    `tries ${Math.floor(START / HOUR) - 1}`,
    `media ${START}`,
    'checkpoint',
  ])
  await schedule.stop()
})

test('timers are looked for every ten seconds', async () => {
  const { schedule, done, fallDue } = setUp()
  await schedule.start()
  done.length = 0
  fallDue(1)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(done).toHaveLength(1)
  expect(done[0]).toMatch(/^timers 1 /)
  await schedule.stop()
})

test('within an hour everything is cleaned once, the write-ahead log last', async () => {
  const { schedule, done } = setUp()
  await schedule.start()
  done.length = 0
  await vi.advanceTimersByTimeAsync(HOUR)
  const kinds = done.map(line => line.split(' ')[0]).filter(kind => kind !== 'drafts')
  expect(kinds).toEqual(['held', 'inbox', 'notices', 'traces', 'places', 'quotas', 'tries', 'media', 'checkpoint'])
  await schedule.stop()
})

test('a job that fails is told, and tried again the next time; the others go on', async () => {
  const { schedule, done, told, breakStore } = setUp()
  breakStore(true)
  await schedule.start()
  expect(told.filter(event => event === 'schedule.failed')).toHaveLength(9)
  expect(done).toEqual(['checkpoint'])
  breakStore(false)
  await vi.advanceTimersByTimeAsync(HOUR)
  expect(done.some(line => line.startsWith('inbox'))).toBe(true)
  await schedule.stop()
})

test('a job that is still at work is not begun again, and a stop waits for it', async () => {
  const { schedule, app } = setUp()
  await schedule.start()
  let begun = 0
  let finish = (): void => {}
  app.fireTimers = () => {
    begun++
    return new Promise(done => {
      finish = () => done(0)
    })
  }
  await vi.advanceTimersByTimeAsync(35_000)
  expect(begun).toBe(1)
  let stopped = false
  const stop = schedule.stop().then(() => {
    stopped = true
  })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(stopped).toBe(false)
  finish()
  await stop
  await vi.advanceTimersByTimeAsync(HOUR)
  expect(begun).toBe(1)
})

test('every job has a rhythm that node-cron understands', () => {
  const { store, app } = setUp()
  for (const job of jobsOf(store, app)) expect(validate(job.cron), job.name).toBe(true)
})
