/** What time does, and how often: one line a job. */
import type { Instant } from '../kit/ids.ts'
import type { LogWord } from '../kit/log.ts'

/** The memory that the jobs need; the nouns of `store/` fit as they stand. Each prune returns how many rows went. */
export interface Memory<Tx> {
  tx<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** `wal_checkpoint(TRUNCATE)`: what was erased must not linger in the log beside the database. */
  checkpoint(): Promise<void>
  /** "Still here": tells a database that is in use from a copy of it. */
  beat(): Promise<void>
  /** Halves of keys that belong to no report. Returns how many there were. */
  clearShreds(): Promise<number>
  pruneInbox(tx: Tx, beforeHour: number): Promise<number>
  pruneDrafts(tx: Tx, now: Instant): Promise<number>
  pruneNotices(tx: Tx, now: Instant): Promise<number>
  pruneHeld(tx: Tx, before: { answers: Instant; alerts: Instant }): Promise<number>
  pruneTraces(tx: Tx, before: Instant): Promise<number>
  pruneTries(tx: Tx, beforeHour: number): Promise<number>
  /** Where messages of campaigns lie on phones. */
  pruneRefs(tx: Tx, before: Instant): Promise<number>
  /** In which hours people were sent campaigns. */
  pruneQuotas(tx: Tx, beforeHour: number): Promise<number>
  /** Files that no campaign names any more. */
  removeUnusedMedia(tx: Tx, now: Instant): Promise<number>
}

/** `app`, as far as time comes in. `fireTimers`: of conversations that are due; returns how many there were. */
export interface Clockwork {
  fireTimers(now: Instant): Promise<number>
  /** Tells staff of reports that wait too long: by marks that stand with them, so as often as one likes. */
  tellOfDue(now: Instant): Promise<{ half: number; untaken: number; everybody: number; late: number }>
  /** Erases what was kept long enough, and what a crash left half erased. */
  eraseDue(now: Instant): Promise<number>
  /** A week after a desk was named: a notice to who wants one, once; returns how many cases it found. */
  askAboutDesks(now: Instant): Promise<number>
  /** Begins campaigns whose time has come, makes lines, ends what is over. In portions: the next time goes on. */
  runCampaigns(now: Instant): Promise<number>
  /** Of campaigns that are over and told only the tallies stay. */
  forgetActors(now: Instant): Promise<number>
}

export type Job = {
  name: LogWord
  /** node-cron: second, minute, hour, day, month, weekday. */
  cron: string
  /** Returns how much there was to do. */
  run(now: Instant): Promise<number>
}

const HOUR = 3_600_000
/** Telegram repeats an update for 24 hours at the most, and lets a bot delete what is younger than 48. */
const KEPT_HOURS = 48
/** For so long a campaign counts against the next one to the same person. */
const WEEK_HOURS = 24 * 7
/** As long as a conversation lives without a word: nobody comes back to an answer that is older. */
const HELD_HOURS = 1

/** All jobs, in the order in which they run at a start. */
export const jobsOf = <Tx>(store: Memory<Tx>, app: Clockwork): Job[] => [
  { name: 'timers', cron: '*/10 * * * * *', run: now => allTimers(app, now) },
  { name: 'campaigns', cron: '5-55/10 * * * * *', run: now => app.runCampaigns(now) },
  {
    name: 'deadlines',
    cron: '30 */10 * * * *',
    run: async now => Object.values(await app.tellOfDue(now)).reduce((all, some) => all + some, 0),
  },
  { name: 'actors', cron: '0 47 * * * *', run: now => app.forgetActors(now) },
  { name: 'referrals', cron: '0 23 * * * *', run: now => app.askAboutDesks(now) },
  { name: 'retention', cron: '0 37 3 * * *', run: now => app.eraseDue(now) },
  { name: 'heartbeat', cron: '5 * * * * *', run: () => store.beat().then(() => 0) },
  {
    name: 'inbox',
    cron: '0 11 * * * *',
    run: now => store.tx(tx => store.pruneInbox(tx, Math.floor(now / HOUR) - KEPT_HOURS)),
  },
  { name: 'drafts', cron: '0 */5 * * * *', run: now => store.tx(tx => store.pruneDrafts(tx, now)) },
  {
    name: 'held',
    cron: '0 7 * * * *',
    run: now =>
      store.tx(tx => store.pruneHeld(tx, { answers: now - HELD_HOURS * HOUR, alerts: now - KEPT_HOURS * HOUR })),
  },
  { name: 'notices', cron: '0 13 * * * *', run: now => store.tx(tx => store.pruneNotices(tx, now)) },
  {
    name: 'traces',
    cron: '0 17 * * * *',
    run: now => store.tx(tx => store.pruneTraces(tx, now - KEPT_HOURS * HOUR)),
  },
  {
    name: 'places',
    cron: '30 17 * * * *',
    // An hour before nothing can be taken away any more, so that none is kept for longer.
    run: now => store.tx(tx => store.pruneRefs(tx, now - (KEPT_HOURS - 1) * HOUR)),
  },
  {
    name: 'quotas',
    cron: '45 17 * * * *',
    run: now => store.tx(tx => store.pruneQuotas(tx, Math.floor(now / HOUR) - WEEK_HOURS)),
  },
  {
    name: 'tries',
    cron: '0 18 * * * *',
    run: now => store.tx(tx => store.pruneTries(tx, Math.floor(now / HOUR) - 1)),
  },
  { name: 'media', cron: '30 18 * * * *', run: now => store.tx(tx => store.removeUnusedMedia(tx, now)) },
  { name: 'shreds', cron: '0 23 * * * *', run: () => store.clearShreds() },
  // Last, so that what the others erased is gone from the write-ahead log too.
  {
    name: 'checkpoint',
    cron: '0 19 * * * *',
    run: async () => {
      await store.checkpoint()
      return 0
    },
  },
]

/** Timers come in portions. A small one was the last; so was the fiftieth, and the next time goes on. */
const allTimers = async (app: Clockwork, now: Instant): Promise<number> => {
  let total = 0
  for (let portion = 0; portion < 50; portion++) {
    const fired = await app.fireTimers(now)
    total += fired
    if (fired < 100) break
  }
  return total
}
