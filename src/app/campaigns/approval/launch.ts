import { goesFrom } from '../../../domain/campaigns/hold.ts'
import { readSheet, type Sheet } from '../../../domain/campaigns/sheet.ts'
import type { Staff } from '../../../domain/staff.ts'
import type { CampaignId, Instant } from '../../../kit/ids.ts'
import { no, ok, type Result } from '../../../kit/result.ts'
import { addAudit } from '../../../store/audit.ts'
import { type Campaign, sheetsOf } from '../../../store/campaigns/index.ts'
import { sealLaunch } from '../../../store/campaigns/launches.ts'
import { planRun } from '../../../store/campaigns/runs.ts'
import type { Tx } from '../../../store/index.ts'
import { readMeta } from '../../../store/meta.ts'
import { type Example, exampleOf } from '../filled.ts'
import { mainSheet } from '../main-sheet.ts'
import { signedAt } from '../verdict.ts'
import type { ApprovalRooms } from './rooms.ts'
import { subjectOf } from './subject.ts'

/** An emergency template that stands ready. `from`: when its hold is over. */
type Ready = { campaign: Campaign; sheet: Sheet; from: Instant }

const readyOf = async (tx: Tx, rooms: ApprovalRooms, id: CampaignId): Promise<Ready | undefined> => {
  // Whatever has been written about an earlier launch since.
  const main = await mainSheet(tx, id)
  const subject = main && (await subjectOf(tx, rooms, id, main.number))
  if (subject?.sheet.purpose !== 'template' || !['approved', 'running'].includes(subject.campaign.state))
    return undefined
  const signed = await signedAt(tx, rooms, subject.kept)
  if (signed === undefined || rooms.world.now() >= subject.sheet.until) return undefined
  return { campaign: subject.campaign, sheet: subject.sheet, from: goesFrom(subject.sheet, signed) }
}

type Shown = { sheet: Sheet; example: Example }
/** `chosen`: the area that was asked for, if it is one of the sheet's. `corrected`: what goes out in the template's place. */
export type ReadyView = Ready & { chosen: string | undefined; example: Example; corrected: Shown | undefined }

/** `undefined`: not signed by enough, or past the last day on which it may be launched. */
export const seeReady = async (rooms: ApprovalRooms, id: CampaignId, area?: string): Promise<ReadyView | undefined> => {
  const found = await rooms.store.tx(async tx => {
    const ready = await readyOf(tx, rooms, id)
    return ready && { ready, corrected: await correctedSince(tx, rooms, ready) }
  })
  if (!found) return undefined
  const { ready, corrected: sheet } = found
  const chosen = ready.sheet.audience.areas.find(it => it === area)
  const corrected = sheet && { sheet, example: exampleOf(rooms, sheet, chosen) }
  return { ...ready, chosen, example: exampleOf(rooms, ready.sheet, chosen), corrected }
}

/** As the way out asks (../deliver/review.ts): the newest correction of these words that enough have signed and whose hold is over. */
const correctedSince = async (tx: Tx, rooms: ApprovalRooms, { campaign, sheet }: Ready): Promise<Sheet | undefined> => {
  for (const kept of await sheetsOf(tx, campaign.id, 'correction')) {
    const read = kept.number > sheet.number ? readSheet(kept.body) : undefined
    const signed = read && (await signedAt(tx, rooms, kept))
    if (read && signed !== undefined && goesFrom(read, signed) <= rooms.world.now()) return read
  }
  return undefined
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
