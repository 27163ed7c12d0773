import type { Lang } from '../../kit/ids.ts'
import type { CampaignRooms } from './index.ts'

/** A country with its first-level areas. */
export type PosterPlace = { code: string; name: string; areas: { code: string; name: string }[] }

/** What posters and pocket cards are made of: nothing about anybody. */
export type Posters = {
  /** Languages that have the words of a poster. */
  languages(): { tag: Lang; endonym: string; dir: 'ltr' | 'rtl' }[]
  /** Named in a language. */
  places(lang: Lang): PosterPlace[]
  areaName(lang: Lang, code: string): string
}

export const createPosters = ({ words, directory, world }: CampaignRooms): Posters => ({
  languages: () => words.languages().filter(({ tag }) => words.has(tag, 'posters.title')),
  places(lang) {
    const look = (under?: string) =>
      directory
        .look('areas', { lang, now: world.now(), with: {}, ...(under === undefined ? {} : { under }) })
        .map(({ value, label }) => ({ code: value, name: label }))
    return look().map(country => ({ ...country, areas: look(country.code).filter(it => it.code !== country.code) }))
  },
  areaName: (lang, code) => directory.areaName(lang, code),
})
