/** A campaign's button was tapped, a link was followed, or something was chosen from what one can do: where that leads. */

import { ACTS, type Act, offersOf } from '../../campaigns/acts/offer.ts'
import { pollIn, saidIn } from '../../campaigns/acts/polls.ts'
import type { Done } from '../../talk.ts'
import { langOf, type Verb, word } from '../verb.ts'
import { type Acting, acting, after, has, showSheet } from './acting.ts'

const KEEPS: readonly Act[] = ['sign', 'rsvp', 'decline', 'poll', 'comment', 'organization', 'tell']

/** `call`: it is shown, with all that one can do. `language`: somebody new, who has not said which one. */
export const LOOKS = ['language', 'consent', 'call', ...ACTS, 'polls', 'nothing', 'over', 'unknown']

export const look: Verb = async commit => {
  if (commit.talk.lang === undefined) return { outcome: 'language' }
  return lead(commit)
}

const lead = acting(
  async it => {
    const { commit, call, deeds } = it
    commit.tools.polls.learn(call.sheet)
    const { act, then } = commit.stop.with
    const wanted = ACTS.find(one => one === (word(then) ?? word(act)))
    if (!wanted || !isThere(it, wanted)) return showCall(it)
    if (KEEPS.includes(wanted) && !commit.talk.consent) return { outcome: 'consent', values: offersOf(call, deeds) }
    if (wanted === 'poll') return askPoll(it)
    if (wanted === 'back' && deeds.length === 0) return after(it, 'nothing')
    return after(it, wanted)
  },
  { keeps: false },
)

/** Buttons are read as something hostile: a campaign without such an action shows what it has. */
const isThere = (it: Acting, wanted: Act): boolean => {
  if (wanted === 'tell' || wanted === 'back') return true
  if (wanted === 'calendar') return it.call.sheet.event !== null
  if (wanted === 'friend') return it.call.sheet.actions.some(({ kind }) => kind === 'friend')
  return has(it, wanted === 'decline' ? 'rsvp' : wanted)
}

/** As it was sent, without its buttons: they follow as choices, so that they can be tapped, numbered and named. */
const showCall = async (it: Acting): Promise<Done> => {
  const { campaign, sheet } = it.call
  await showSheet(it.commit, { campaign: campaign.id, sheet, purpose: 'call' })
  return after(it, 'call')
}

const askPoll = async (it: Acting): Promise<Done> => {
  const poll = pollIn(it.call.sheet)
  if (!poll) return showCall(it)
  const question = saidIn(it.call.sheet, poll.ask, langOf(it.commit))
  return after(it, poll.most > 1 ? 'polls' : 'poll', { question })
}
