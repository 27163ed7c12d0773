/**
 * Runs: each is one sending of a sheet. What is due stands in the database, and all that is done to it is done page by page, so a
 * restart repeats nothing and forgets nothing, and nobody who writes to the bot waits for it.
 */
import { setImmediate as turn } from 'node:timers/promises'
import type { Sheet } from '../../../domain/campaigns/sheet.ts'
import type { Instant } from '../../../kit/ids.ts'
import { hasLines, moveRun, openRuns, type Run } from '../../../store/campaigns/runs.ts'
import { dropLines } from '../../../store/outbox-campaigns.ts'
import { beginRun } from './begin.ts'
import { endCampaigns } from './end.ts'
import { fillPage } from './fill.ts'
import { forgetActorsOfEnded } from './forget.ts'
import { factOf } from './occasion.ts'
import { overAs, type RunRooms, verdictOn } from './rooms.ts'

export type CampaignClock = {
  /** Begins what is due, makes lines, drops those of what was called off, ends what is over. Returns how much there was to do. */
  runCampaigns(now: Instant): Promise<number>
  /** Forgets who took part in what is over and told. Returns of how many campaigns. */
  forgetActors(now: Instant): Promise<number>
}

/** So much at one go: a stop of the server waits for it, the next time goes on. */
const PAGES = 60
const DROP = 500

export const createCampaignClock = (rooms: RunRooms): CampaignClock => {
  const { store, hold } = rooms

  const fill = async (run: Run, now: Instant, budget: number): Promise<number> => {
    for (let pages = 0; pages < budget; pages++) {
      const page = await store.tx(tx => fillPage(tx, rooms, run, now))
      if (page === 'rest') return pages
      rooms.nudge()
      await turn()
      if (page === 'full') return pages + 1
    }
    return budget
  }

  /** Whether all are gone, and after how many pages. */
  const drop = async (run: Run, as: 'dropped' | 'expired', budget: number): Promise<[boolean, number]> => {
    for (let pages = 1; pages <= budget; pages++) {
      const count = await store.tx(tx => dropLines(tx, as, { campaign: run.campaign, run: run.run, limit: DROP }))
      if (count < DROP) return [true, pages]
      await turn()
    }
    return [false, budget]
  }

  const end = async (run: Run, now: Instant, budget: number): Promise<number> => {
    const verdict = await store.tx(tx => verdictOn(tx, rooms, run, now))
    if (verdict.ok && run.state === 'sending') remember(run, verdict.sheet)
    const as = overAs(run, verdict)
    const [all, pages] = as ? await drop(run, as, budget) : [true, 0]
    if (!all) return pages
    const state = run.state === 'cancelled' || as === 'dropped' ? 'cancelled' : 'done'
    const ended = await store.tx(async tx =>
      (await hasLines(tx, run)) ? false : moveRun(tx, run, ['sending', 'cancelled'], { state, ended: now }),
    )
    return pages + Number(ended)
  }

  const remember = (run: Run, sheet: Sheet): void => {
    const fact = factOf(run, sheet)
    if (fact !== undefined) store.ledger.write('filled', fact)
  }

  return {
    forgetActors: now => forgetActorsOfEnded(rooms, now),
    async runCampaigns(now) {
      if (hold()) return 0
      let done = 0
      for (const run of await store.tx(openRuns)) {
        if (run.state === 'waits' && run.at <= now && (await store.tx(tx => beginRun(tx, rooms, run, now)))) {
          done += 1 + (await fill(run, now, PAGES - done))
        } else if (run.state === 'filling') done += await fill(run, now, PAGES - done)
        else if (run.state === 'sending' || run.state === 'cancelled') done += await end(run, now, PAGES - done)
        if (done >= PAGES) return done
      }
      return done + (await endCampaigns(rooms, now))
    },
  }
}
