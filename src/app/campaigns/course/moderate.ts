import type { Staff } from '../../../domain/staff.ts'
import type { CampaignId, ConcernId } from '../../../kit/ids.ts'
import { no, ok, type Result } from '../../../kit/result.ts'
import { addAudit } from '../../../store/audit.ts'
import { campaignById } from '../../../store/campaigns/index.ts'
import { passWords, sealedFor } from '../../../store/campaigns/judged.ts'
import { countWords, type WordState, type Wordy, wordsById, wordsOf } from '../../../store/campaigns/words.ts'
import { eraseConcern } from '../../../store/concerns.ts'
import type { Tx } from '../../../store/index.ts'
import { wrappedKey } from '../../../store/keyholders.ts'
import { finishErasures } from '../../erase-case.ts'
import type { CampaignRooms } from '../index.ts'
import { isDone } from '../runs/forget.ts'
import { type Known, knownCampaign } from './known.ts'

/** So many are opened at a time. */
const PAGE = 25
/** One line of a list; longer is no name and no answer. */
export const LONGEST_WORDS = 200

export type WordCounts = { act: Wordy; state: WordState; n: number }[]
export type SealedWords = { id: ConcernId; act: Wordy; shred: Uint8Array; wrap: Uint8Array; parts: Uint8Array[] }
/** `key`: the holder's, under the passphrase. `after`: where the next page begins; absent: this is the last. */
export type WordsPage = { key: Uint8Array; words: SealedWords[]; after: ConcernId | undefined }
/** `gone`: there are no such words (any more), or another moderator was faster. `text`: what is to be in clear is empty or too long. */
export type JudgeRefusal = 'gone' | 'text'

/** What people wrote for a campaign, opened in the browser of a keyholder, who lets it pass or sets it aside. */
export type Moderation = {
  see(id: CampaignId): Promise<(Known & { counts: WordCounts }) | undefined>
  open(
    me: Staff,
    id: CampaignId,
    page: { state: 'waiting' | 'passed'; act?: Wordy; after: ConcernId | undefined },
  ): Promise<Result<WordsPage, 'gone' | 'no-key'>>
  /** `text`: cleaned, in clear from now on, for the list; a public comment has none and stays sealed. */
  pass(me: Staff, id: CampaignId, it: { concern: ConcernId; text: string }): Promise<JudgeRefusal | undefined>
  /** Its half of the key is erased: no older copy of the database opens it either. */
  setAside(me: Staff, id: CampaignId, concern: ConcernId): Promise<JudgeRefusal | undefined>
}

export const createModeration = (rooms: CampaignRooms): Moderation => {
  const { store, world } = rooms
  const audit = (tx: Tx, me: Staff, action: 'words opened' | 'words passed' | 'words set aside', id: CampaignId) =>
    addAudit(tx, { at: world.now(), staff: me.id, action, code: id })
  const waiting = async (tx: Tx, id: CampaignId, concern: ConcernId): Promise<Wordy | undefined> => {
    const it = (await knownCampaign(tx, rooms, id)) && (await wordsById(tx, concern))
    return it?.campaign === id && it.state === 'waiting' ? it.act : undefined
  }
  return {
    see: id =>
      store.tx(async tx => {
        const known = await knownCampaign(tx, rooms, id)
        return known && { ...known, counts: await countWords(tx, id) }
      }),
    async open(me, id, { after, ...some }) {
      const { holder } = me
      if (!holder) return no('no-key')
      const found = await store.tx(async tx => {
        const key = (await knownCampaign(tx, rooms, id)) && (await wrappedKey(tx, holder))
        if (!key) return undefined
        if (after === undefined) await audit(tx, me, 'words opened', id)
        const rows = await wordsOf(tx, id, { ...some, after, limit: PAGE })
        const ids = rows.map(({ concern }) => concern)
        return { key, rows, sealed: await sealedFor(tx, holder, ids) }
      })
      if (!found) return no('gone')
      const { key, rows, sealed } = found
      // Outside of the transaction: the halves are another file, and what was erased meanwhile is in neither.
      const shreds = await store.shred.get(rows.map(({ concern }) => concern))
      const words = rows.flatMap(({ concern, act }): SealedWords[] => {
        const [shred, rest] = [shreds.get(concern), sealed.get(concern)]
        return shred && rest ? [{ id: concern, act, shred, ...rest }] : []
      })
      return ok({ key, words, after: rows.length === PAGE ? rows.at(-1)?.concern : undefined })
    },
    pass: (me, id, { concern, text }) =>
      store.tx(async tx => {
        const act = await waiting(tx, id, concern)
        // Of what is being forgotten a line that is let pass now would be erased behind whoever let it.
        const campaign = await campaignById(tx, id)
        if (!act || !campaign || (await isDone(tx, campaign, world.now()))) return 'gone'
        const clear = act === 'comment' ? null : text.replace(/\s+/g, ' ').trim()
        if (clear !== null && (clear === '' || clear.length > LONGEST_WORDS)) return 'text'
        if (!(await passWords(tx, rooms.privacy, concern, clear))) return 'gone'
        await audit(tx, me, 'words passed', id)
        return undefined
      }),
    async setAside(me, id, concern) {
      if (!(await store.tx(tx => waiting(tx, id, concern)))) return 'gone'
      await store.shred.erase([concern])
      await store.tx(async tx => {
        await eraseConcern(tx, concern)
        await audit(tx, me, 'words set aside', id)
      })
      await finishErasures(store, world.now())
      return undefined
    },
  }
}
