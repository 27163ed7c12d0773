import { goesFrom } from '../../../domain/campaigns/hold.ts'
import type { Sheet } from '../../../domain/campaigns/sheet.ts'
import type { Staff } from '../../../domain/staff.ts'
import type { CampaignId, Instant } from '../../../kit/ids.ts'
import { no, ok, type Result } from '../../../kit/result.ts'
import { addAudit } from '../../../store/audit.ts'
import type { Campaign } from '../../../store/campaigns/index.ts'
import { sealLaunch } from '../../../store/campaigns/launches.ts'
import { planRun } from '../../../store/campaigns/runs.ts'
import type { Tx } from '../../../store/index.ts'
import { readMeta } from '../../../store/meta.ts'
import { type Example, exampleOf } from '../filled.ts'
import { signedAt } from '../verdict.ts'
import type { ApprovalRooms } from './rooms.ts'
import { subjectOf } from './subject.ts'

/** An emergency template that stands ready. `from`: when its hold is over. */
type Ready = { campaign: Campaign; sheet: Sheet; from: Instant }

const readyOf = async (tx: Tx, rooms: ApprovalRooms, id: CampaignId): Promise<Ready | undefined> => {
  const subject = await subjectOf(tx, rooms, id)
  if (subject?.sheet.purpose !== 'template' || !['approved', 'running'].includes(subject.campaign.state))
    return undefined
  const signed = await signedAt(tx, rooms, subject.kept)
  if (signed === undefined || rooms.world.now() >= subject.sheet.until) return undefined
  return { campaign: subject.campaign, sheet: subject.sheet, from: goesFrom(subject.sheet, signed) }
}

/** `chosen`: the area that was asked for, if it is one of the sheet's. */
export type ReadyView = Ready & { chosen: string | undefined; example: Example }

/** `undefined`: not signed by enough, or past the last day on which it may be launched. */
export const seeReady = async (rooms: ApprovalRooms, id: CampaignId, area?: string): Promise<ReadyView | undefined> => {
  const ready = await rooms.store.tx(tx => readyOf(tx, rooms, id))
  if (!ready) return undefined
  const chosen = ready.sheet.audience.areas.find(it => it === area)
  return { ...ready, chosen, example: exampleOf(rooms, ready.sheet, chosen) }
}

/** Sends what two people signed ahead, for one of the areas that they signed, by the word of one. `hold`: not yet. */
export const launch = async (
  rooms: ApprovalRooms,
  staff: Staff,
  id: CampaignId,
  area: string,
): Promise<Result<null, 'nothing' | 'area' | 'hold' | 'stopped'>> => {
  const done = await rooms.store.tx(async (tx): Promise<Result<null, 'nothing' | 'area' | 'hold' | 'stopped'>> => {
    const at = rooms.world.now()
    const ready = await readyOf(tx, rooms, id)
    if (!ready) return no('nothing')
    if (!ready.sheet.audience.areas.includes(area)) return no('area')
    if ((await readMeta(tx, 'campaigns')) === 'stopped') return no('stopped')
    if (at < ready.from) return no('hold')
    const sheet = ready.sheet.number
    const run = await planRun(tx, { campaign: id, sheet, purpose: 'call', at, area })
    await sealLaunch(tx, rooms, { campaign: id, sheet, run, area, at })
    await addAudit(tx, { at, staff: staff.id, action: 'campaign launched', code: `${id} ${area}` })
    return ok(null)
  })
  if (done.ok) rooms.nudge()
  return done
}
