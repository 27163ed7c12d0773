import { readSheet } from '../../../domain/campaigns/sheet.ts'
import type { QuietHours } from '../../../domain/quiet-hours.ts'
import type { ChannelName, Instant } from '../../../kit/ids.ts'
import type { World } from '../../../kit/world.ts'
import type { Privacy } from '../../../privacy/index.ts'
import { sheetByNumber } from '../../../store/campaigns/index.ts'
import type { Run } from '../../../store/campaigns/runs.ts'
import type { Store, Tx } from '../../../store/index.ts'
import type { Hold } from '../../../store/standing.ts'
import { lifeOf, type Verdict, verdictOf } from '../verdict.ts'

export type RunRooms = {
  store: Store
  privacy: Privacy
  world: World
  /** Demo keys sign for the demo only. */
  demo: boolean
  /** A channel that delivers by itself; on the others a line is held until its person comes. */
  pushes(channel: ChannelName): boolean
  quietHours: QuietHours | undefined
  /** Of the channel that pushes, as it is now: how many messages may go out in a second. Absent: there is none. */
  pace(): { perSecond: number } | undefined
  /** This database may be a copy of another one: nothing is begun and nothing becomes a line until the operator's yes. */
  hold(): Hold | undefined
  /** After each commit that left something to send. */
  nudge(): void
}

/** As `verdictOf`, but what is too late is too late, also while it is paused or nothing goes out. */
export const verdictOn = async (tx: Tx, rooms: RunRooms, run: Run, now: Instant): Promise<Verdict> => {
  const verdict = await verdictOf(tx, rooms, run.campaign, run.sheet, now, run.run)
  const kept = await sheetByNumber(tx, run.campaign, run.sheet)
  const sheet = kept && readSheet(kept.body)
  // Nothing is said: what is wrong is taken away however the campaign stands.
  if (run.purpose === 'recall' && sheet && !(verdict.ok || verdict.why === 'stopped'))
    return { ok: true, sheet, from: run.at }
  if (verdict.ok || verdict.why === 'cancelled') return verdict
  const until = sheet && ((await lifeOf(tx, rooms, sheet, run.run))?.until ?? sheet.until)
  return until !== undefined && until <= now ? { ok: false, why: 'expired' } : verdict
}

/** Whether a run sends nothing any more, and as what its lines are then counted. */
export const overAs = (run: Run, verdict: Verdict): 'expired' | 'dropped' | undefined => {
  if (!verdict.ok && verdict.why === 'expired') return 'expired'
  return run.state === 'cancelled' || (!verdict.ok && verdict.why === 'cancelled') ? 'dropped' : undefined
}
