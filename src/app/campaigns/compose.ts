/**
 * What a campaign's sheet says to one person. The one place that makes it: for the way out, for the preview of whoever writes it, for
 * the web page that shows what was held. What people signed goes out byte for byte; only placeholders are filled in.
 */
import type { Action } from '../../domain/campaigns/actions.ts'
import { type Piece, piecesOf } from '../../domain/campaigns/placeholders.ts'
import type { Event, Sheet } from '../../domain/campaigns/sheet.ts'
import { spokenTo } from '../../domain/campaigns/spoken.ts'
import type { RunPurpose } from '../../domain/campaigns/states.ts'
import type { Look } from '../../engine/types.ts'
import type { CampaignId, Instant, Lang } from '../../kit/ids.ts'
import type { Choice, Message, Span } from '../../kit/message.ts'
import type { World } from '../../kit/world.ts'
import { alertMessage } from '../alert-message.ts'
import type { AppWords } from '../words.ts'
import { placeOf } from './calendar.ts'

export type ComposeTools = {
  words: Pick<AppWords, 'text'>
  /** The directory: names of areas. */
  names: { areaName(lang: Lang, code: string): string }
  /** The card of a help desk; undefined: the directory has it no more. */
  desks(lang: Lang, id: string): Span[] | undefined
}

export const composeTools = (rooms: {
  words: ComposeTools['words']
  names: ComposeTools['names']
  look: Look
  world: World
}): ComposeTools => ({
  words: rooms.words,
  names: rooms.names,
  desks: (lang, desk) => rooms.look('desk', { lang, now: rooms.world.now(), with: { desk } })[0]?.text,
})

export type Letterhead = {
  campaign: CampaignId
  sheet: Sheet
  /** The person's. */
  lang: Lang
  /** What they chose; null: everywhere. */
  area: string | null
  purpose: RunPurpose
}

/** The language in which somebody reads a sheet; undefined: it has no text for them. */
export const textLang = ({ texts, fallback }: Pick<Sheet, 'texts' | 'fallback'>, lang: Lang): Lang | undefined =>
  spokenTo({ langs: Object.keys(texts), fallback }, lang)

/** `undefined`: the sheet has no text for this person. */
export const composeFor = (it: ComposeTools & Letterhead): Message | undefined => {
  const { words, sheet, lang, purpose } = it
  const read = textLang(sheet, lang)
  const text = read === undefined ? undefined : sheet.texts[read]
  if (read === undefined || !text) return undefined
  const body = piecesOf(text.body).flatMap(piece => fill(it, piece, { lang: read, area: it.area }))
  const media = sheet.media[read] ?? sheet.media['*']
  const spans: Span[] = [
    ...(purpose === 'reminder' ? [`⏰ ${words.text(read, 'notices.campaign.reminder')}\n`] : []),
    { strong: text.title },
    '\n\n',
    ...body,
    ...eventLines(it, read),
    ...(sheet.sources.length > 0 ? ['\n\n', words.text(read, 'notices.campaign.sources')] : []),
    ...sheet.sources.map(source => `\n${source}`),
    '\n',
  ]
  const choices = sheet.actions.map(action => choiceOf(it, action, read))
  return alertMessage(words, read, { text: spans, choices, media })
}

/** What stands in the place of a piece for somebody in this area; null: everywhere. */
export const fill = (
  { words, names, desks }: ComposeTools,
  piece: Piece,
  { lang, area }: Pick<Letterhead, 'lang' | 'area'>,
): Span[] => {
  if (typeof piece === 'string') return [piece]
  if ('desk' in piece) return desks(lang, piece.desk) ?? [words.text(lang, 'notices.some_desk')]
  return [area === null ? words.text(lang, 'notices.alerts.everywhere') : names.areaName(lang, area)]
}

/** When and where, in the hours of the place. */
const eventLines = ({ sheet: { event } }: Letterhead, lang: Lang): Span[] => {
  if (!event) return []
  const place = placeOf(event, lang)
  return [`\n\n📅 ${timesOf(event, lang)}`, ...(place ? [`\n📍 ${place}`] : [])]
}

/** By the clock of its place. */
export const timesOf = ({ starts, ends, zone }: Event, lang: Lang): string => {
  const [day, last] = [starts, ends].map(at => formatOf(lang, zone, 'day').format(at))
  const [from, to] = [starts, ends].map(at => formatOf(lang, zone, 'time').format(at))
  return day === last ? `${day} ${from}–${to}` : `${day} ${from} – ${last} ${to}`
}

/** A day by the clock of a place. */
export const dayOf = (lang: Lang, zone: string, at: Instant): string => formatOf(lang, zone, 'day').format(at)

const choiceOf = ({ words, campaign }: ComposeTools & Letterhead, { kind }: Action, lang: Lang): Choice => {
  const label = words.text(lang, `notices.campaign.act.${kind}`)
  return { token: `c.${campaign}.${kind}`, label, short: label, icon: ICONS[kind] }
}

const ICONS: Record<Action['kind'], string> = {
  sign: '✍️',
  rsvp: '🙋',
  poll: '🗳️',
  comment: '💬',
  organization: '🤝',
  friend: '📣',
  calendar: '📅',
}

/** Making one costs more than the whole message. */
const formats = new Map<string, Intl.DateTimeFormat>()
const formatOf = (lang: Lang, zone: string, what: keyof typeof STYLES): Intl.DateTimeFormat => {
  const key = `${lang} ${zone} ${what}`
  const known = formats.get(key) ?? newFormat(lang, zone, STYLES[what])
  formats.set(key, known)
  return known
}

const STYLES = { day: { dateStyle: 'full' }, time: { timeStyle: 'short' } } as const

const newFormat = (lang: Lang, timeZone: string, style: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  try {
    return new Intl.DateTimeFormat(`${lang}-u-nu-latn-ca-gregory`, { ...style, timeZone })
  } catch {
    // A language or a zone that this machine does not know must not keep the message back.
    return new Intl.DateTimeFormat('en', { ...style, timeZone: 'UTC' })
  }
}
