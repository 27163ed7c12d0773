/**
 * domain: what help desks, places, categories and promises are, and how they are chosen. Pure: facts come in parsed, time comes in
 * as `now`, nothing is read or written. `app` comes in with the files of `content/`.
 */
import type { z } from 'zod'
import { no, ok, type Result } from '../kit/result.ts'
import { type Area, areasFile } from './areas.ts'
import { type Category, categoriesFile, type Group, groupsFile } from './categories.ts'
import { type Desk, desksFile } from './desk.ts'
import { type Objective, objectivesFile } from './objectives.ts'

/** Something wrong in a file of `content/`, told so that whoever edits it finds the place. */
export type ContentMistake = { file: string; path: string; message: string }

export type Content = {
  desks: readonly Desk[]
  categories: readonly Category[]
  groups: readonly Group[]
  areas: readonly Area[]
  objectives: readonly Objective[]
}

const FILES = {
  desks: desksFile,
  categories: categoriesFile,
  groups: groupsFile,
  areas: areasFile,
  objectives: objectivesFile,
}

/** The files of `content/`; objectives stand in `gcm.json`. */
export const CONTENT_FILES = {
  desks: 'desks.json',
  categories: 'categories.json',
  groups: 'groups.json',
  areas: 'areas.json',
  objectives: 'gcm.json',
} as const satisfies Record<keyof Content, string>

/** Checks shapes, then that what one file names stands in the other. All mistakes at once. */
export const readContent = (raw: Record<keyof Content, unknown>): Result<Content, ContentMistake[]> => {
  const mistakes: ContentMistake[] = []
  const read = <T>(part: keyof Content, schema: z.ZodType<T>): T | undefined => {
    const parsed = schema.safeParse(raw[part])
    if (parsed.success) return parsed.data
    for (const { path, message } of parsed.error.issues)
      mistakes.push({ file: CONTENT_FILES[part], path: path.join('.'), message })
    return undefined
  }
  const desks = read('desks', FILES.desks)
  const categories = read('categories', FILES.categories)
  const groups = read('groups', FILES.groups)
  const areas = read('areas', FILES.areas)
  const objectives = read('objectives', FILES.objectives)
  if (!desks || !categories || !groups || !areas || !objectives) return no(mistakes)
  const content = { desks, categories, groups, areas, objectives }
  mistakes.push(...strangers(content))
  return mistakes.length > 0 ? no(mistakes) : ok(content)
}

const strangers = ({ desks, categories, groups, areas, objectives }: Content): ContentMistake[] => {
  const mistakes: ContentMistake[] = []
  const say = (part: keyof Content, path: string, message: string) =>
    mistakes.push({ file: CONTENT_FILES[part], path, message })
  const known = new Set(categories.map(({ id }) => id))
  const codes = new Set(areas.flatMap(({ code, also }) => [code, ...also]))
  const numbers = new Set(objectives.map(({ number }) => number))

  const once = (part: keyof Content, ids: string[]) => {
    const seen = new Set<string>()
    for (const id of ids) seen.has(id) ? say(part, id, `${id} stands here twice`) : seen.add(id)
  }
  once(
    'desks',
    desks.map(({ id }) => id),
  )
  once(
    'areas',
    areas.flatMap(({ code, also }) => [code, ...also]),
  )
  once(
    'categories',
    categories.map(({ id }) => id),
  )
  once(
    'groups',
    groups.flatMap(group => group.categories),
  )

  for (const desk of desks) {
    for (const topic of desk.topics) if (!known.has(topic)) say('desks', `${desk.id}.topics`, `no category ${topic}`)
    if (!codes.has(desk.country)) say('desks', `${desk.id}.country`, `no country ${desk.country} in areas.json`)
    if (desk.area && !codes.has(desk.area)) say('desks', `${desk.id}.admin_area`, `no area ${desk.area} in areas.json`)
  }
  for (const { id, parent, also, objectives: tagged } of categories) {
    for (const other of parent ? [parent, ...also] : also)
      if (!known.has(other)) say('categories', id, `no category ${other}`)
    for (const number of tagged) if (!numbers.has(number)) say('categories', id, `no objective ${number} in gcm.json`)
    if (!groups.some(group => group.categories.includes(id))) say('groups', id, `category ${id} is in no group`)
  }
  for (const { id, categories: members } of groups) {
    for (const member of members) if (!known.has(member)) say('groups', id, `no category ${member}`)
    // One name for two things would make "help with health" mean either.
    if (known.has(id) && !(members.length === 1 && members[0] === id))
      say('groups', id, `a group must not be called like a category`)
  }
  return mistakes
}
