/** What people do with a campaign, as deeds that a flow names. */
import { OFFERS } from '../../campaigns/acts/offer.ts'
import type { Deed } from '../verb.ts'
import { takeBack } from './back.ts'
import { brief, comment, QUESTIONS, STEPS } from './comment.ts'
import { LOOKS, look } from './look.ts'
import { enlist } from './organization.ts'
import { showResult } from './result.ts'
import { come, decline } from './rsvp.ts'
import { addToCalendar, share } from './share.ts'
import { sign } from './sign.ts'
import { tell } from './tell.ts'
import { vote } from './vote.ts'

/** Every deed may find the campaign gone or over, and those that keep something may find no yes. */
const GONE = ['over', 'unknown']
const KEEPS = ['unwilling', ...GONE]

/** `more`: what texts may show after these outcomes, besides what the person can do. */
const deed = (does: Deed['does'], outcomes: string[], more: Record<string, string[]> = {}): Deed => {
  const told = outcomes.filter(it => !KEEPS.includes(it) && it !== 'language')
  return { does, outcomes, values: Object.fromEntries(told.map(it => [it, [...OFFERS, ...(more[it] ?? [])]])) }
}

export const CAMPAIGN_COMMITS: Record<string, Deed> = {
  'campaign.look': deed(look, LOOKS, { poll: ['question'], polls: ['question'] }),
  'campaign.sign': deed(sign, ['ok', 'again', ...KEEPS], { ok: ['progress'], again: ['progress'] }),
  'campaign.come': deed(come, ['ok', 'waiting', 'again', ...KEEPS], { waiting: ['turn'] }),
  'campaign.decline': deed(decline, ['ok', ...KEEPS]),
  'campaign.vote': deed(vote, ['ok', 'many', 'nothing', 'closed', ...KEEPS], { many: ['most'] }),
  'campaign.brief': deed(
    brief,
    [...QUESTIONS, ...KEEPS],
    Object.fromEntries(QUESTIONS.map((name, count) => [name, STEPS.slice(0, count)])),
  ),
  'campaign.comment': deed(comment, ['ok', 'closed', ...KEEPS]),
  'campaign.enlist': deed(enlist, ['ok', 'closed', ...KEEPS]),
  'campaign.tell': deed(tell, ['ok', 'here', 'nothing', ...KEEPS]),
  'campaign.back': deed(takeBack, ['ok', 'nothing', ...GONE]),
  'campaign.share': deed(share, ['shown', ...GONE]),
  'campaign.calendar': deed(addToCalendar, ['shown', ...GONE]),
  'campaign.result': { does: showResult, outcomes: ['shown', 'none'] },
}
