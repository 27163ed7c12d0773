import type { Categories } from '../domain/categories.ts'
import type { Desk } from '../domain/desk.ts'
import { findDesks, isVisible } from '../domain/desks.ts'
import type { Openness } from '../domain/openness.ts'
import type { Places } from '../domain/places.ts'
import type { Words } from '../engine/types.ts'
import type { Instant, Lang } from '../kit/ids.ts'
import { fold } from '../kit/text.ts'
import { opennessWord } from './desk-lines.ts'

/** What staff look for; what is not given fits every desk. `topic`: a group or a category. `area`: ISO 3166-2 or a country. */
export type DeskAsk = { words: string; topic?: string | undefined; area?: string | undefined }
/** One desk in a list. `state`: open now, closed …; empty: nobody knows. */
export type DeskLine = { id: string; name: string; place: string; languages: Lang[]; state: string }

export type DeskSearch = {
  /** Best first; `lang`: in which the list is read. */
  search(ask: DeskAsk, lang: Lang, now: Instant): DeskLine[]
  /** Codes of all areas that a desk is in. */
  areas(): string[]
}

type Parts = {
  desks: readonly Desk[]
  categories: Categories
  places: Places
  words: Words
  countries: readonly string[]
  openness(desk: Desk, lang: Lang, now: Instant): Openness
  nameOf(lang: Lang, code: string): string
}

const MOST = 20

/** The desks that staff can name to a person: the same that the person could find. */
export const createDeskSearch = ({ desks, categories, places, words, countries, ...parts }: Parts): DeskSearch => {
  const shown = desks.filter(desk => isVisible(desk, true) && desk.emergency === null)
  const folded = new Map(
    shown.map(desk => [desk.id, fold([desk.name, desk.shortName, desk.localName ?? '', desk.id].join(' '))]),
  )
  return {
    search({ words: typed, topic, area }, lang, now) {
      const wanted = fold(typed).split(' ').filter(Boolean)
      const fitting = shown.filter(desk => wanted.every(word => folded.get(desk.id)?.includes(word)))
      const hits = findDesks(
        { desks: fitting, categories, places, openness: desk => parts.openness(desk, lang, now) },
        {
          topics: topic ? [topic] : [],
          area: places.get(area ?? '')?.code,
          countries,
          lang,
          safeMode: true,
          limit: MOST,
        },
      )
      return hits.map(({ desk, openness }) => ({
        id: desk.id,
        name: desk.name,
        place: parts.nameOf(lang, desk.area ?? desk.country),
        languages: [...new Set([...desk.languages, ...desk.phones.flatMap(({ languages }) => languages)])],
        state: opennessWord(words, lang, openness),
      }))
    },
    areas: () => [...new Set(shown.flatMap(({ area }) => area ?? []))].toSorted(),
  }
}
