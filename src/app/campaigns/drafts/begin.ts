import { writeSheet } from '../../../domain/campaigns/sheet.ts'
import { dayIn } from '../../../domain/deadlines.ts'
import type { Staff } from '../../../domain/staff.ts'
import { zoneOf } from '../../../domain/zones.ts'
import type { CampaignId } from '../../../kit/ids.ts'
import { insertCampaign, insertSheet } from '../../../store/campaigns.ts'
import type { CampaignRooms } from '../index.ts'
import { blankSheet } from './blank.ts'
import type { Beginning } from './index.ts'

/** One line of a list. */
export const LONGEST_TITLE = 80

export const tidyTitle = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, LONGEST_TITLE)

export const begin = async (
  { store, world, demo }: Pick<CampaignRooms, 'store' | 'world' | 'demo'>,
  me: Staff,
  { kind, title }: Beginning,
): Promise<CampaignId | undefined> => {
  const name = tidyTitle(title)
  if (!name) return undefined
  const now = world.now()
  const id = Buffer.from(world.random(16)).toString('base64url') as CampaignId
  const body = writeSheet(blankSheet({ instance: store.instance, campaign: id, kind, now }))
  await store.tx(async tx => {
    const day = dayIn(zoneOf(undefined), now)
    await insertCampaign(tx, { id, kind, title: name, owner: me.id, state: 'draft', day, demo })
    await insertSheet(tx, { campaign: id, number: 1, purpose: 'call', body, staff: me.id, at: now })
  })
  return id
}
