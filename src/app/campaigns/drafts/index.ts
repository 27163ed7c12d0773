/** What is written before anybody signs: campaigns begin here, and each state that was saved stays a sheet of its own. */
import type { Sheet } from '../../../domain/campaigns/sheet.ts'
import type { Staff } from '../../../domain/staff.ts'
import type { CampaignId, Lang } from '../../../kit/ids.ts'
import type { Result } from '../../../kit/result.ts'
import type { Campaign } from '../../../store/campaigns/index.ts'
import type { DeskAsk, DeskLine } from '../../desk-search.ts'
import type { CampaignRooms } from '../index.ts'
import { begin } from './begin.ts'
import { type DraftChoices, draftChoices } from './choices.ts'
import { again, type CopyAs, copy } from './copy.ts'
import { type DraftFile, draftFile } from './file.ts'
import { listDrafts } from './list.ts'
import { type DraftLook, lookAt } from './look.ts'
import { type DraftView, openDraft } from './open.ts'
import { createReach } from './reach.ts'
import { type Saved, save } from './save.ts'
import { type TestRefusal, testSend } from './test-send.ts'
import type { Upload } from './upload.ts'

export type { DraftChoices } from './choices.ts'
export type { DraftLook } from './look.ts'
export type { DraftView } from './open.ts'
export type { SaveRefusal } from './save.ts'
export type { TestRefusal } from './test-send.ts'
export type { Upload } from './upload.ts'

/** `who`: the name of its owner; none: somebody who has left. */
export type Listed = Campaign & { who: string | undefined }
/** Under which name staff know it, and with what it begins: a kind, words of ours, a template of the group. */
export type Beginning = { from: string; title: string }

export type Drafts = {
  /** All there are, the newest first. */
  list(): Promise<Listed[]>
  /** `undefined`: it has no title, or there is nothing of that name to begin with. */
  begin(me: Staff, it: Beginning): Promise<CampaignId | undefined>
  /** The newest sheet, or one of before; `undefined`: there is none such. */
  open(id: CampaignId, number?: number): Promise<DraftView | undefined>
  /** What the form offers, in the language of the console. */
  choices(lang: Lang): Promise<DraftChoices>
  /** What a sheet comes to, saved or not. */
  look(sheet: Sheet): Promise<DraftLook>
  /** As the next sheet, if anything was changed. `over`: the sheet that the form showed. */
  save(me: Staff, it: { campaign: CampaignId; over: number; sheet: Sheet; uploads: Upload[] }): Promise<Saved>
  /** A sheet of before as the newest. */
  again(me: Staff, it: { campaign: CampaignId; number: number }): Promise<Saved>
  copy(me: Staff, it: { from: CampaignId; as: CopyAs; title: string }): Promise<CampaignId | undefined>
  /** To the linked chats of whoever asks. Returns how many messages it makes. */
  test(me: Staff, it: { campaign: CampaignId; langs: readonly Lang[] }): Promise<Result<number, TestRefusal>>
  /** Desks for a placeholder. */
  desks(ask: DeskAsk, lang: Lang): DeskLine[]
  /** A file of one of its sheets. */
  file(id: CampaignId, hash: string): Promise<DraftFile | undefined>
}

export const createDrafts = (rooms: CampaignRooms): Drafts => {
  const counting = { ...rooms, reach: createReach(rooms) }
  return {
    list: () => listDrafts(rooms),
    begin: (me, it) => begin(rooms, me, it),
    open: (id, number) => openDraft(rooms, id, number),
    choices: lang => draftChoices(rooms, lang),
    look: sheet => lookAt(counting, sheet),
    save: (me, it) => save(rooms, me, it),
    again: (me, it) => again(rooms, me, it),
    copy: (me, it) => copy(rooms, me, it),
    test: (me, it) => testSend(rooms, me, it),
    desks: (ask, lang) => rooms.directory.desks.search(ask, lang, rooms.world.now()),
    file: (id, hash) => draftFile(rooms, id, hash),
  }
}
