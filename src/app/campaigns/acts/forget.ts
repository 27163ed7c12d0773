import type { CampaignId, ConcernId } from '../../../kit/ids.ts'
import type { World } from '../../../kit/world.ts'
import type { Privacy } from '../../../privacy/index.ts'
import { removeActionsIn } from '../../../store/campaigns/actions.ts'
import { passedLines, passWords, unpassWords } from '../../../store/campaigns/judged.ts'
import { insertWords, sealedIn } from '../../../store/campaigns/words.ts'
import { eraseConcern } from '../../../store/concerns.ts'
import type { Store, Tx } from '../../../store/index.ts'

export type ForgetRooms = { store: Store; privacy: Privacy; world: World }

/** So many are kept or erased at one go: others wait for no more than that. */
const PAGE = 100

/**
 * A campaign is over and done: who did what goes, with every address and every word that somebody wrote, also those that a moderator let
 * pass. What stays are the tallies, and the lines that a moderator made of words for everybody to read (names of organizations, answers):
 * they are public. No row says any more whose they were. A crash in it loses no line; it is to be done again as long as there are actions.
 */
export const forgetActors = async (rooms: ForgetRooms, campaign: CampaignId): Promise<void> => {
  const { store } = rooms
  for (;;) {
    const words = await store.tx(async tx => {
      const page = await sealedIn(tx, campaign, PAGE)
      await keepLines(tx, rooms, campaign, page)
      return page
    })
    if (words.length === 0) break
    // First the halves: from here on no copy of the database opens them, and what a crash leaves is erased by `finishErasures`.
    await store.shred.erase(words)
    await store.tx(async tx => {
      for (const id of words) await eraseConcern(tx, id)
    })
  }
  await store.tx(tx => removeActionsIn(tx, campaign))
}

/** Each line moves to a row of its own, under which nothing is sealed: what it was made of can go without it. */
const keepLines = async (
  tx: Tx,
  { privacy, world }: ForgetRooms,
  campaign: CampaignId,
  of: readonly ConcernId[],
): Promise<void> => {
  for (const { concern, act, demo, text } of await passedLines(tx, privacy, campaign, of)) {
    const id = Buffer.from(world.random(16)).toString('base64url') as ConcernId
    await insertWords(tx, { id, campaign, act, demo, sealed: { parts: [], wraps: [] } })
    await passWords(tx, privacy, id, text)
    await unpassWords(tx, concern)
  }
}
