import { remindsAt } from '../../../domain/campaigns/occasion.ts'
import { nextOccurrences } from '../../../domain/campaigns/occurrences.ts'
import type { Sheet } from '../../../domain/campaigns/sheet.ts'
import type { CampaignId, Instant } from '../../../kit/ids.ts'
import { planRun, type Run } from '../../../store/campaigns/runs.ts'
import type { Tx } from '../../../store/index.ts'
import { cronOf } from './occasion.ts'

type Signed = { campaign: CampaignId; sheet: Sheet }

/**
 * Plans the sending of a call, in the transaction of the last approval that it needed.
 * @param from of the verdict: when the hold is over, or its time has come. A recurring one goes out for the first time at its next instant
 * after that.
 * @returns the run's number; `undefined`: a recurring one that never comes before its end.
 */
export const planCall = async (tx: Tx, { campaign, sheet }: Signed, from: Instant): Promise<number | undefined> => {
  const at = sheet.when.how === 'cron' ? nextOf(sheet, from) : from
  return at === undefined ? undefined : planRun(tx, { campaign, sheet: sheet.number, purpose: 'call', at })
}

/** The next instant of a recurring call after `from`. */
const nextOf = (sheet: Sheet, from: Instant): Instant | undefined => {
  const cron = cronOf(sheet)
  const zone = sheet.when.how === 'cron' ? sheet.when.zone : ''
  const [next] = cron ? nextOccurrences(cron, zone, from, 1) : []
  return next !== undefined && next < sheet.until ? next : undefined
}

/** Within the transaction in which one goes out: so there is always one planned, and never two. */
export const planNext = async (tx: Tx, { campaign, sheet: number }: Run, sheet: Sheet, now: Instant): Promise<void> => {
  const at = nextOf(sheet, now)
  if (at !== undefined) await planRun(tx, { campaign, sheet: number, purpose: 'call', at })
}

/** Those of which the time has not come yet. */
export const planReminders = async (tx: Tx, run: Run, sheet: Sheet, now: Instant): Promise<void> => {
  const { campaign, sheet: number } = run
  for (const at of remindsAt(sheet.event))
    if (at > now) await planRun(tx, { campaign, sheet: number, purpose: 'reminder', at })
}
