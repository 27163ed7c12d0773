/**
 * schedule: time's door. Fires the due timers of conversations and does the hourly cleaning. It keeps nothing of its own: what
 * is due stands in the database, so a restart repeats nothing and forgets nothing. `main` builds it.
 */
import { schedule as cron, type ScheduledTask } from 'node-cron'
import type { Log } from '../kit/log.ts'
import type { World } from '../kit/world.ts'
import { type Clockwork, type Job, jobsOf, type Memory } from './jobs.ts'

export type Schedule = {
  /** Does all that fell due while nobody was there, then keeps the hours. */
  start(): Promise<void>
  /** Begins nothing more and waits for what is running. */
  stop(): Promise<void>
}

/** node-cron would write to the console; what matters goes to our own log. */
const silent = { info() {}, warn() {}, error() {}, debug() {} }

export const createSchedule = <Tx>(options: {
  store: Memory<Tx>
  app: Clockwork
  world: World
  log: Log
}): Schedule => {
  const { world, log } = options
  const jobs = jobsOf(options.store, options.app)
  const running = new Map<Job, Promise<void>>()
  let tasks: ScheduledTask[] = []

  const attempt = async (job: Job): Promise<void> => {
    try {
      const count = await job.run(world.now())
      if (count > 0) log.info('schedule.ran', { job: job.name, count })
    } catch (error) {
      // The next time finds the same work still to be done.
      log.error('schedule.failed', error, { job: job.name })
    }
  }
  /** A job that is still at work is not begun a second time. */
  const run = (job: Job): Promise<void> => {
    const known = running.get(job)
    if (known) return known
    const work = attempt(job).finally(() => running.delete(job))
    running.set(job, work)
    return work
  }

  return {
    async start() {
      for (const job of jobs) await run(job)
      tasks = jobs.map(job => cron(job.cron, () => run(job), { name: job.name, unref: true, logger: silent }))
    },
    async stop() {
      await Promise.all(tasks.map(task => task.destroy()))
      tasks = []
      await Promise.all(running.values())
    },
  }
}
