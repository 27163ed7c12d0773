/**
 * docs/decisions/0026-which-desk-first.md as a second, plain program over the raw JSON. It decides what the finder's first answer has
 * to be, so it shares no code with src/ and is written to be read, not to be fast.
 */
import { readFileSync } from 'node:fs'
import { isListed } from '../hours/listed-holidays.ts'
import { plainAnswer } from '../hours/plain-hours.ts'

type RawPhone = { languages: string[]; opening_hours: string | null }
export type RawDesk = {
  id: string
  country: string
  admin_area: string | null
  serves: string | null
  operator_type: string
  status: string
  emergency: string | null
  topics: string[]
  languages: string[]
  phones: RawPhone[]
  email: string | null
  url: string | null
  address: string | null
  confidential_address: boolean
  opening_hours: string | null
  public_holidays: 'open' | 'closed' | 'not stated'
  timezone: string
  confidence: string
  checked_on: string
  operator_is_immigration_authority: boolean
  shares_premises_with_immigration: boolean | null
  reports_immigration_status: string | null
}
type RawCategory = { id: string; parent: string | null; desk_topics_also: string[] }
type Question = { topic: string; area: string | undefined; lang: string; now: number }

const read = (file: string) =>
  JSON.parse(readFileSync(new URL(`../../../content/${file}.json`, import.meta.url), 'utf8'))
export const rawDesks: RawDesk[] = read('desks').desks
export const rawCategories: RawCategory[] = read('categories').categories
export const rawGroups: { id: string; categories: string[] }[] = read('groups').groups
export const rawAreas: { code: string; anchors?: [number, number][] }[] = read('areas').areas

const EAST: Record<string, number> = { Tokyo: 9, Seoul: 9, Taipei: 8, Hong_Kong: 8, Singapore: 8, Kuala_Lumpur: 8 }
const EAST_TOO: Record<string, number> = { Manila: 8, Bangkok: 7, Jakarta: 7, Ho_Chi_Minh: 7, Dhaka: 6, Colombo: 5.5 }
const MANY_THINGS = ['public_services', 'language_info', 'complaint_justice']
const SERVED = ['JP', 'KR']

export const isUnsafe = (desk: RawDesk): boolean =>
  desk.operator_is_immigration_authority ||
  desk.shares_premises_with_immigration === true ||
  desk.reports_immigration_status === 'case_by_case'

const family = (lang: string): string => {
  const [first = ''] = lang.split('-')
  return first === 'cmn' || first === 'yue' ? 'zh' : first
}
const speaks = (languages: string[], lang: string): boolean => languages.some(one => family(one) === family(lang))
const isUnderstood = (desk: RawDesk, lang: string): boolean =>
  speaks(desk.languages, lang) || desk.phones.some(phone => speaks(phone.languages, lang))

/** 0 open, 1 open unless the holiday closes it, 2 not known, 3 closed: the best of the lines that the person would call. */
const openRank = (desk: RawDesk, lang: string, now: number): number => {
  const own = desk.phones.filter(phone => speaks(phone.languages, lang))
  const called = own.length > 0 ? own : desk.opening_hours === null ? desk.phones : []
  const known = called.map(phone => phone.opening_hours ?? desk.opening_hours).filter(hours => hours !== null)
  const all = known.length > 0 ? known : desk.opening_hours === null ? [] : [desk.opening_hours]
  const city = desk.timezone.split('/')[1] ?? ''
  const east = EAST[city] ?? EAST_TOO[city] ?? 0
  const wall = new Date(now + east * 3_600_000)
  const ranks = all.map(hours => {
    const stated = desk.public_holidays
    const holidays = hours !== desk.opening_hours && desk.opening_hours && stated === 'open' ? 'not stated' : stated
    const line = { hours, holidays, isHoliday: (day: string) => isListed(desk.country, day) }
    const said = plainAnswer(line, wall.toISOString().slice(0, 10), wall.getUTCHours() * 60 + wall.getUTCMinutes())
    return said.startsWith('open') ? 0 : said.startsWith('perhaps') ? 1 : 3
  })
  return ranks.length === 0 ? 2 : Math.min(...ranks)
}

