import type { Lang } from '../kit/ids.ts'
import { countryOf } from './areas.ts'
import type { Categories } from './categories.ts'
import type { Desk } from './desk.ts'
import { type Openness, openRank } from './openness.ts'
import { deskSpeaks } from './phones.ts'
import type { Places } from './places.ts'

export type DeskQuery = {
  /** Ids of groups or categories; none: whatever the desk helps with. */
  topics: readonly string[]
  /** ISO 3166-2 area or country; absent: anywhere in `countries`. */
  area?: string | undefined
  /** Where to look when no area is said: the countries that the group serves, in order. */
  countries: readonly string[]
  lang: Lang
  /** Hides desks of immigration authorities and those near them. Default for everybody: nobody is asked for their papers. */
  safeMode: boolean
  limit: number
}

export type DeskHit = {
  desk: Desk
  openness: Openness
  /** Why it is in the list, for its card. `general`: no desk has the topic, this one helps with many things. */
  topic: 'exact' | 'related' | 'general'
  /** `region`: it works across countries. */
  place: 'area' | 'country' | 'far' | 'region'
  speaks: boolean
}

type Parts = { desks: readonly Desk[]; categories: Categories; places: Places; openness: (desk: Desk) => Openness }

/** What a desk that can pass people on has among its topics, best first. */
const GENERAL = ['public_services', 'language_info', 'complaint_justice']
/** Where nothing in the area has the topic, so many that are far away, and so many general ones. */
const FEW = 4

/**
 * Run by an immigration authority, in one building with one, or known to weigh case by case whether to tell one. What nobody
 * knows (`null` in the data) is no reason to hide: it would hide nearly every desk. Nor is it ever said to be safe.
 * See docs/decisions/0026-which-desk-first.md.
 */
const isFeared = ({ immigration, besideImmigration, reports }: Desk): boolean =>
  immigration || besideImmigration || reports === 'case_by_case'

/** Never shown to anybody: gone, or (in safe mode) near those whom people fear. */
export const isVisible = (desk: Desk, safeMode: boolean): boolean => !isGone(desk) && !(safeMode && isFeared(desk))

const isGone = ({ status }: Desk): boolean => status === 'closed' || status === 'replaced'

/**
 * Desks for a topic and a place, best first. Never empty as long as any visible desk that is no emergency number is in the country or
 * works across countries.
 * The order: has the topic, can be reached, is surely there, serves the place, answers in the person's language, is open, is near.
 */
export const findDesks = (parts: Parts, query: DeskQuery): DeskHit[] => {
  const wanted = topicsOf(parts.categories, query.topics)
  const here = query.area ? [countryOf(query.area)] : query.countries
  const known = parts.desks
    // 110 and 119 help with a great deal, but not with a bill: whoever is in danger has them on a card of their own.
    .filter(desk => isVisible(desk, query.safeMode) && desk.emergency === null)
    .filter(desk => here.includes(desk.country) || desk.reach === 'region')
    .map(desk => ({ desk, topic: topicOf(desk, wanted) }))
  /** The calendars are asked only about desks that may be shown. */
  const sorted = (some: typeof known): DeskHit[] =>
    some
      .map(({ desk, topic }) => ({
        desk,
        topic,
        openness: parts.openness(desk),
        place: placeOf(desk, query.area, here),
        speaks: deskSpeaks(desk, query.lang),
      }))
      .sort((a, b) => order(a, b, hit => kilometresTo(parts.places, query, hit)))

  const onTopic = sorted(known.filter(({ topic }) => topic !== 'general'))
  const near = onTopic.filter(hit => hit.place !== 'far')
  const away = onTopic.filter(hit => hit.place === 'far')
  const far = [...away.filter(isUseful), ...away.filter(hit => !isUseful(hit))].slice(
    0,
    near.length > 0 ? FEW : undefined,
  )
  const shown = onTopic.filter(hit => hit.place !== 'far' || far.includes(hit))
  const useful = shown.filter(isUseful)
  const rest = shown.filter(hit => !isUseful(hit))
  if (near.some(isUseful)) return [...useful, ...rest].slice(0, query.limit)
  const others = sorted(known.filter(({ topic }) => topic === 'general'))
  const general = generalOnes(others)
  // Nobody who helps with the topic or with many things: whatever there is, and those who work across countries.
  const any = useful.length + general.length > 0 ? [] : others.filter(isUseful).slice(0, FEW)
  const last = useful.length + general.length + any.length + rest.length > 0 ? [] : others.slice(0, FEW)
  return [...useful, ...general, ...any, ...rest, ...last].slice(0, query.limit)
}

