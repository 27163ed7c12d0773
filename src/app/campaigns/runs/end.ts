import { endOf, readSheet } from '../../../domain/campaigns/sheet.ts'
import { LIVE } from '../../../domain/campaigns/states.ts'
import type { Instant } from '../../../kit/ids.ts'
import { allCampaigns, type Campaign, moveCampaign } from '../../../store/campaigns/index.ts'
import { openRuns } from '../../../store/campaigns/runs.ts'
import type { Tx } from '../../../store/index.ts'
import { mainSheet } from '../main-sheet.ts'
import type { RunRooms } from './rooms.ts'

/** Ends what is over: nothing of it goes out any more, and nobody can take part. Returns how many that were. */
export const endCampaigns = ({ store }: RunRooms, now: Instant): Promise<number> =>
  store.tx(async tx => {
    const going = await allCampaigns(tx, LIVE)
    if (going.length === 0) return 0
    const busy = new Set((await openRuns(tx)).map(({ campaign }) => campaign))
    let ended = 0
    for (const campaign of going) {
      const over = await endOfCampaign(tx, campaign)
      // What has not gone out at the end of a pause does not go out, and is dropped first.
      if (busy.has(campaign.id) || over === undefined || over > now) continue
      if (await moveCampaign(tx, campaign.id, LIVE, 'ended')) ended++
    }
    return ended
  })

/** Until when one can take part; `undefined`: it has no sheet. */
export const endOfCampaign = async (tx: Tx, { id }: Pick<Campaign, 'id'>): Promise<Instant | undefined> => {
  const call = await mainSheet(tx, id)
  const sheet = call && readSheet(call.body)
  return sheet && endOf(sheet)
}
