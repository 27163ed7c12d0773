import { allCampaigns } from '../../../store/campaigns/index.ts'
import { activeStaff } from '../../../store/staff.ts'
import type { CampaignRooms } from '../index.ts'
import { blankSheet } from './blank.ts'
import { type CopyAs, plant } from './copy.ts'
import { READY_MADE, readyMade } from './ready-made.ts'

/** What a list may look like. Words of ours with their gaps: no fact stands in any of these. */
const DEMO: { name: string; as: CopyAs; title: string }[] = [
  { name: 'petition', as: 'draft', title: 'Demo: a petition with its gaps' },
  { name: 'event', as: 'draft', title: 'Demo: an invitation with its gaps' },
  { name: 'warning-scam', as: 'template', title: 'Demo: a warning to begin with' },
]

/** Plants a few marked drafts where there is a demo's organizer and no campaign yet. */
export const plantDemoDrafts = (rooms: Pick<CampaignRooms, 'store' | 'world' | 'demo' | 'words'>): Promise<void> =>
  rooms.store.tx(async tx => {
    const me = (await activeStaff(tx)).find(({ demo, role }) => demo && role === 'organizer')
    if (!rooms.demo || !me || (await allCampaigns(tx)).length > 0) return
    for (const { name, ...it } of DEMO) {
      const made = READY_MADE.find(one => one.name === name)
      if (!made) continue
      const blank = blankSheet({ instance: rooms.store.instance, kind: made.kind, now: rooms.world.now() })
      await plant(rooms, tx, me, { ...it, sheet: { ...blank, ...readyMade(rooms.words, made) } })
    }
  })
