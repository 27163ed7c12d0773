import { isoWeek } from '../../domain/deadlines.ts'
import type { Tx } from '../../store/index.ts'
import { removeNoticesOf } from '../../store/notices.ts'
import { removeAlertsOf } from '../../store/outbox.ts'
import { loadSubscription, removeSubscription, type Subscription, saveSubscription } from '../../store/subscriptions.ts'
import { endTelling } from '../campaigns/acts/leave.ts'
import type { Talk } from '../talk.ts'
import { type Tools, type Verb, word } from './verb.ts'

export const showAlerts: Verb = async ({ tx, talk, tools }) => {
  const subscription = await loadSubscription(tx, talk.person)
  return subscription ? { outcome: 'some', values: summary(subscription, talk, tools) } : { outcome: 'none' }
}

/** Subscribes this chat. The address is sealed and is opened only in the moment of sending. */
export const subscribe: Verb = async ({ tx, now, talk, stop, tools }) => {
  const before = await loadSubscription(tx, talk.person)
  const topics = Array.isArray(stop.with.topics) ? stop.with.topics.filter(topic => typeof topic === 'string') : []
  const often = word(stop.with.often)
  const row = {
    person: talk.person,
    channel: talk.channel,
    address: tools.privacy.seal('address', talk.address, talk.person),
    topics,
    area: word(stop.with.area) ?? null,
    lang: talk.session?.lang ?? talk.lang ?? 'en',
    since: before ? before.since : isoWeek(now),
    digest: often === undefined ? (before?.digest ?? false) : often === 'weekly',
  }
  await saveSubscription(tx, row)
  return { outcome: tools.pushes(talk.channel) ? 'ok' : 'here', values: summary(row, talk, tools) }
}

export const stopAlerts: Verb = async ({ tx, talk, tools }) => {
  await endAlerts(tx, talk, tools)
  return { outcome: 'ok' }
}

/** Nothing is sent to this chat any more unless it asks: alerts, notices of news, results of campaigns. */
export const endAlerts = async (
  tx: Tx,
  talk: Pick<Talk, 'person' | 'channel' | 'address'>,
  tools: Pick<Tools, 'privacy'>,
): Promise<void> => {
  await removeSubscription(tx, talk.person)
  await removeAlertsOf(tx, talk.person)
  await removeNoticesOf(tx, tools.privacy.noticeOwner(talk.channel, talk.address))
  await endTelling(tx, tools.privacy, talk)
}

export const summary = (row: Pick<Subscription, 'topics' | 'area' | 'digest'>, talk: Talk, tools: Tools) => {
  const lang = talk.session?.lang ?? talk.lang ?? 'en'
  const text = (key: string) => tools.words.text(lang, key)
  return {
    topics: row.topics.map(topic => tools.topicName(lang, topic)).join(', ') || text('notices.alerts.all_topics'),
    area: row.area ? tools.areaName(lang, row.area) : text('notices.alerts.everywhere'),
    often: row.digest ? text('notices.alerts.weekly') : text('notices.alerts.single'),
  }
}
