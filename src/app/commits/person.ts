import { mondayOf } from '../../domain/deadlines.ts'
import { countNoticesOf } from '../../store/notices.ts'
import { loadPeople } from '../../store/people.ts'
import { loadSubscription } from '../../store/subscriptions.ts'
import { removeTraces, tracesOf } from '../../store/traces.ts'
import { countParts } from '../campaigns/acts/leave.ts'
import { forgetPerson } from '../forget-person.ts'
import { summary } from './alerts.ts'
import { type Commit, longDay, type Verb } from './verb.ts'

/** All that is kept about this chat, in words. Filed reports are not among it: nothing links them to a chat. */
export const showPerson: Verb = async ({ tx, talk, tools, harvest }) => {
  const known = (await loadPeople(tx, [talk.person])).get(talk.person)
  if (!known) return { outcome: 'none' }
  const lang = talk.session?.lang ?? known.lang
  // Who has just said "stop" is told what holds from now on, although it is written at the end of the turn.
  const subscription = harvest.stopAlerts ? undefined : await loadSubscription(tx, talk.person)
  const alerts = subscription ? summary(subscription, talk, tools) : undefined
  return {
    outcome: 'some',
    values: {
      language: tools.words.languages().find(({ tag }) => tag === (talk.lang ?? known.lang))?.endonym ?? known.lang,
      alerts: alerts
        ? tools.words.text(lang, 'notices.alerts.some', alerts)
        : tools.words.text(lang, 'notices.alerts.none'),
      notices: harvest.stopAlerts ? 0 : await countNoticesOf(tx, tools.privacy.noticeOwner(talk.channel, talk.address)),
      campaigns: await countParts(tx, tools, talk),
      refs: (await tracesOf(tx, talk.person)).length,
      since: longDay(lang, mondayOf(known.since)),
    },
  }
}

/** Erases everything that is kept about this chat, in this transaction. What may still be cleared on the phone stays in memory for one question. */
export const erasePerson: Verb = async commit => {
  const { tx, talk, tools } = commit
  talk.refs = await openRefs(commit)
  commit.erased.push(...(await forgetPerson(tx, talk, tools)))
  talk.consent = false
  tools.erased()
  return { outcome: talk.refs.length > 0 ? 'ok' : 'nothing_to_clear' }
}

/** Deletes what the messenger still lets the bot delete (48 hours on Telegram). */
export const clearChat: Verb = async commit => {
  const { tx, talk, tools } = commit
  const refs = talk.refs.length > 0 ? talk.refs : await openRefs(commit)
  if (refs.length === 0) return { outcome: 'nothing_to_clear' }
  talk.refs = []
  await removeTraces(tx, talk.person)
  tools.clear(talk, refs)
  return { outcome: 'ok' }
}

const openRefs = async ({ tx, talk, tools }: Commit): Promise<string[]> =>
  (await tracesOf(tx, talk.person)).flatMap(({ ref }) => {
    const open = tools.privacy.open('trace', ref, talk.person)
    return open ? [Buffer.from(open).toString('utf8')] : []
  })
