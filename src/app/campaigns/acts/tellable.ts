import type { Counted } from '../../../domain/campaigns/actions.ts'
import type { ActorKey, Address, CampaignId, ChannelName, Lang } from '../../../kit/ids.ts'
import type { Privacy } from '../../../privacy/index.ts'
import { actionPage } from '../../../store/campaigns/actions.ts'
import type { Tx } from '../../../store/index.ts'
import { type Deed, deedIn } from './ledger.ts'

/** Somebody who took part and asked to be told. */
export type Tellable = {
  token: ActorKey
  channel: ChannelName
  address: Address
  lang: Lang
  /** '': none known. */
  area: string
  acts: { act: Counted; state: Deed['state']; answer: readonly string[] }[]
}

/**
 * One page of those who asked to be told of a result, or of an event that they come to: each once, in the order of their tokens.
 * @param page.limit how many people are looked at, whether they asked or not.
 * @returns `last` for the next page; none: this was the last one.
 */
export const tellable = async (
  tx: Tx,
  privacy: Pick<Privacy, 'open'>,
  campaign: CampaignId,
  page: { after?: ActorKey | undefined; limit: number },
): Promise<{ people: Tellable[]; last?: ActorKey }> => {
  const rows = await actionPage(tx, campaign, page)
  const found = new Map<ActorKey, Deed[]>()
  for (const row of rows) found.set(row.token, [...(found.get(row.token) ?? []), ...deedIn(privacy, row)])
  const people = [...found].flatMap(([token, deeds]): Tellable[] => {
    const { to, lang = 'en', area = '' } = deeds.find(({ body }) => body.to)?.body ?? {}
    const acts = deeds.map(({ act, state, body }) => ({ act, state, answer: body.answer }))
    return to ? [{ token, ...to, lang, area, acts }] : []
  })
  const last = rows.at(-1)?.token
  return { people, ...(last && found.size === page.limit ? { last } : {}) }
}
