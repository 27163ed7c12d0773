/** What moderators have said about words of people. */
import type { CampaignId, ConcernId } from '../../kit/ids.ts'
import type { Privacy } from '../../privacy/index.ts'
import { toBytes, toId } from '../ids.ts'
import type { Tx } from '../index.ts'
import type { Wordy } from './words.ts'

/** What vouches for a passed text: who writes to the database alone lets nothing pass. */
export const passedContext = (concern: ConcernId): string => `passed ${concern}`

/** From `waiting` only, so that two moderators do not judge the same words; whether they were. `text`: for everybody from now on. */
export const passWords = async (
  tx: Tx,
  privacy: Pick<Privacy, 'seal'>,
  concern: ConcernId,
  text: string | null,
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('campaign_words')
    .set({
      state: 'passed',
      text: text === null ? null : asText(privacy.seal('approval', text, passedContext(concern))),
    })
    .where('concern', '=', toBytes(concern))
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

const asText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

/** What a moderator let pass for everybody, in the order of the alphabet: nobody sees when it came. */
export const passedTexts = async (
  tx: Tx,
  privacy: Pick<Privacy, 'open'>,
  campaign: CampaignId,
  act: 'poll' | 'organization',
): Promise<string[]> => {
  const lines = await passedLines(tx, privacy, campaign)
  return lines.flatMap(it => (it.act === act ? [it.text] : [])).toSorted((a, b) => a.localeCompare(b))
}

export type PassedLine = { concern: ConcernId; act: Wordy; demo: boolean; text: string }

/** `of`: only of these. */
export const passedLines = async (
  tx: Tx,
  privacy: Pick<Privacy, 'open'>,
  campaign: CampaignId,
  of?: readonly ConcernId[],
): Promise<PassedLine[]> => {
  const query = tx
    .selectFrom('campaign_words')
    .innerJoin('concerns', 'concerns.id', 'campaign_words.concern')
    .select(['concern', 'act', 'demo', 'text'])
    .where('campaign', '=', toBytes(campaign))
    .where('state', '=', 'passed')
    .where('text', 'is not', null)
  const rows = await (of ? query.where('concern', 'in', of.map(toBytes)) : query).execute()
  return rows.flatMap(({ concern, act, demo, text }) => {
    const id = toId<ConcernId>(concern)
    const plain = privacy.open('approval', Buffer.from(text ?? '', 'base64url'), passedContext(id))
    return plain
      ? [{ concern: id, act: act as Wordy, demo: demo === 1, text: Buffer.from(plain).toString('utf8') }]
      : []
  })
}

/** Its line stands elsewhere now: nothing of these words was let pass. */
export const unpassWords = async (tx: Tx, concern: ConcernId): Promise<void> => {
  const row = tx.updateTable('campaign_words').where('concern', '=', toBytes(concern))
  await row.set({ state: 'waiting', text: null }).execute()
}

/** A page of sealed words, each with what the holder's browser needs besides the shred half. */
export const sealedFor = async (
  tx: Tx,
  holder: string,
  concerns: readonly ConcernId[],
): Promise<Map<ConcernId, { wrap: Uint8Array; parts: Uint8Array[] }>> => {
  const found = new Map<ConcernId, { wrap: Uint8Array; parts: Uint8Array[] }>()
  if (concerns.length === 0) return found
  const ids = concerns.map(toBytes)
  const wraps = tx.selectFrom('concern_wraps').select(['concern', 'sealed']).where('concern', 'in', ids)
  for (const { concern, sealed } of await wraps.where('holder', '=', toBytes(holder)).execute())
    found.set(toId(concern), { wrap: sealed, parts: [] })
  const parts = tx.selectFrom('concern_parts').select(['concern', 'body']).where('concern', 'in', ids)
  for (const { concern, body } of await parts.orderBy('concern').orderBy('part').execute())
    found.get(toId(concern))?.parts.push(body)
  return found
}