/** Somebody can be called or written to, it is surely there, it is for this person, and it knows the country. */
const isUseful = (hit: DeskHit): boolean =>
  isReachable(hit.desk) && hit.desk.status === 'active' && !isForOthers(hit) && hit.place !== 'region'

const isReachable = ({ phones, email, url, address }: Desk): boolean =>
  phones.length > 0 || email !== null || url !== null || address !== null

/** An embassy helps its own people: somebody who does not speak its language is not one of them. */
const isForOthers = (hit: DeskHit): boolean => hit.desk.kind === 'consular' && !hit.speaks

const generalOnes = (others: readonly DeskHit[]): DeskHit[] => {
  const rank = ({ desk }: DeskHit) => {
    const at = GENERAL.findIndex(topic => desk.topics.includes(topic))
    return at < 0 ? GENERAL.length : at
  }
  const useful = others.filter(hit => isUseful(hit) && rank(hit) < GENERAL.length)
  const near = useful.filter(hit => hit.place !== 'far')
  return (near.length > 0 ? near : useful).toSorted((a, b) => rank(a) - rank(b)).slice(0, FEW)
}

type Wanted = { exact: ReadonlySet<string>; related: ReadonlySet<string> } | undefined

const topicsOf = (categories: Categories, topics: readonly string[]): Wanted => {
  if (topics.length === 0) return undefined
  const exact = new Set(topics.flatMap(topic => categories.members(topic)))
  const related = new Set(
    topics
      // A group is wide enough: what is related to each of its six categories would be everything.
      .filter(topic => !categories.group(topic))
      .map(topic => categories.get(topic))
      .flatMap(category => [...(category?.parent ? [category.parent] : []), ...(category?.also ?? [])]),
  )
  return { exact, related }
}

const topicOf = (desk: Desk, wanted: Wanted): DeskHit['topic'] => {
  if (!wanted || desk.topics.some(topic => wanted.exact.has(topic))) return 'exact'
  return desk.topics.some(topic => wanted.related.has(topic)) ? 'related' : 'general'
}

const placeOf = (desk: Desk, area: string | undefined, here: readonly string[]): DeskHit['place'] => {
  if (!here.includes(desk.country)) return 'region'
  if (desk.reach !== 'area') return desk.area !== null && desk.area === area ? 'area' : 'country'
  return desk.area === area ? 'area' : 'far'
}

const TOPIC = { exact: 0, related: 1, general: 2 }
const PLACE = { area: 0, country: 1, far: 2, region: 3 }
const SURE = { high: 0, medium: 1, low: 2 }

/** One question after the other; the first whose answers differ decides. */
const order = (a: DeskHit, b: DeskHit, away: (hit: DeskHit) => number): number => {
  const questions: ((hit: DeskHit) => number)[] = [
    hit => Number(hit.place === 'region'),
    hit => Number(isForOthers(hit)),
    hit => Number(!isReachable(hit.desk)),
    hit => TOPIC[hit.topic],
    hit => Number(hit.desk.status === 'unknown'),
    hit => Number(hit.place === 'far'),
    hit => Number(!hit.speaks),
    hit => openRank(hit.openness),
    hit => PLACE[hit.place],
    // Most desks are telephoned: kilometres decide only between two that are understood and open alike.
    hit => (hit.place === 'far' ? away(hit) : 0),
    hit => SURE[hit.desk.confidence],
    hit => -Date.parse(hit.desk.checkedOn),
  ]
  for (const question of questions) {
    const difference = question(a) - question(b)
    if (difference !== 0) return difference
  }
  return 0
}

/** Kilometres; what nobody can measure is farthest. */
const kilometresTo = (places: Places, { area }: DeskQuery, { desk }: DeskHit): number =>
  (area && desk.area ? places.distance(area, desk.area) : undefined) ?? Number.MAX_SAFE_INTEGER
