import { KINDS, readSheet, type Sheet } from '../../../domain/campaigns/sheet.ts'
import type { Staff } from '../../../domain/staff.ts'
import type { CampaignId, Instant } from '../../../kit/ids.ts'
import { campaignById } from '../../../store/campaigns/index.ts'
import type { Tx } from '../../../store/index.ts'
import type { CampaignRooms } from '../index.ts'
import { blankSheet } from './blank.ts'
import { plant } from './copy.ts'
import { draftsOf } from './open.ts'
import { READY_MADE, readyMade } from './ready-made.ts'
import { tidyTitle } from './title.ts'

/** `from`: a kind, words of ours, or a template of the group. `undefined`: no title, or nothing of that name. */
export const begin = (
  rooms: CampaignRooms,
  me: Pick<Staff, 'id'>,
  { from, title }: { from: string; title: string },
): Promise<CampaignId | undefined> => {
  const name = tidyTitle(title)
  return rooms.store.tx(async tx => {
    const sheet = name ? await sheetFrom(rooms, tx, from, rooms.world.now()) : undefined
    return sheet && plant(rooms, tx, me, { sheet, as: 'draft', title: name })
  })
}

/** Without a campaign of its own yet: `plant` gives it one. */
const sheetFrom = async (rooms: CampaignRooms, tx: Tx, from: string, now: Instant): Promise<Sheet | undefined> => {
  const blank = { instance: rooms.store.instance, now }
  const kind = KINDS.find(it => it === from)
  if (kind) return blankSheet({ ...blank, kind })
  const made = READY_MADE.find(({ name }) => from === `made:${name}`)
  if (made) return { ...blankSheet({ ...blank, kind: made.kind }), ...readyMade(rooms.words, made) }
  const id = /^[\w-]{22}$/.test(from) ? (from as CampaignId) : undefined
  const template = id && (await campaignById(tx, id))
  if (template?.state !== 'template' || template.demo !== rooms.demo) return undefined
  const [newest] = await draftsOf(tx, template.id)
  return newest && readSheet(newest.body)
}
