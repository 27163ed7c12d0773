import { z } from 'zod'

export type Urgency = 'emergency' | 'urgent' | 'soon' | 'routine'

/** What a concern or a desk is about. Its words stand in `locales/<lang>/categories.json`. */
export type Category = {
  id: string
  parent: string | null
  urgency: Urgency
  /** Objectives of the Global Compact for Migration that it is evidence for. */
  objectives: number[]
  /** Further categories whose desks help with it. */
  also: string[]
}

/** Categories in one handful, for tapping. A group with a single category of its own name stands for that category. */
export type Group = { id: string; icon: string; categories: string[] }

const id = z.string().regex(/^[a-z_]{2,32}$/, 'must be lower-case letters and _')
const category = z
  .object({
    id,
    parent: id.nullable(),
    urgency_default: z.enum(['emergency', 'urgent', 'soon', 'routine']),
    gcm_objectives: z.array(z.number().int()),
    desk_topics_also: z.array(id),
  })
  .transform(
    (it): Category => ({
      id: it.id,
      parent: it.parent,
      urgency: it.urgency_default,
      objectives: it.gcm_objectives,
      also: it.desk_topics_also,
    }),
  )

/** `content/categories.json`. */
export const categoriesFile = z.object({ categories: z.array(category) }).transform(it => it.categories)
/** `content/groups.json`. */
export const groupsFile = z
  .object({ groups: z.array(z.object({ id, icon: z.string().min(1), categories: z.array(id).min(1).max(9) })) })
  .transform(({ groups }): Group[] => groups)

export type Categories = {
  groups: readonly Group[]
  get(id: string): Category | undefined
  group(id: string): Group | undefined
  groupOf(category: string): Group | undefined
  /** A group's or a category's id to the categories it stands for; none for an id that nobody knows. */
  members(topic: string): readonly string[]
}

export const createCategories = (all: readonly Category[], groups: readonly Group[]): Categories => {
  const byId = new Map(all.map(category => [category.id, category]))
  const groupById = new Map(groups.map(group => [group.id, group]))
  const groupByCategory = new Map(groups.flatMap(group => group.categories.map(member => [member, group] as const)))
  return {
    groups,
    get: id => byId.get(id),
    group: id => groupById.get(id),
    groupOf: category => groupByCategory.get(category),
    members: topic => groupById.get(topic)?.categories ?? (byId.has(topic) ? [topic] : []),
  }
}
