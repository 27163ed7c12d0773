/** How many lines of a run came to what, by language and channel: never per person. */
import type { CampaignId, ChannelName, Lang } from '../../kit/ids.ts'
import { toBytes } from '../ids.ts'
import type { Tx } from '../index.ts'
import { BLANK, blanks, perRows } from '../shapes.ts'

/**
 * `what`: `frozen`, and what became of a line: `sent`, `failed:<code>`, `gone`, `unknown`, `expired`, `dropped`, `shown`, `edited`, `removed`;
 * `put-off` ends nothing.
 */
export type Count = { what: string; lang: Lang; channel: ChannelName; n: number }

/** Adds to what is counted; within the transaction in which it became so. */
export const addCounts = async (
  tx: Tx,
  it: { campaign: CampaignId; run: number },
  counts: readonly Count[],
): Promise<void> => {
  await add(
    tx,
    merged(counts).map(count => ({ ...count, ...it })),
  )
}

export const countsOf = async (tx: Tx, campaign: CampaignId, run: number): Promise<Count[]> =>
  await tx
    .selectFrom('campaign_counts')
    .select(['what', 'lang', 'channel', 'n'])
    .where('campaign', '=', toBytes(campaign))
    .where('run', '=', run)
    .execute()

/** One row for each language and channel: a statement must not meet the same one twice. */
const merged = (counts: readonly Count[]): Count[] => {
  const sums = new Map<string, Count>()
  for (const count of counts) {
    const key = `${count.what}\n${count.lang}\n${count.channel}`
    sums.set(key, { ...count, n: (sums.get(key)?.n ?? 0) + count.n })
  }
  return [...sums.values()]
}

const add = perRows<Count & { campaign: CampaignId; run: number }>(
  (tx, size) =>
    tx
      .insertInto('campaign_counts')
      .values(blanks(size, { campaign: BLANK, run: BLANK, what: BLANK, lang: BLANK, channel: BLANK, n: BLANK }))
      .onConflict(it =>
        it
          .columns(['campaign', 'run', 'what', 'lang', 'channel'])
          .doUpdateSet(eb => ({ n: eb('campaign_counts.n', '+', eb.ref('excluded.n')) })),
      ),
  it => [toBytes(it.campaign), it.run, it.what, it.lang, it.channel, it.n],
)
