import { countryOf } from '../domain/areas.ts'
import type { Categories } from '../domain/categories.ts'
import type { Desk } from '../domain/desk.ts'
import { type DeskHit, findDesks, isVisible } from '../domain/desks.ts'
import { type Openness, openRank } from '../domain/openness.ts'
import { lineHours, speaks } from '../domain/phones.ts'
import type { Places } from '../domain/places.ts'
import type { Item, Query, Value, Words } from '../engine/types.ts'
import type { Instant, Lang } from '../kit/ids.ts'
import { type CardParts, deskBrief, deskCard, deskSource } from './desk-card.ts'
import { deskNames, opennessIcon, opennessWord } from './desk-lines.ts'
import { emergencyCard } from './emergency-card.ts'
import type { OpeningHours } from './opening-hours.ts'

type Parts = {
  desks: readonly Desk[]
  categories: Categories
  places: Places
  hours: OpeningHours
  words: Words
  countries: readonly string[]
  nameOf(lang: Lang, code: string): string
}

/** A list that nobody reads to its end helps nobody. */
const MOST = 20
const LABEL = 40
const SHORT = 20
/** Beside other things, and with telephone numbers. */
const BRIEF = 3

export const createDeskItems = ({ desks, categories, places, hours, words, countries, nameOf }: Parts) => {
  const byId = new Map(desks.map(desk => [desk.id, desk]))

  /** A line in the person’s language has hours of its own; the desk's hours say nothing about it. */
  const openness = (desk: Desk, lang: Lang, now: Instant): Openness => {
    const own = desk.phones.filter(phone => speaks(phone.languages, lang))
    const lines = (own.length > 0 ? own : desk.hours === null ? desk.phones : []).map(phone => lineHours(desk, phone))
    const known = lines.filter(line => line.hours !== null)
    if (known.length === 0) return hours.openness(desk, now)
    return known
      .map(line => hours.openness({ ...desk, ...line }, now))
      .reduce((best, one) => (openRank(one) < openRank(best) ? one : best))
  }

  const find = ({ lang, now, with: asked }: Query): DeskHit[] =>
    findDesks(
      { desks, categories, places, openness: desk => openness(desk, lang, now) },
      { topics: listOf(asked.topic), area: areaOf(asked.area), countries, lang, safeMode: true, limit: MOST },
    )
  const areaOf = (value: Value | undefined): string | undefined => {
    const code = listOf(value)[0]
    return code === undefined ? undefined : places.get(code)?.code
  }
  const shown = ({ with: asked }: Query): Desk[] => {
    const desk = byId.get(listOf(asked.desk)[0] ?? '')
    return desk && isVisible(desk, true) ? [desk] : []
  }
  const partsOf = (desk: Desk, { lang, now }: Query, general: boolean): CardParts => ({
    words,
    lang,
    openness: openness(desk, lang, now),
    area: places.get,
    general,
    inside: countries.includes(desk.country),
  })
  const helpsWith = (desk: Desk, topics: readonly string[]): boolean => {
    const wanted = topics.flatMap(topic => categories.members(topic)).map(id => categories.get(id))
    return wanted.some(it => it && [it.id, it.parent, ...it.also].some(id => id && desk.topics.includes(id)))
  }

  return {
    openness,
    /** Desks for `with.topic` and `with.area`, best first; never empty where any desk is known. */
    list: (query: Query): Item[] =>
      find(query).map(hit => {
        const state = opennessWord(words, query.lang, hit.openness)
        const tail = state === '' ? '' : ` · ${state}`
        const name = nameIn(hit.desk, query.lang)
        return {
          value: hit.desk.id,
          label: `${cut(name, LABEL - tail.length)}${tail}`,
          short: cut(name, SHORT),
          icon: opennessIcon(hit.openness),
          words: [hit.desk.name, hit.desk.shortName, ...(hit.desk.localName ? [hit.desk.localName] : [])],
        }
      }),
    /** The card of `with.desk`; `with.topic` is what it was found for. */
    card: (query: Query): Item[] =>
      shown(query).map(desk => {
        const topics = listOf(query.with.topic)
        return {
          value: desk.id,
          label: cut(nameIn(desk, query.lang), LABEL),
          text: deskCard(desk, partsOf(desk, query, topics.length > 0 && !helpsWith(desk, topics))),
        }
      }),
    /** The first few of the list that can be reached, in short. */
    brief: (query: Query): Item[] =>
      find(query)
        .slice(0, BRIEF)
        .map(({ desk }) => ({
          value: desk.id,
          label: cut(nameIn(desk, query.lang), LABEL),
          text: deskBrief(desk, partsOf(desk, query, false)),
        })),
    source: (query: Query): Item[] =>
      shown(query).map(desk => ({
        value: desk.id,
        label: cut(desk.shortName, LABEL),
        text: deskSource(desk, words, query.lang),
      })),
    /** One item for the country of `with.area`, or for each country that the group serves. */
    emergency: ({ lang, now, with: asked }: Query): Item[] => {
      const area = areaOf(asked.area)
      return (area ? [countryOf(area)] : countries).map(country => {
        const countryName = nameOf(lang, country)
        const topic = listOf(asked.topic)[0]
        return {
          value: country,
          label: countryName,
          text: emergencyCard({
            desks,
            words,
            lang,
            country,
            countryName,
            topic,
            openness: desk => openness(desk, lang, now),
          }),
        }
      })
    },
  }
}

const listOf = (value: Value | undefined): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string' && one !== '')

/** For a button: its own name where that is the person's language, else the short one. */
const nameIn = (desk: Desk, lang: Lang): string => {
  const [own] = deskNames(desk, lang)
  return own === desk.name ? desk.shortName : own
}

/** At a word's end if there is one in the second half. */
const cut = (name: string, most: number): string => {
  if (name.length <= most) return name
  const start = name.slice(0, most - 1)
  const space = start.lastIndexOf(' ')
  return `${start.slice(0, space > most / 2 ? space : undefined).replace(/[ ,]+$/, '')}…`
}
