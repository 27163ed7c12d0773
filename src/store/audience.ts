/** Who fits an audience, by pages: so many subscriptions looked at in each, however few of them fit. */
import type { Audience } from '../domain/campaigns/audience.ts'
import type { ActorKey, CampaignId, ChannelName, Lang, PersonKey } from '../kit/ids.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'
import { BLANK, blanks, perRows } from './shapes.ts'
import { hasChosen, inside, reachedBy, wants } from './subscriptions.ts'

export type Member = {
  person: PersonKey
  channel: ChannelName
  /** Sealed for the use `address`, with the person as context. */
  address: Uint8Array
  area: string | null
  lang: Lang
}

export type Page = {
  /** The last person that the page before has looked at. */
  after?: PersonKey | undefined
  /** How many subscriptions are looked at. */
  size: number
  /** Only whom a launch for this area reaches too. */
  area?: string | undefined
  /** Only who wants one message a week, or only who does not. */
  digest?: boolean
}

/**
 * One page, by person. All of the audience but `took`, which stands in no table next to a person (`whoTook`).
 * @returns `last`: where the next page begins; absent: this was the last one.
 */
export const audiencePage = async (
  tx: Tx,
  audience: Audience,
  page: Page,
): Promise<{ members: Member[]; last?: PersonKey }> => {
  const last = await endOf(tx, page)
  const { joined, except } = audience
  let query = tx
    .selectFrom('subscriptions')
    .select(['person', 'channel', 'address', 'area', 'lang'])
    .orderBy('person')
    .$if(page.after !== undefined, it => it.where('person', '>', toBytes(page.after ?? '')))
  if (last) query = query.where('person', '<=', last)
  if (page.digest !== undefined) query = query.where('digest', '=', Number(page.digest))
  if (audience.topics.length > 0) query = query.where(wants(audience.topics))
  if (audience.areas.length > 0) query = query.where(reachedBy(audience.areas))
  if (page.area) query = query.where(reachedBy([page.area]))
  if (audience.langs.length > 0) query = query.where('lang', 'in', audience.langs)
  if (audience.channels.length > 0) query = query.where('channel', 'in', audience.channels)
  if (joined.from) query = query.where('since', '>=', joined.from)
  // Of whom no week was kept were there before weeks were kept.
  if (joined.before) query = query.where(eb => eb.or([eb('since', 'is', null), eb('since', '<', joined.before)]))
  if (except.topics.length > 0) query = query.where(eb => eb.not(hasChosen(except.topics)(eb)))
  if (except.areas.length > 0)
    query = query.where(eb => eb.or([eb('area', 'is', null), eb.not(inside(except.areas)(eb))]))
  if (except.langs.length > 0) query = query.where('lang', 'not in', except.langs)
  if (except.channels.length > 0) query = query.where('channel', 'not in', except.channels)
  const members = (await query.execute()).map(row => ({ ...row, person: toId<PersonKey>(row.person) }))
  return { members, ...(last ? { last: toId<PersonKey>(last) } : {}) }
}

/** The last of the next `size` subscriptions; none: there are not so many. */
const endOf = async (tx: Tx, { after, size }: Page): Promise<Uint8Array | undefined> => {
  const row = await tx
    .selectFrom('subscriptions')
    .select('person')
    .$if(after !== undefined, it => it.where('person', '>', toBytes(after ?? '')))
    .orderBy('person')
    .limit(1)
    .offset(size - 1)
    .executeTakeFirst()
  return row?.person
}

/** Which of these took part in a campaign, as far as that is still kept. */
export const whoTook = async (tx: Tx, campaign: CampaignId, actors: readonly ActorKey[]): Promise<Set<ActorKey>> => {
  const rows = await acted(tx, actors, [toBytes(campaign)])
  return new Set(rows.map(({ token }) => toId<ActorKey>(token)))
}

const acted = perRows<ActorKey, { token: Uint8Array }>(
  (tx, size) =>
    tx
      .selectFrom('campaign_actions')
      .select('token')
      .where('campaign', '=', BLANK)
      .where('token', 'in', blanks(size, BLANK)),
  actor => [toBytes(actor)],
)
