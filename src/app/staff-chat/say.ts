import { dayIn, mondayOf } from '../../domain/deadlines.ts'
import type { Staff } from '../../domain/staff.ts'
import { zoneOf } from '../../domain/zones.ts'
import type { Words } from '../../engine/types.ts'
import type { Brand, ConcernId, Instant, Lang } from '../../kit/ids.ts'
import type { Choice, Link, Message } from '../../kit/message.ts'
import type { ConcernRow } from '../../store/concerns.ts'
import type { Glanced } from '../campaigns/glance.ts'

/**
 * What may stand in a staff chat: words of ours filled with numbers, names of staff and coded fields of a case. Only this file makes
 * one, and no function of it takes a text; so nothing that a migrant wrote can become part of it.
 */
export type StaffMessage = Brand<Message, 'StaffMessage'>
/** A coded field, or several, in words. */
export type Coded = Brand<string, 'Coded'>

/** A key of `locales/<lang>/staff.json` with what fills it. */
export type Saying = { key: `staff.${string}`; values?: Record<string, number | Coded> }

export type SayRooms = {
  words: Words
  areaName(lang: Lang, code: string): string
  /** Scheme and host of the console; none: nobody comes in from outside. */
  pages: string | undefined
}

/** Their own language if the words are there, else English. */
export const langOf = (words: Words, { lang }: Pick<Staff, 'lang'>): Lang =>
  lang !== undefined && words.has(lang, 'staff.open_case') ? lang : 'en'

/** @param it.lines stand below each other, numbered if there is a button for each. */
export const staffMessage = (
  { words }: SayRooms,
  lang: Lang,
  it: {
    head: Saying
    lines?: Coded[]
    numbered?: boolean
    tail?: (Saying | undefined)[]
    taps?: Choice[]
    links?: Link[]
  },
): StaffMessage => {
  const { lines = [], tail = [], taps = [], links = [] } = it
  const said = ({ key, values }: Saying): string => words.text(lang, key, values)
  const list = lines.map((line, at) => (it.numbered ? `\n${at + 1}. ${line}` : `\n• ${line}`)).join('')
  const end = tail.flatMap(saying => (saying ? [`\n\n${said(saying)}`] : []))
  return {
    lang,
    text: [{ strong: said(it.head) }, ...(list ? [`\n${list}`] : []), ...end],
    choices: [],
    verbs: taps,
    ...(links.length > 0 ? { links } : {}),
    personal: true,
  } as Message as StaffMessage
}

const AREA = /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/
const DAY = /^\d{4}-\d\d-\d\d$/
const WEEK = 7 * 86_400_000

/** Urgency, category, area, age and promised day of a case. What is no code of ours is left out. */
export const codedLine = (
  { words, areaName }: SayRooms,
  lang: Lang,
  row: Pick<ConcernRow, 'category' | 'area' | 'urgency' | 'week' | 'deadline'>,
  now: Instant,
): Coded => {
  const title = `categories.${row.category}.title`
  const age = Math.floor((Date.parse(dayIn(zoneOf(row.area), now)) - Date.parse(mondayOf(row.week))) / WEEK)
  const parts = [
    words.text(lang, `console.urgency.${row.urgency}`),
    words.text(lang, words.has('en', title) ? title : 'categories.other.title'),
    row.area && AREA.test(row.area) ? areaName(lang, row.area) : words.text(lang, 'staff.no_area'),
    age > 0 ? words.text(lang, 'staff.age', { count: age }) : words.text(lang, 'staff.new'),
    DAY.test(row.deadline) ? words.text(lang, 'staff.by', { day: row.deadline }) : '',
  ]
  return parts.filter(part => part !== '').join(' · ') as Coded
}

/** The name under which the others know somebody. */
export const codedName = ({ name }: Pick<Staff, 'name'>): Coded => name as Coded

/** The queue, or one case in it, as a Mini App where that works. None without a public address. */
export const pageLinks = ({ words, pages }: SayRooms, lang: Lang, concern?: ConcernId): Link[] => {
  if (pages === undefined) return []
  const label = words.text(lang, concern === undefined ? 'staff.open_queue' : 'staff.open_case')
  return [{ label, url: `${pages}/staff/app${concern === undefined ? '' : `?case=${concern}`}`, inside: true }]
}

/**
 * Kind, day, state and figures of a campaign. Its title and texts are staff's own words, but a chat is no place for them before they
 * are signed: who looks over a shoulder, and the messenger, would read them. Fewer than five are told as that.
 */
export const codedCampaign = (
  { words }: { words: Pick<Words, 'text'> },
  lang: Lang,
  it: Omit<Glanced, 'id'>,
): Coded => {
  const { figures, signed } = it
  const count = (n: number): string => (n > 0 && n < 5 ? words.text(lang, 'staff.campaign.few') : String(n))
  const parts = [
    words.text(lang, `console.campaigns.kind.${it.kind}`),
    DAY.test(it.day) ? words.text(lang, 'staff.campaign.begun', { day: it.day }) : '',
    words.text(lang, `staff.campaign.state.${it.state}`),
    signed ? words.text(lang, 'staff.campaign.signed', { n: signed.n, of: signed.of }) : '',
    figures
      ? words.text(lang, 'staff.campaign.figures', {
          sent: count(figures.sent),
          frozen: count(figures.frozen),
          left: count(figures.left),
        })
      : '',
    figures && figures.failed > 0 ? words.text(lang, 'staff.campaign.failed', { n: count(figures.failed) }) : '',
    figures?.finish === undefined
      ? ''
      : words.text(lang, 'staff.campaign.finish', {
          at: new Date(figures.finish).toISOString().slice(0, 16).replace('T', ' '),
        }),
  ]
  return parts.filter(part => part !== '').join(' · ') as Coded
}

/** Campaigns as a Mini App where that works, then each on its own page, in the browser: there one shows again who one is. */
export const campaignLinks = (
  { words, pages }: SayRooms,
  lang: Lang,
  some: readonly Pick<Glanced, 'id' | 'signed'>[],
): Link[] => {
  if (pages === undefined) return []
  const all = { label: words.text(lang, 'staff.open_campaigns'), url: `${pages}/staff/app?see=campaigns`, inside: true }
  const each = some.map(({ id, signed }, at) => ({
    label: words.text(lang, signed ? 'staff.open_signing' : 'staff.open_campaign', { number: at + 1 }),
    url: `${pages}/staff/campaigns/${id}/${signed ? `approve?sheet=${signed.sheet}` : 'progress'}`,
    inside: false,
  }))
  return [all, ...each]
}
