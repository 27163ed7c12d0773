import type { CampaignId, Instant } from '../../kit/ids.ts'
import type { World } from '../../kit/world.ts'
import type { Privacy } from '../../privacy/index.ts'
import type { Store, Tx } from '../../store/index.ts'
import { oncePerTx } from '../../store/once-per-tx.ts'
import type { Standing } from '../../store/standing.ts'
import type { Directory } from '../directory.ts'
import type { AppWords } from '../words.ts'
import { type Call, callOf, mayRing } from './acts/call.ts'
import { composeTools } from './compose.ts'
import { type CampaignDelivery, createCampaignDelivery } from './deliver/index.ts'
import { verdictOf } from './verdict.ts'

/** The way out of campaigns, with the verdict over who signed them. `standing`: whether the data may be a copy of another server's. */
export const createWayOut = (rooms: {
  store: Pick<Store, 'instance' | 'ledger'>
  privacy: Privacy
  world: World
  words: AppWords
  directory: Pick<Directory, 'look' | 'areaName'>
  demo: boolean
  standing: Pick<Standing, 'hold'>
}): CampaignDelivery => {
  const once = oncePerTx<Call | undefined>()
  const ringing = async (tx: Tx, campaign: CampaignId, now: Instant): Promise<Call | undefined> => {
    const call = await callOf(tx, rooms, campaign, now)
    return call && (await mayRing(tx, rooms, call)) ? call : undefined
  }
  return createCampaignDelivery({
    privacy: rooms.privacy,
    tools: composeTools({ ...rooms, names: rooms.directory, look: rooms.directory.look }),
    resting: () => rooms.standing.hold() !== undefined,
    callOf: (tx, campaign, now) => once(tx, campaign, () => ringing(tx, campaign, now)),
    seen: async (tx, campaign, now) => (await callOf(tx, rooms, campaign, now))?.sheet,
    verdictOf: (tx, campaign, sheet, now: Instant, run) => verdictOf(tx, rooms, campaign, sheet, now, run),
  })
}
