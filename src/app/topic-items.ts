import type { Categories, Group } from '../domain/categories.ts'
import type { Item, Query, Words } from '../engine/types.ts'
import type { Lang } from '../kit/ids.ts'

/** Categories and their groups as things to tap, and by the words in which people name them. */
export const createTopicItems = (categories: Categories, words: Words) => {
  const wordsOf = (lang: Lang, category: string): string[] => [
    ...words.list(lang, `categories.${category}.words`),
    ...(lang === 'en' ? [] : words.list('en', `categories.${category}.words`)),
  ]
  const groupName = (lang: Lang, group: string) => words.text(lang, `categories.group.${group}`)
  const title = (lang: Lang, category: string) => words.text(lang, `categories.${category}.title`)

  const categoryItem = (lang: Lang, id: string): Item => ({
    value: id,
    label: title(lang, id),
    words: wordsOf(lang, id),
    about: words.text(lang, `categories.${id}.plain`),
  })
  const groupItem = (lang: Lang, { id, icon, categories: members }: Group): Item => ({
    value: id,
    label: groupName(lang, id),
    icon,
    words: [...new Set(members.flatMap(member => [title(lang, member), ...wordsOf(lang, member)]))],
  })
  /** A group that only holds itself is chosen at once. */
  const single = ({ id, categories: members }: Group) => members.length === 1 && members[0] === id

  return {
    name: (lang: Lang, topic: string): string =>
      categories.group(topic) ? groupName(lang, topic) : title(lang, topic),
    groups: ({ lang }: Query): Item[] => categories.groups.map(group => groupItem(lang, group)),
    /** Groups first; behind each, its categories. */
    categories: ({ lang, under }: Query): Item[] => {
      if (under) return categories.members(under).map(id => categoryItem(lang, id))
      return categories.groups.map(group =>
        // What its categories are called is found behind it, so that a category's own name chooses that category.
        single(group) ? groupItem(lang, group) : { ...groupItem(lang, group), words: [], opens: true },
      )
    },
  }
}
