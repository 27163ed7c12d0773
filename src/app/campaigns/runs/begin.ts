import { lastOccurrence } from '../../../domain/campaigns/occurrences.ts'
import type { Sheet } from '../../../domain/campaigns/sheet.ts'
import { LIVE } from '../../../domain/campaigns/states.ts'
import type { Instant } from '../../../kit/ids.ts'
import { moveCampaign } from '../../../store/campaigns/index.ts'
import { moveRun, openRuns, type Run } from '../../../store/campaigns/runs.ts'
import type { Tx } from '../../../store/index.ts'
import { cronOf, factOf, isFilled } from './occasion.ts'
import { planNext, planReminders } from './plan.ts'
import { type RunRooms, verdictOn } from './rooms.ts'

/**
 * A recurring call that was missed (the server was off) is sent late, if it is the last one and no older than this: half a day
 * later "tonight" is still tonight.
 */
export const LATE_MS = 12 * 3_600_000

/** Begins a run whose time has come. In one transaction with planning what comes after it. Returns whether it has begun. */
export const beginRun = async (tx: Tx, rooms: RunRooms, run: Run, now: Instant): Promise<boolean> => {
  const verdict = await verdictOn(tx, rooms, run, now)
  if (!verdict.ok) {
    if (verdict.why === 'expired' || verdict.why === 'cancelled') await callOff(tx, run, now)
    return false
  }
  const { sheet } = verdict
  const due = await whatIsDue(tx, run, sheet, now)
  const fact = due && factOf(due, sheet)
  if (!due || fact === undefined || isFilled(rooms.store.ledger, fact)) {
    await callOff(tx, run, now)
    return false
  }
  await moveRun(tx, run, ['waits'], { state: 'filling', at: due.at, began: now })
  await moveCampaign(tx, run.campaign, ['approved'], 'running')
  // Once people are told what came of it, it is over.
  if (run.purpose === 'result') await moveCampaign(tx, run.campaign, LIVE, 'ended')
  if (run.purpose === 'call') await planReminders(tx, run, sheet, now)
  return true
}

const callOff = async (tx: Tx, run: Run, now: Instant): Promise<void> => {
  await moveRun(tx, run, ['waits'], { state: 'cancelled', ended: now })
}

/** The run as it is to be sent now; `undefined`: not any more. */
const whatIsDue = async (tx: Tx, run: Run, sheet: Sheet, now: Instant): Promise<Run | undefined> => {
  if (run.purpose === 'reminder') return (await isLastReminder(tx, run, sheet, now)) ? run : undefined
  if (run.purpose !== 'call' || sheet.purpose !== 'call' || sheet.when.how !== 'cron') return run
  await planNext(tx, run, sheet, now)
  const cron = cronOf(sheet)
  const at = cron && lastOccurrence(cron, sheet.when.zone, { since: run.at - 1, now, late: LATE_MS })
  return at === undefined ? undefined : { ...run, at }
}

/** Who was off for a day reminds once of what is in an hour, not also of what was in a day. */
const isLastReminder = async (tx: Tx, run: Run, { event }: Sheet, now: Instant): Promise<boolean> => {
  if (!event || event.starts <= now) return false
  const later = (await openRuns(tx)).some(
    it => it.campaign === run.campaign && it.purpose === 'reminder' && it.at > run.at && it.at <= now,
  )
  return !later
}
