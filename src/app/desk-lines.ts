/** Single lines of a desk's card, in the person's language. */
import type { Area } from '../domain/areas.ts'
import type { Desk, Phone } from '../domain/desk.ts'
import type { Openness, WallTime } from '../domain/openness.ts'
import { dial, speaks } from '../domain/phones.ts'
import type { Words } from '../engine/types.ts'
import type { Lang } from '../kit/ids.ts'
import type { Span } from '../kit/message.ts'

export const areaName = (words: Words, lang: Lang, area: Area | undefined, code: string): string => {
  const key = `areas.${area?.code ?? code}`
  const text = words.text(lang, key)
  return text === key ? (area?.names.en ?? code) : text
}

/** A desk's name, as the person reads it first, and its other name. Its own one goes first where that is the person's language. */
export const deskNames = ({ name, localName, country }: Desk, lang: Lang): [string, string?] => {
  if (localName === null) return [name]
  return regionOf(lang) === country ? [localName, name] : [name, localName]
}

/** Where a language is spoken most: `ja` → `JP`, `fil` → `PH` (Unicode's likely subtags). */
const regionOf = (lang: Lang): string | undefined => new Intl.Locale(lang).maximize().region

const namers = new Map<Lang, Intl.DisplayNames>()

/** `fil` → "Filipino", in the person's language; the tag itself where nobody has a name for it. */
export const languageName = (lang: Lang, tag: Lang): string => {
  const namer = namers.get(lang) ?? new Intl.DisplayNames([lang, 'en'], { type: 'language' })
  namers.set(lang, namer)
  return namer.of(tag) ?? tag
}

/** At most `most` names, the person's own language first, then "and 3 more". */
export const languageList = (words: Words, lang: Lang, tags: readonly Lang[], most: number): string => {
  const own = tags.toSorted((a, b) => Number(speaks([b], lang)) - Number(speaks([a], lang)))
  const names = own.slice(0, most).map(tag => languageName(lang, tag))
  const rest = own.length - names.length
  return [names.join(', '), ...(rest > 0 ? [words.text(lang, 'desks.speaks_more', { count: rest })] : [])].join(' ')
}

const clock = ({ hour, minute }: WallTime): string =>
  `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`

/** Open until when, or closed and opens when, and what a holiday may change. */
export const opennessLines = (words: Words, lang: Lang, openness: Openness): string[] => {
  const text = (key: string, values?: Record<string, string>) => words.text(lang, `desks.${key}`, values)
  const day = (at: WallTime) => text(`days.${at.weekday}`)
  const lines: string[] = []
  if (openness.state === 'unknown') lines.push(text('hours_unknown'))
  else if (openness.state === 'open') {
    const { until } = openness
    if (until === 'always') lines.push(text('open_always'))
    else if (until.ahead === 0) lines.push(text('open_until', { time: clock(until) }))
    else if (until.ahead === 1 && until.hour === 0 && until.minute === 0)
      lines.push(text('open_until', { time: '24:00' }))
    else lines.push(text('open_until_day', { day: day(until), time: clock(until) }))
  } else {
    const { opens } = openness
    const time = opens ? clock(opens) : ''
    if (!opens) lines.push(text('closed'))
    else if (opens.ahead === 0) lines.push(text('opens_today', { time }))
    else if (opens.ahead === 1) lines.push(text('opens_tomorrow', { time }))
    else {
      const date = text('date', { month: String(opens.month), day: String(opens.day) })
      lines.push(text('opens_at', { day: day(opens), date, time }))
    }
    if (openness.perhaps) lines.push(text('holiday_then'))
  }
  if (openness.holiday === 'maybe') lines.push(text('holiday_unknown'))
  else if (openness.holiday === 'yes' && openness.state === 'closed') lines.push(text('holiday_today'))
  return lines
}

/** 🟢 surely open, ⚪ closed, ❔ nobody knows. */
export const opennessIcon = (openness: Openness): string => {
  if (openness.state === 'closed') return '⚪'
  return openness.state === 'open' && openness.holiday !== 'maybe' ? '🟢' : '❔'
}

/** "open", "24 hours", "closed" behind a name in a list; nothing where nobody knows. */
export const opennessWord = (words: Words, lang: Lang, openness: Openness): string => {
  if (openness.state === 'unknown') return ''
  if (openness.state === 'closed') return words.text(lang, 'desks.short.closed')
  return words.text(lang, openness.until === 'always' ? 'desks.short.always' : 'desks.short.open')
}

/** The number as printed, what it is besides a voice line, and for whom. */
export const phoneLine = (words: Words, lang: Lang, phone: Phone): Span[] => {
  const kind = phone.kind === 'voice' ? '' : ` (${words.text(lang, `desks.phone_kind.${phone.kind}`)})`
  const languages = phone.languages.length > 0 ? `: ${languageList(words, lang, phone.languages, 4)}` : ''
  return ['📞 ', { tel: dial(phone), label: phone.number }, `${kind}${languages}`]
}

/** What the data say about cost, in the person's language where we have words for it. */
const COSTS: Record<string, string> = {
  free: 'free',
  'call charge': 'costs.call_charge',
  'free, call charge': 'costs.free_call_charge',
  'service free, call charge': 'costs.free_call_charge',
  'call and ambulance free, treatment charged': 'costs.treatment_charged',
  'call and emergency ambulance free': 'costs.ambulance_free',
  'free, confidential': 'costs.confidential',
  'free consultation': 'costs.consultation',
  'SMS charge': 'costs.sms',
  'free inside Indonesia': 'costs.inside_country',
  'free inside Bangladesh': 'costs.inside_country',
  'free inside Nepal': 'costs.inside_country',
  'part of hospital and operation cost is paid by the scheme (90 percent named)': 'costs.part_paid',
  'hospital interpreting up to JPY 1100 for the first two hours, free at some hospitals': 'costs.interpreting',
}

export const costLine = (words: Words, lang: Lang, { cost }: Desk): string | undefined => {
  if (cost === null) return undefined
  const key = COSTS[cost]
  if (key === 'free') return words.text(lang, 'desks.free')
  return words.text(lang, 'desks.cost', { cost: key ? words.text(lang, `desks.${key}`) : cost })
}