const kilometres = (one: string | undefined, other: string | null): number => {
  const places = (code: string | null | undefined) => rawAreas.find(area => area.code === code)?.anchors ?? []
  const rad = Math.PI / 180
  const all = places(one).flatMap(([lat1, lon1]) =>
    places(other).map(([lat2, lon2]) => {
      const cos =
        Math.sin(lat1 * rad) * Math.sin(lat2 * rad) +
        Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.cos((lon1 - lon2) * rad)
      return Math.round(6371 * Math.acos(Math.min(1, cos)) * 1000) / 1000
    }),
  )
  return all.length === 0 ? 1e9 : all.reduce((least, one) => Math.min(least, one))
}

const distances = new Map<string, number>()
const between = (one: string | undefined, other: string | null): number => {
  const key = `${one} ${other}`
  const known = distances.get(key) ?? kilometres(one, other)
  distances.set(key, known)
  return known
}

/** The first answer's id; `undefined` if nothing at all may be shown. */
export const plainFirst = ({ topic, area, lang, now }: Question, desks: RawDesk[] = rawDesks): string | undefined => {
  const group = rawGroups.find(one => one.id === topic)
  const category = rawCategories.find(one => one.id === topic)
  const exact = group?.categories ?? [topic]
  const related = group ? [] : [category?.parent ?? '', ...(category?.desk_topics_also ?? [])]
  const here = area ? [area.slice(0, 2)] : SERVED

  const isWide = (desk: RawDesk) => desk.serves !== null && desk.serves !== 'whole country'
  const isNational = (desk: RawDesk) =>
    desk.serves === 'whole country' || desk.admin_area === null || desk.admin_area === 'nationwide'
  const isIn = (desk: RawDesk) => area !== undefined && desk.admin_area === area
  const serves = (desk: RawDesk) => isNational(desk) || isIn(desk)
  const topicRank = (desk: RawDesk) =>
    desk.topics.some(one => exact.includes(one)) ? 0 : desk.topics.some(one => related.includes(one)) ? 1 : 2
  const manyRank = (desk: RawDesk) => MANY_THINGS.findIndex(one => desk.topics.includes(one))
  const isForOthers = (desk: RawDesk) => desk.operator_type === 'consular' && !isUnderstood(desk, lang)
  const isReachable = (desk: RawDesk) =>
    desk.phones.length > 0 || !!desk.email || !!desk.url || (!!desk.address && !desk.confidential_address)
  const canHelp = (desk: RawDesk) =>
    desk.status === 'active' && isReachable(desk) && here.includes(desk.country) && !isForOthers(desk)

  const shown = desks.filter(
    desk =>
      !['closed', 'replaced'].includes(desk.status) &&
      desk.emergency === null &&
      !isUnsafe(desk) &&
      (here.includes(desk.country) || isWide(desk)),
  )
  const questions: ((desk: RawDesk) => number)[] = [
    desk => topicRank(desk),
    desk => (serves(desk) ? 0 : 1),
    desk => (isUnderstood(desk, lang) ? 0 : 1),
    desk => openRank(desk, lang, now),
    desk => (isIn(desk) ? 0 : isNational(desk) ? 1 : 2 + between(area, desk.admin_area)),
    desk => ['high', 'medium', 'low'].indexOf(desk.confidence),
    desk => -Date.parse(desk.checked_on),
  ]
  /** Asks one question after the other, and each time keeps only the best. */
  const best = (some: RawDesk[], asked = questions): RawDesk | undefined =>
    asked.reduce((left, question) => {
      const least = Math.min(...left.map(question))
      return left.filter(desk => question(desk) === least)
    }, some)[0]

  const able = shown.filter(canHelp)
  const onTopic = able.filter(desk => topicRank(desk) < 2)
  if (onTopic.length > 0) return best(onTopic)?.id
  const many = able.filter(desk => manyRank(desk) >= 0)
  if (many.length > 0) return best(many, [desk => (serves(desk) ? 0 : 1), manyRank, ...questions])?.id
  const isOnTopic = (desk: RawDesk) => topicRank(desk) < 2
  return best(shown, [
    desk => (canHelp(desk) ? 0 : isOnTopic(desk) ? 1 : 2),
    desk => (here.includes(desk.country) ? 0 : 1),
    desk => (isForOthers(desk) ? 1 : 0),
    desk => (isReachable(desk) ? 0 : 1),
    desk => topicRank(desk),
    desk => (desk.status === 'active' ? 0 : 1),
    ...questions,
  ])?.id
}
