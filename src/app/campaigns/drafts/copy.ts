import { readSheet, type Sheet, writeSheet } from '../../../domain/campaigns/sheet.ts'
import { dayIn } from '../../../domain/deadlines.ts'
import type { Staff } from '../../../domain/staff.ts'
import { zoneOf } from '../../../domain/zones.ts'
import type { CampaignId, Instant } from '../../../kit/ids.ts'
import { campaignById, insertCampaign, insertSheet } from '../../../store/campaigns/index.ts'
import type { Tx } from '../../../store/index.ts'
import type { CampaignRooms } from '../index.ts'
import { usualEnd } from './blank.ts'
import { draftsOf } from './open.ts'
import { addSheet, type Saved } from './save.ts'
import { tidyTitle } from './title.ts'

/** To begin others with, or another one beside it. */
export type CopyAs = 'template' | 'draft'

/** A new campaign with the same words; nobody has checked it, nobody has signed it. `undefined`: nothing there to copy. */
export const copy = (
  rooms: CampaignRooms,
  me: Staff,
  it: { from: CampaignId; as: CopyAs; title: string },
): Promise<CampaignId | undefined> =>
  rooms.store.tx(async tx => {
    const from = await campaignById(tx, it.from)
    const [newest] = from?.demo === rooms.demo ? await draftsOf(tx, it.from) : []
    const sheet = newest && readSheet(newest.body)
    if (!from || !sheet) return undefined
    return plant(rooms, tx, me, { sheet, as: it.as, title: tidyTitle(it.title) || from.title })
  })

/** Writes the first sheet of a new campaign after another's. */
export const plant = async (
  { store, world, demo }: Pick<CampaignRooms, 'store' | 'world' | 'demo'>,
  tx: Tx,
  me: Pick<Staff, 'id'>,
  { sheet, as, title }: { sheet: Sheet; as: CopyAs; title: string },
): Promise<CampaignId> => {
  const now = world.now()
  const id = Buffer.from(world.random(16)).toString('base64url') as CampaignId
  const own = { ...afresh(sheet, now), instance: store.instance, campaign: id, number: 1 }
  const day = dayIn(zoneOf(undefined), now)
  await insertCampaign(tx, { id, kind: sheet.kind, title, owner: me.id, state: as, day, demo })
  await insertSheet(tx, { campaign: id, number: 1, purpose: own.purpose, body: writeSheet(own), staff: me.id, at: now })
  return id
}

/** What is about one time only does not come along. */
const afresh = (sheet: Sheet, now: Instant): Sheet => ({
  ...sheet,
  checks: [],
  when: sheet.when.how === 'cron' ? sheet.when : { how: 'now' },
  until: usualEnd(now),
  ends: null,
  event: null,
})

/** An older state as the newest one. */
export const again = (
  rooms: CampaignRooms,
  me: Staff,
  { campaign, number }: { campaign: CampaignId; number: number },
): Promise<Saved> =>
  rooms.store.tx(async tx => {
    const sheets = await draftsOf(tx, campaign)
    const kept = sheets.find(it => it.number === number)
    const sheet = kept && readSheet(kept.body)
    if (!sheet) return { ok: false, why: 'gone' }
    return addSheet(rooms, tx, me, { campaign, over: sheets[0]?.number ?? 0, sheet })
  })
