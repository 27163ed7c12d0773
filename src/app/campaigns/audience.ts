import type { Audience } from '../../domain/campaigns/audience.ts'
import type { ActorKey, Address, CampaignId, PersonKey } from '../../kit/ids.ts'
import type { Privacy } from '../../privacy/index.ts'
import { audiencePage, type Member, type Page, whoTook } from '../../store/audience.ts'
import type { Tx } from '../../store/index.ts'

/**
 * One page of an audience, those who took part in other campaigns counted in or out. That somebody took part stands in the database
 * under a key of that campaign alone, so it is worked out here, from the opened address, and kept nowhere.
 */
export const readAudience = async (
  tx: Tx,
  privacy: Privacy,
  audience: Audience,
  page: Page,
): Promise<{ members: Member[]; last?: PersonKey }> => {
  const found = await audiencePage(tx, audience, page)
  const wanted = audience.took.length > 0 ? await takers(tx, privacy, audience.took, found.members) : undefined
  const unwanted = await takers(tx, privacy, audience.except.took, found.members)
  const members = found.members.filter(
    ({ person }) => !unwanted.has(person) && (wanted === undefined || wanted.has(person)),
  )
  return { ...found, members }
}

/** Who of these took part in one of these campaigns. */
const takers = async (
  tx: Tx,
  privacy: Privacy,
  campaigns: readonly string[],
  members: readonly Member[],
): Promise<Set<PersonKey>> => {
  if (campaigns.length === 0) return new Set()
  const found = new Set<PersonKey>()
  const open = members.flatMap(({ person, channel, address }) => {
    const to = openAddress(privacy, { person, address })
    return to === undefined ? [] : [{ person, channel, to }]
  })
  for (const it of campaigns) {
    const campaign = it as CampaignId
    const actors = new Map<ActorKey, PersonKey>(
      open.map(({ person, channel, to }) => [privacy.actor(campaign, channel, to), person]),
    )
    for (const actor of await whoTook(tx, campaign, [...actors.keys()])) found.add(actors.get(actor) as PersonKey)
  }
  return found
}

/** `undefined`: sealed under a secret that is lost; nobody can write there. */
export const openAddress = (
  privacy: Pick<Privacy, 'open'>,
  { person, address }: Pick<Member, 'person' | 'address'>,
): Address | undefined => {
  const plain = privacy.open('address', address, person)
  return plain && (Buffer.from(plain).toString('utf8') as Address)
}
