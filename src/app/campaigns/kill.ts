/** The kill switch, for everything that is said to many, and the brake for one campaign. Read in every cycle of the way out. */
import type { CampaignId, StaffId } from '../../kit/ids.ts'
import { no, ok, type Result } from '../../kit/result.ts'
import type { World } from '../../kit/world.ts'
import { addAudit } from '../../store/audit.ts'
import { campaignById, moveCampaign } from '../../store/campaigns/index.ts'
import type { Store, Tx } from '../../store/index.ts'
import { readMeta, removeMeta, writeMeta } from '../../store/meta.ts'
import { pausedCampaigns, retryUnknown, wakeLines } from '../../store/outbox-campaigns.ts'

/** So many lines in one transaction: nobody waits behind a million of them. */
const PAGE = 500

export type BrakeRooms = {
  store: Pick<Store, 'tx'>
  world: World
  /** There may be something to send. */
  nudge?(): void
}

/**
 * Stops all campaigns and alerts: after the commit nothing of them is begun to be sent, whoever asks and from whichever process.
 * @param by null: whoever has the machine. Returns whether they were not stopped already.
 */
export const stopAll = ({ store, world }: BrakeRooms, by: StaffId | null): Promise<boolean> =>
  store.tx(async tx => {
    if ((await readMeta(tx, 'campaigns')) === 'stopped') return false
    await writeMeta(tx, 'campaigns', 'stopped')
    await addAudit(tx, { at: world.now(), staff: by, action: 'campaigns stopped' })
    return true
  })

/** Lets them go on from where they stood. Returns whether they were stopped. */
export const startAgain = async ({ store, world, nudge }: BrakeRooms, by: StaffId | null): Promise<boolean> => {
  const done = await store.tx(async tx => {
    if ((await readMeta(tx, 'campaigns')) !== 'stopped') return false
    await removeMeta(tx, 'campaigns')
    await addAudit(tx, { at: world.now(), staff: by, action: 'campaigns started' })
    return true
  })
  nudge?.()
  return done
}

export const areStopped = ({ store }: BrakeRooms): Promise<boolean> =>
  store.tx(async tx => (await readMeta(tx, 'campaigns')) === 'stopped')

/** Its lines are set aside by and by as they come up; not one of them goes out after the commit. */
export const pauseCampaign = (
  { store, world }: BrakeRooms,
  by: StaffId,
  campaign: CampaignId,
): Promise<Result<undefined, 'not-running'>> =>
  store.tx(async tx => {
    if (!(await moveCampaign(tx, campaign, ['running'], 'paused'))) return no('not-running')
    await addAudit(tx, { at: world.now(), staff: by, action: 'campaign paused', code: campaign })
    return ok(undefined)
  })

export const resumeCampaign = async (
  rooms: BrakeRooms,
  by: StaffId,
  campaign: CampaignId,
): Promise<Result<undefined, 'not-paused'>> => {
  const moved = await rooms.store.tx(async tx => {
    if (!(await moveCampaign(tx, campaign, ['paused'], 'running'))) return false
    await addAudit(tx, { at: rooms.world.now(), staff: by, action: 'campaign resumed', code: campaign })
    return true
  })
  if (!moved) return no('not-paused')
  await wake(rooms, campaign)
  return ok(undefined)
}

/** Sends once more to those of whom nobody knows whether it arrived. Returns how many they are. */
export const sendAgain = async (rooms: BrakeRooms, by: StaffId, campaign: CampaignId): Promise<number> => {
  const { store, world } = rooms
  if (!(await store.tx(async tx => (await campaignById(tx, campaign))?.state === 'running'))) return 0
  await store.tx(tx => addAudit(tx, { at: world.now(), staff: by, action: 'campaign sent again', code: campaign }))
  return inPages(rooms, tx => retryUnknown(tx, world.now(), { campaign, limit: PAGE }))
}

/**
 * Lines that are set aside of campaigns that go on: a crash may have cut `resumeCampaign` off. Those of a campaign that is over come up
 * and are settled by the way out. Returns how many there were.
 */
export const wakePaused = async (rooms: BrakeRooms): Promise<number> => {
  const campaigns = await rooms.store.tx(pausedCampaigns)
  let count = 0
  for (const { campaign, state } of campaigns) if (state !== 'paused') count += await wake(rooms, campaign)
  return count
}

const wake = (rooms: BrakeRooms, campaign: CampaignId): Promise<number> =>
  inPages(rooms, tx => wakeLines(tx, { campaign, limit: PAGE }))

const inPages = async ({ store, nudge }: BrakeRooms, work: (tx: Tx) => Promise<number>): Promise<number> => {
  let count = 0
  for (;;) {
    const woken = await store.tx(work)
    count += woken
    if (woken > 0) nudge?.()
    if (woken < PAGE) return count
  }
}
