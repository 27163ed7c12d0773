/** One person's deeds in one campaign, and the tallies that move with them: in the same transaction, or not at all. */
import type { Counted } from '../../../domain/campaigns/actions.ts'
import { COMING, WAITING } from '../../../domain/campaigns/figures.ts'
import type { ActorKey, Address, CampaignId, ChannelName } from '../../../kit/ids.ts'
import type { Privacy } from '../../../privacy/index.ts'
import { type ActionRow, actionsOf, removeAction, saveAction } from '../../../store/campaigns/actions.ts'
import { addTallies } from '../../../store/campaigns/tallies.ts'
import type { Tx } from '../../../store/index.ts'
import { type ActionBody, openBody, sealBody } from './body.ts'

export type Deed = { act: Counted; state: ActionRow['state']; body: ActionBody }
/** Somebody in a campaign. */
export type Actor = { campaign: CampaignId; token: ActorKey }

export const actorOf = (
  privacy: Pick<Privacy, 'actor'>,
  campaign: CampaignId,
  { channel, address }: { channel: ChannelName; address: Address },
): Actor => ({ campaign, token: privacy.actor(campaign, channel, address) })

/** What this person has done in it. */
export const deedsOf = async (tx: Tx, privacy: Pick<Privacy, 'open'>, it: Actor): Promise<Deed[]> =>
  (await actionsOf(tx, it.campaign, it.token)).flatMap(row => deedIn(privacy, row))

/** None: it does not open, and nobody can count it back. */
export const deedIn = (privacy: Pick<Privacy, 'open'>, row: ActionRow): Deed[] => {
  const body = openBody(privacy, row)
  return body ? [{ act: row.act, state: row.state, body }] : []
}

/** Puts `next` in the place of `before`. */
export const putDeed = async (
  tx: Tx,
  privacy: Pick<Privacy, 'seal'>,
  actor: Actor,
  next: Deed,
  before?: Deed,
): Promise<void> => {
  const row = { ...actor, act: next.act, state: next.state }
  await saveAction(tx, { ...row, body: sealBody(privacy, row, next.body) })
  await addTallies(tx, [...countsOf(actor, next, 1), ...(before ? countsOf(actor, before, -1) : [])])
}

/** As if it had never been done. */
export const takeDeedBack = async (tx: Tx, actor: Actor, deed: Deed): Promise<void> => {
  await removeAction(tx, { ...actor, act: deed.act })
  await addTallies(tx, countsOf(actor, deed, -1))
}

/** The same deed under another seal, such as with an address or without: nothing is counted. */
export const sealAnew = (tx: Tx, privacy: Pick<Privacy, 'seal'>, actor: Actor, it: Deed): Promise<void> => {
  const row = { ...actor, act: it.act, state: it.state }
  return saveAction(tx, { ...row, body: sealBody(privacy, row, it.body) })
}

const countsOf = ({ campaign }: Actor, { act, state, body: { answer, area, lang } }: Deed, n: 1 | -1) =>
  answersOf(act, state, answer).map(one => ({ campaign, act, answer: one, area, lang, n }))

const answersOf = (act: Counted, state: ActionRow['state'], answer: readonly string[]): readonly string[] => {
  if (act === 'rsvp') return [state === 'waiting' ? WAITING : (answer[0] ?? COMING)]
  return act === 'poll' ? ['', ...answer] : ['']
}
