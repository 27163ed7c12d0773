/**
 * What people wrote for campaigns. Each is a concern of status `words`: sealed to the keyholders by the same keys, so that whoever becomes
 * one gets to read it by the same pages; but no case, and without a way back to anybody. Nothing in clear says whose it is.
 */
import type { ExpressionBuilder, Selectable } from 'kysely'
import type { CampaignId, ConcernId } from '../../kit/ids.ts'
import type { Wrap } from '../../privacy/case-keys.ts'
import type { Sealed } from '../../privacy/seal.ts'
import { insertSealed, WORDS } from '../concerns.ts'
import { toBytes, toId } from '../ids.ts'
import type { Tx } from '../index.ts'
import type { Tables } from '../tables.ts'

/** Free words of a poll, a public comment, an organization's name. */
export const WORDY = ['poll', 'comment', 'organization'] as const
export type Wordy = (typeof WORDY)[number]
/** `waiting`: nobody has read them yet. */
export type WordState = 'waiting' | 'passed'

export type WordsRow = { campaign: CampaignId; concern: ConcernId; act: Wordy; state: WordState; text: string | null }

/** Their shred half must be committed before. A line that stays when all else is erased has nothing sealed. */
export const insertWords = async (
  tx: Tx,
  it: { id: ConcernId; campaign: CampaignId; act: Wordy; demo: boolean; sealed: { parts: Sealed[]; wraps: Wrap[] } },
): Promise<void> => {
  const blank = { area: null, urgency: 'routine', channel: '', week: '', deadline: '' } as const
  await insertSealed(tx, { ...blank, id: it.id, category: 'campaign', status: WORDS, demo: it.demo }, it.sealed)
  const row = { campaign: toBytes(it.campaign), concern: toBytes(it.id), act: it.act, state: 'waiting', text: null }
  await tx.insertInto('campaign_words').values(row).execute()
}

/** A page, by concern: in no order that tells when somebody wrote. */
export const wordsOf = async (
  tx: Tx,
  campaign: CampaignId,
  page: { after?: ConcernId | undefined; limit: number; state?: WordState; act?: Wordy },
): Promise<WordsRow[]> => {
  let query = tx.selectFrom('campaign_words').selectAll().where('campaign', '=', toBytes(campaign))
  if (page.after) query = query.where('concern', '>', toBytes(page.after))
  if (page.state) query = query.where('state', '=', page.state)
  if (page.act) query = query.where('act', '=', page.act)
  return (await query.orderBy('concern').limit(page.limit).execute()).map(toWords)
}

export const wordsById = async (tx: Tx, concern: ConcernId): Promise<WordsRow | undefined> => {
  const query = tx.selectFrom('campaign_words').selectAll().where('concern', '=', toBytes(concern))
  const row = await query.executeTakeFirst()
  return row && toWords(row)
}

/** Words that are still sealed; those that are not are lines that stayed. */
export const sealedIn = async (tx: Tx, campaign: CampaignId, limit: number): Promise<ConcernId[]> => {
  const rows = tx.selectFrom('campaign_words').select('concern').where('campaign', '=', toBytes(campaign))
  return (await rows.where(hasParts).limit(limit).execute()).map(({ concern }) => toId(concern))
}

const hasParts = (eb: ExpressionBuilder<Tables, 'campaign_words'>) =>
  eb.exists(
    eb.selectFrom('concern_parts').select('part').whereRef('concern_parts.concern', '=', 'campaign_words.concern'),
  )

/** How many there are, by what they are for and how far a moderator has come. */
export const countWords = async (
  tx: Tx,
  campaign: CampaignId,
): Promise<{ act: Wordy; state: WordState; n: number }[]> => {
  const count = (eb: ExpressionBuilder<Tables, 'campaign_words'>) => eb.fn.countAll<number>().as('n')
  const query = tx
    .selectFrom('campaign_words')
    .select(['act', 'state', count])
    .where('campaign', '=', toBytes(campaign))
  const rows = await query.groupBy(['act', 'state']).orderBy('act').orderBy('state').execute()
  return rows.map(row => ({ act: row.act as Wordy, state: row.state as WordState, n: Number(row.n) }))
}

const toWords = (row: Selectable<Tables['campaign_words']>): WordsRow =>
  ({ ...row, campaign: toId(row.campaign), concern: toId(row.concern) }) as WordsRow
