import type { Area } from '../domain/areas.ts'
import type { Places } from '../domain/places.ts'
import type { Item, Query, Words } from '../engine/types.ts'
import type { Lang } from '../kit/ids.ts'

/**
 * Places to choose: what somebody may have typed, the three nearest to where they are, the areas of a country, or the countries.
 * The first of a country's areas is the whole country, for who does not want to say more.
 */
export const createAreaItems =
  (places: Places, words: Words, nameOf: (lang: Lang, code: string) => string) =>
  ({ lang, text, at, under }: Query): Item[] => {
    const item = (area: Area): Item => ({
      value: area.code,
      label: nameOf(lang, area.code),
      words: [...new Set([area.names.en, ...Object.values(area.names), ...area.aliases])],
      ...(area.code.length === 2 && { opens: true }),
    })
    if (at) return places.nearest(at).map(item)
    if (text !== undefined) return places.match(text, under).map(item)
    if (under) {
      const country = nameOf(lang, under)
      const whole = { value: under, label: words.text(lang, 'desks.nationwide', { country }) }
      return [whole, ...places.under(under).map(item)]
    }
    return places.countries.map(item)
  }
