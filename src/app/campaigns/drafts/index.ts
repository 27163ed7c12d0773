/** What is written before anybody signs: campaigns begin here, and each state that was saved stays a sheet of its own. */
import type { Kind } from '../../../domain/campaigns/sheet.ts'
import type { Staff } from '../../../domain/staff.ts'
import type { CampaignId } from '../../../kit/ids.ts'
import type { Campaign } from '../../../store/campaigns.ts'
import type { CampaignRooms } from '../index.ts'
import { begin } from './begin.ts'
import { listDrafts } from './list.ts'

export { KINDS, type Kind } from '../../../domain/campaigns/sheet.ts'
export { STATES } from '../../../domain/campaigns/states.ts'

/** `who`: the name of its owner; none: somebody who has left. */
export type Listed = Campaign & { who: string | undefined }
/** Under which name staff know it, and what it is. */
export type Beginning = { kind: Kind; title: string }

export type Drafts = {
  /** All there are, the newest first. */
  list(): Promise<Listed[]>
  /** A new one with an empty sheet; `undefined`: it has no title. */
  begin(me: Staff, it: Beginning): Promise<CampaignId | undefined>
}

export const createDrafts = (rooms: CampaignRooms): Drafts => ({
  list: () => listDrafts(rooms),
  begin: (me, it) => begin(rooms, me, it),
})
