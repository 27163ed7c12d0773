/** What somebody can do with a campaign now: shown as numbers to the flow, which offers just that. */
import type { Counted } from '../../../domain/campaigns/actions.ts'
import type { Values } from '../../../engine/types.ts'
import type { Call } from './call.ts'
import type { Deed } from './ledger.ts'

/** Each an option of the question "What do you want to do?", and a button's act. */
export const ACTS = [
  'sign',
  'rsvp',
  'decline',
  'poll',
  'comment',
  'organization',
  'tell',
  'friend',
  'calendar',
  'back',
] as const
export type Act = (typeof ACTS)[number]
/** What can be taken back. */
const DONE = ['did_sign', 'did_rsvp', 'did_poll', 'did_comment', 'did_organization'] as const
export const OFFERS = [...ACTS, ...DONE]

export const offersOf = ({ sheet }: Call, deeds: readonly Deed[]): Values => {
  const has = (kind: string) => sheet.actions.some(action => action.kind === kind)
  const deed = (act: Counted) => deeds.find(it => it.act === act)
  const coming = deed('rsvp')
  const offers: Record<(typeof OFFERS)[number], boolean> = {
    sign: has('sign') && !deed('sign'),
    rsvp: has('rsvp') && (!coming || coming.body.answer[0] === 'no'),
    decline: has('rsvp') && coming?.body.answer[0] !== 'no',
    poll: has('poll'),
    comment: has('comment'),
    organization: has('organization'),
    tell: deeds.length > 0 && !deeds.some(({ body }) => body.to),
    friend: has('friend'),
    calendar: sheet.event !== null,
    back: deeds.length > 0,
    did_sign: deed('sign') !== undefined,
    did_rsvp: coming !== undefined,
    did_poll: deed('poll') !== undefined,
    did_comment: deed('comment') !== undefined,
    did_organization: deed('organization') !== undefined,
  }
  return Object.fromEntries(Object.entries(offers).map(([name, is]) => [name, Number(is)]))
}
