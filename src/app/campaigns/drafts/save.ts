import { readSheet, type Sheet, writeSheet } from '../../../domain/campaigns/sheet.ts'
import type { State } from '../../../domain/campaigns/states.ts'
import type { Staff } from '../../../domain/staff.ts'
import type { CampaignId } from '../../../kit/ids.ts'
import { no, ok, type Result } from '../../../kit/result.ts'
import { campaignById, insertSheet, setKind, sheetsOf } from '../../../store/campaigns/index.ts'
import type { Tx } from '../../../store/index.ts'
import { type KeptMedia, mediaByHash, saveMedia } from '../../../store/media.ts'
import type { CampaignRooms } from '../index.ts'
import { unfillableIn } from './look.ts'
import { takeUpload, type Upload, type UploadRefusal } from './upload.ts'

/**
 * Why nothing was saved. `gone`: there is none such. `closed`: nobody writes any more. `late`: somebody else has saved meanwhile. `desk`: a
 * help desk that content does not have. `file`: a file that is not there. `odd`: no form of ours makes this.
 */
export type SaveRefusal = UploadRefusal | 'gone' | 'closed' | 'late' | 'desk' | 'file' | 'odd'
/** The number under which it stands now; the same as before, if nothing was changed. */
export type Saved = Result<number, SaveRefusal>

/** In these one may write. */
export const WRITTEN: readonly State[] = ['draft', 'template']

/** @param over the sheet that the form showed. */
export const save = async (
  rooms: CampaignRooms,
  me: Staff,
  it: { campaign: CampaignId; over: number; sheet: Sheet; uploads: Upload[] },
): Promise<Saved> => {
  const taken: { tag: string; media: KeptMedia }[] = []
  for (const upload of it.uploads) {
    const read = await takeUpload(upload)
    if (!read.ok) return read
    taken.push({ tag: upload.tag, media: read.value })
  }
  const files = taken.map(({ tag, media: { kind, hash } }) => [tag, { kind, hash }])
  const typed = { ...it.sheet, media: { ...it.sheet.media, ...Object.fromEntries(files) } }
  const unknown = unfillableIn(rooms, typed).some(({ written }) => written.startsWith('{{desk:'))
  if (unknown) return no('desk')
  return rooms.store.tx(async tx => {
    for (const { media } of taken) await saveMedia(tx, media)
    const done = await addSheet(rooms, tx, me, { ...it, sheet: typed })
    // What was uploaded for a sheet that nobody keeps is removed by the job that looks for such.
    return done
  })
}

/** The next sheet of a campaign that is written on, if it says anything else than the one before. */
export const addSheet = async (
  { store, world, demo }: Pick<CampaignRooms, 'store' | 'world' | 'demo'>,
  tx: Tx,
  me: Staff,
  { campaign: id, over, sheet }: { campaign: CampaignId; over: number; sheet: Sheet },
): Promise<Saved> => {
  const campaign = await campaignById(tx, id)
  if (!campaign || campaign.demo !== demo) return no('gone')
  if (!WRITTEN.includes(campaign.state)) return no('closed')
  const sheets = await sheetsOf(tx, id)
  const [newest] = sheets
  if (newest && newest.number !== over) return no('late')
  const number = (newest?.number ?? 0) + 1
  const own = { ...sheet, v: 1 as const, instance: store.instance, campaign: id, number }
  if (newest && writeSheet({ ...own, number: newest.number }) === newest.body) return ok(newest.number)
  const body = writeSheet(own)
  if (!readSheet(body)) return no('odd')
  for (const { kind, hash } of Object.values(own.media))
    if ((await mediaByHash(tx, hash))?.kind !== kind) return no('file')
  await insertSheet(tx, { campaign: id, number, purpose: own.purpose, body, staff: me.id, at: world.now() })
  await setKind(tx, id, own.kind)
  return ok(number)
}
