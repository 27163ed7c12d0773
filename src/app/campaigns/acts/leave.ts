/** One person's part in all campaigns: what "my data" shows, what "stop" ends, and what goes when somebody erases all. */
import { KNOWN, LIVE } from '../../../domain/campaigns/states.ts'
import type { Address, ChannelName, ConcernId } from '../../../kit/ids.ts'
import type { Privacy } from '../../../privacy/index.ts'
import { actionsOf, removeAction } from '../../../store/campaigns/actions.ts'
import { allCampaigns, type Campaign } from '../../../store/campaigns/index.ts'
import { eraseConcern } from '../../../store/concerns.ts'
import type { Tx } from '../../../store/index.ts'
import type { Tools } from '../../commits/verb.ts'
import { callOf } from './call.ts'
import { actorOf, deedIn, deedsOf, sealAnew, takeDeedBack } from './ledger.ts'
import { fillPlaces, type PlaceTools } from './places.ts'

type Chat = { channel: ChannelName; address: Address }
export type LeaveTools = PlaceTools & Pick<Tools, 'store' | 'demo'>

/** In how many that are not over somebody takes part. */
export const countParts = async (tx: Tx, tools: LeaveTools, chat: Chat): Promise<number> => {
  let count = 0
  for (const it of await allCampaigns(tx, LIVE)) {
    const { campaign, token } = actorOf(tools.privacy, it.id, chat)
    if ((await actionsOf(tx, campaign, token)).length > 0 && (await isOpen(tx, tools, it))) count++
  }
  return count
}

const isOpen = async (tx: Tx, { store, privacy, demo, world }: LeaveTools, { id, state }: Campaign): Promise<boolean> =>
  LIVE.includes(state) && !(await callOf(tx, { store, privacy, demo: demo() }, id, world.now()))?.over

/** Nobody is told of a result any more who does not want to hear from us. What they did stays done. */
export const endTelling = async (tx: Tx, privacy: Privacy, chat: Chat): Promise<void> => {
  for (const { id } of await allCampaigns(tx, KNOWN)) {
    const me = actorOf(privacy, id, chat)
    for (const deed of await deedsOf(tx, privacy, me))
      if (deed.body.to) await sealAnew(tx, privacy, me, { ...deed, body: { ...deed.body, to: undefined } })
  }
}

/**
 * Takes back all that somebody did: as if it had never been where a campaign is open, and else only the row, for what is counted was told
 * to others. What they wrote goes too.
 * @returns whose halves of the key must be erased in their file before the transaction commits.
 */
export const leaveCampaigns = async (tx: Tx, tools: LeaveTools, chat: Chat): Promise<ConcernId[]> => {
  const words: ConcernId[] = []
  for (const campaign of await allCampaigns(tx, KNOWN)) words.push(...(await leave(tx, tools, chat, campaign)))
  return words
}

const leave = async (tx: Tx, tools: LeaveTools, chat: Chat, campaign: Campaign): Promise<ConcernId[]> => {
  const { store, privacy, demo, world } = tools
  const me = actorOf(privacy, campaign.id, chat)
  const rows = await actionsOf(tx, me.campaign, me.token)
  if (rows.length === 0) return []
  const call = await callOf(tx, { store, privacy, demo: demo() }, campaign.id, world.now())
  const counts = LIVE.includes(campaign.state) && !call?.over
  const words: ConcernId[] = []
  for (const row of rows) {
    const [deed] = deedIn(privacy, row)
    if (deed && counts) await takeDeedBack(tx, me, deed)
    else await removeAction(tx, row)
    const written = deed?.body.words
    if (written === undefined) continue
    await eraseConcern(tx, written)
    words.push(written)
  }
  if (call && counts) await fillPlaces(tx, tools, call)
  return words
}
