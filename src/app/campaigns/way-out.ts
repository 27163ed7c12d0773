import type { Instant } from '../../kit/ids.ts'
import type { World } from '../../kit/world.ts'
import type { Privacy } from '../../privacy/index.ts'
import { sheetByNumber } from '../../store/campaigns/index.ts'
import type { Store } from '../../store/index.ts'
import type { Standing } from '../../store/standing.ts'
import type { Directory } from '../directory.ts'
import type { AppWords } from '../words.ts'
import { callOf } from './acts/call.ts'
import { composeTools } from './compose.ts'
import { type CampaignDelivery, createCampaignDelivery } from './deliver/index.ts'
import { signedAt, verdictOf } from './verdict.ts'

/** The way out of campaigns, with the verdict over who signed them. `standing`: whether the data may be a copy of another server's. */
export const createWayOut = (rooms: {
  store: Pick<Store, 'instance' | 'ledger'>
  privacy: Privacy
  world: World
  words: AppWords
  directory: Pick<Directory, 'look' | 'areaName'>
  demo: boolean
  standing: Pick<Standing, 'hold'>
}): CampaignDelivery =>
  createCampaignDelivery({
    privacy: rooms.privacy,
    tools: composeTools({ ...rooms, names: rooms.directory, look: rooms.directory.look }),
    resting: () => rooms.standing.hold() !== undefined,
    callOf: async (tx, campaign, now) => {
      const call = await callOf(tx, rooms, campaign, now)
      const kept = call && (await sheetByNumber(tx, campaign, call.sheet.number))
      // For who looks by themselves it is enough that it was signed; what rings at somebody's phone needs signers of today.
      return kept && (await signedAt(tx, rooms, kept)) !== undefined ? call : undefined
    },
    seen: async (tx, campaign, now) => (await callOf(tx, rooms, campaign, now))?.sheet,
    verdictOf: (tx, campaign, sheet, now: Instant, run) => verdictOf(tx, rooms, campaign, sheet, now, run),
  })
