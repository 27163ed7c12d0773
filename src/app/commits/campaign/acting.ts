/** What every deed about a campaign begins and ends with. */
import type { Counted } from '../../../domain/campaigns/actions.ts'
import type { Sheet } from '../../../domain/campaigns/sheet.ts'
import type { Values } from '../../../engine/types.ts'
import type { CampaignId } from '../../../kit/ids.ts'
import { loadSubscription } from '../../../store/subscriptions.ts'
import { type Call, callOf } from '../../campaigns/acts/call.ts'
import { type Actor, actorOf, type Deed, deedsOf, putDeed } from '../../campaigns/acts/ledger.ts'
import { offersOf } from '../../campaigns/acts/offer.ts'
import { composeFor } from '../../campaigns/compose.ts'
import type { VerdictRooms } from '../../campaigns/verdict.ts'
import type { Done } from '../../talk.ts'
import { type Commit, langOf, type Tools, type Verb, word } from '../verb.ts'

/** One person before one campaign in which they can take part. `deeds`: what they have done in it so far. */
export type Acting = { commit: Commit; call: Call; me: Actor; deeds: Deed[] }

export const roomsOf = ({ store, privacy, demo }: Pick<Tools, 'store' | 'privacy' | 'demo'>): VerdictRooms => ({
  store,
  privacy,
  demo: demo(),
})

/** `keeps`: it keeps something about the person, so it needs their yes. */
export const acting =
  (work: (it: Acting) => Promise<Done>, { keeps }: { keeps: boolean }): Verb =>
  async commit => {
    const { tx, now, talk, tools, stop } = commit
    const id = word(stop.with.campaign) as CampaignId | undefined
    const call = id && (await callOf(tx, roomsOf(tools), id, now))
    if (!call) return { outcome: 'unknown' }
    if (call.over) return { outcome: 'over' }
    if (keeps && !talk.consent) return { outcome: 'unwilling' }
    const me = actorOf(tools.privacy, call.campaign.id, talk)
    return work({ commit, call, me, deeds: await deedsOf(tx, tools.privacy, me) })
  }

/** What this person can do now. */
export const after = async (
  { commit: { tx, tools }, call, me }: Acting,
  outcome: string,
  values: Values = {},
): Promise<Done> => ({ outcome, values: { ...offersOf(call, await deedsOf(tx, tools.privacy, me)), ...values } })

export const has = ({ call }: Acting, kind: Counted): boolean => call.sheet.actions.some(action => action.kind === kind)

/** Does it, in place of what was done of this kind before. */
export const act = async (
  { commit, me, deeds }: Acting,
  it: { act: Counted; answer?: string[]; waits?: boolean } & Pick<Deed['body'], 'words'>,
): Promise<void> => {
  const { tx, talk, tools } = commit
  const before = deeds.find(deed => deed.act === it.act)
  const area = before ? before.body.area : ((await loadSubscription(tx, talk.person))?.area ?? '')
  const { answer = [], waits = false, words } = it
  const { to } = deeds.find(({ body }) => body.to)?.body ?? {}
  const body = { answer, area, lang: langOf(commit), turn: waits ? tools.order() : 0, words, to }
  await putDeed(tx, tools.privacy, me, { act: it.act, state: waits ? 'waiting' : 'done', body }, before)
}

/**
 * A sheet to who asks for it in the chat: with the name of their area, and in whatever language there is if it was written in none of
 * theirs. Without its buttons.
 */
export const showSheet = async (
  commit: Commit,
  it: { campaign: CampaignId; sheet: Sheet; purpose: 'call' | 'result' },
): Promise<boolean> => {
  const { tx, talk, tools, harvest } = commit
  const area = (await loadSubscription(tx, talk.person))?.area ?? null
  const letter = { ...tools.compose, ...it, lang: langOf(commit), area }
  const message = composeFor(letter) ?? composeFor({ ...letter, lang: Object.keys(it.sheet.texts)[0] ?? letter.lang })
  if (message) harvest.messages.push({ ...message, choices: [], verbs: [] })
  return message !== undefined
}

export const number = (lang: string, n: number): string => new Intl.NumberFormat(`${lang}-u-nu-latn`).format(n)
