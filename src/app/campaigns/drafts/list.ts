import { allCampaigns } from '../../../store/campaigns/index.ts'
import { activeStaff } from '../../../store/staff.ts'
import type { CampaignRooms } from '../index.ts'
import type { Listed } from './index.ts'

/** A group sees its own ones, a demo the demo's. */
export const listDrafts = ({ store, demo }: Pick<CampaignRooms, 'store' | 'demo'>): Promise<Listed[]> =>
  store.tx(async tx => {
    const names = new Map((await activeStaff(tx)).map(({ id, name }) => [id, name]))
    const campaigns = (await allCampaigns(tx)).filter(it => it.demo === demo)
    return campaigns.map(it => ({ ...it, who: names.get(it.owner) }))
  })
