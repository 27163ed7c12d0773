/**
 * The look-ups that flows can name (`options: { from: topics }`, `find: desks` …): topics, places and help desks as items with
 * words in the person's language, over what stands in memory. Reads nothing while somebody waits.
 */
import type { Area } from '../domain/areas.ts'
import { type Categories, type Category, createCategories } from '../domain/categories.ts'
import type { Content, ContentMistake } from '../domain/content.ts'
import type { Desk } from '../domain/desk.ts'
import type { Objective } from '../domain/objectives.ts'
import { createPlaces, type Places } from '../domain/places.ts'
import type { Item, Look, Query, Words } from '../engine/types.ts'
import type { Instant, Lang } from '../kit/ids.ts'
import { ok, type Result } from '../kit/result.ts'
import { createAreaItems } from './area-items.ts'
import { loadContent } from './content.ts'
import { createDeskItems } from './desk-items.ts'
import { areaName, languageName } from './desk-lines.ts'
import { createDeskSearch, type DeskSearch } from './desk-search.ts'
import { createKnownNames, type KnownNames } from './known-names.ts'
import { createOpeningHours } from './opening-hours.ts'
import { createTopicItems } from './topic-items.ts'

export type Directory = {
  look: Look
  /** For staff, who name desks to people. */
  desks: DeskSearch
  /** Names and numbers that stand in our content. */
  known: KnownNames
  /** Every name that `look` knows, for the linter. */
  sources: readonly string[]
  categoryOf(id: string): Category | undefined
  areaOf(code: string): Area | undefined
  urgencyOf(category: string): Category['urgency'] | undefined
  /** The name of an area or a country in a language; English where that has none of its own. */
  areaName(lang: Lang, code: string): string
  /** The name of a group or a category. */
  topicName(lang: Lang, topic: string): string
  /** The objectives of the Global Compact for Migration, by their numbers. */
  objectives: readonly Objective[]
  /** Learns calendars ahead of the first question. Call it after the start; nothing waits for it. */
  warm(now?: Instant): Promise<void>
}

export type DirectoryOptions = {
  content: Content
  words: Words
  /** Countries that the group serves, in the order to offer. */
  countries?: readonly string[]
}

type Source = (query: Query) => Item[]

/** Each place also by the names that the languages present have for it: a person writes it as their own language does. */
const namedIn = (words: Words, areas: readonly Area[]): Area[] =>
  areas.map(area => {
    const key = `areas.${area.code}`
    const names = words.languages().flatMap(({ tag }) => (words.has(tag, key) ? [words.text(tag, key)] : []))
    return { ...area, aliases: [...new Set([...area.aliases, ...names])] }
  })

export const createDirectory = ({ content, words, countries = ['JP', 'KR'] }: DirectoryOptions): Directory => {
  const categories: Categories = createCategories(content.categories, content.groups)
  const places: Places = createPlaces(namedIn(words, content.areas), countries)
  const hours = createOpeningHours()
  const nameOf = (lang: Lang, code: string) => areaName(words, lang, places.get(code), code)
  const topics = createTopicItems(categories, words)
  const desks = createDeskItems({ desks: content.desks, categories, places, hours, words, countries, nameOf })

  const sources: Record<string, Source> = {
    languages: ({ lang }) => languageItems(words, lang),
    categories: topics.categories,
    topics: topics.groups,
    groups: topics.groups,
    areas: createAreaItems(places, words, nameOf),
    emergency: desks.emergency,
    desks: desks.list,
    'desks.brief': desks.brief,
    desk: desks.card,
    'desk.source': desks.source,
  }
  const { openness } = desks
  return {
    desks: createDeskSearch({ desks: content.desks, categories, places, words, countries, openness, nameOf }),
    look: remembered((source, query) => sources[source]?.(query) ?? []),
    known: createKnownNames(content),
    sources: Object.keys(sources),
    categoryOf: categories.get,
    areaOf: places.get,
    urgencyOf: category => categories.get(category)?.urgency,
    areaName: nameOf,
    topicName: topics.name,
    objectives: content.objectives,
    warm: (now = Date.now()) => hours.warm(calendars(content.desks), now),
  }
}

/** Lists that depend on nothing but the language and what is opened: the same array each time, so that its words are folded once. */
const FIXED = new Set(['languages', 'categories', 'topics', 'groups', 'areas'])

const remembered = (look: Look): Look => {
  const lists = new Map<string, Item[]>()
  const singles = new Map<string, Map<string, Item[]>>()
  /** Every item of a source by its value, what stands in the list before what stands behind it. */
  const singlesOf = (source: string, query: Query): Map<string, Item[]> => {
    const key = `${source} ${query.lang}`
    const known = singles.get(key)
    if (known) return known
    const bare = { lang: query.lang, now: query.now, with: {} }
    const top = look(source, bare)
    const behind = top.flatMap(({ value, opens }) => (opens ? look(source, { ...bare, under: value }) : []))
    const made = new Map([...top, ...behind].toReversed().map(item => [item.value, [item]]))
    singles.set(key, made)
    return made
  }
  return (source, query) => {
    if (!FIXED.has(source) || query.text !== undefined || query.at) return look(source, query)
    if (query.value !== undefined) return singlesOf(source, query).get(query.value) ?? []
    const key = `${source} ${query.lang} ${query.under ?? ''}`
    const known = lists.get(key) ?? look(source, query)
    lists.set(key, known)
    return known
  }
}

/** Reads `content/` and builds the directory over it, or says everything that is wrong there. */
export const loadDirectory = (
  folder: string,
  options: Omit<DirectoryOptions, 'content'>,
): Result<Directory, ContentMistake[]> => {
  const content = loadContent(folder)
  return content.ok ? ok(createDirectory({ ...options, content: content.value })) : content
}

/** Countries with a desk whose hours a holiday can change. */
const calendars = (desks: readonly Desk[]): string[] => {
  const matters = (hours: string | null) => hours !== null && hours !== '24/7'
  return [...new Set(desks.filter(it => [it, ...it.phones].some(one => matters(one.hours))).map(it => it.country))]
}

/** Endonyms, the language that is spoken now first: before anybody has chosen, that is the platform's guess. */
const languageItems = (words: Words, lang: Lang): Item[] =>
  words
    .languages()
    .toSorted((a, b) => Number(b.tag === lang) - Number(a.tag === lang))
    .map(({ tag, endonym }) => {
      // "日本語（やさしい）": nobody writes what stands in brackets.
      const bare = endonym.replace(/\s*[（(].*$/u, '')
      return { value: tag, label: endonym, words: [tag, bare, languageName(tag, tag), languageName('en', tag)] }
    })
