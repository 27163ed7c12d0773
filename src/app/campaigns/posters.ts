import { LIVE } from '../../domain/campaigns/states.ts'
import type { Lang } from '../../kit/ids.ts'
import { allCampaigns } from '../../store/campaigns/index.ts'
import { callOf } from './acts/call.ts'
import type { CampaignRooms } from './index.ts'

/** A country with its first-level areas. */
export type PosterPlace = { code: string; name: string; areas: { code: string; name: string }[] }

/** A call that has begun to go out and is not over. `name`: what staff call it. */
export type PosterCall = { id: string; name: string; titles: Record<Lang, string> }

/** What posters and pocket cards are made of: nothing about anybody. */
export type Posters = {
  /** Languages that have the words of a poster. */
  languages(): { tag: Lang; endonym: string; dir: 'ltr' | 'rtl' }[]
  /** Named in a language. */
  places(lang: Lang): PosterPlace[]
  areaName(lang: Lang, code: string): string
  /** Only what people have signed. */
  calls(): Promise<PosterCall[]>
}

export const createPosters = (rooms: CampaignRooms): Posters => {
  const { words, directory, world } = rooms
  return {
    languages: () => words.languages().filter(({ tag }) => words.has(tag, 'posters.title')),
    places(lang) {
      const look = (under?: string) =>
        directory
          .look('areas', { lang, now: world.now(), with: {}, ...(under === undefined ? {} : { under }) })
          .map(({ value, label }) => ({ code: value, name: label }))
      return look().map(country => ({ ...country, areas: look(country.code).filter(it => it.code !== country.code) }))
    },
    areaName: (lang, code) => directory.areaName(lang, code),
    calls: () =>
      rooms.store.tx(async tx => {
        const found: PosterCall[] = []
        for (const { id, title } of await allCampaigns(tx, LIVE)) {
          const call = await callOf(tx, rooms, id, world.now())
          const titles = Object.entries(call?.sheet.texts ?? {}).map(([lang, text]) => [lang, text.title])
          if (call && !call.over) found.push({ id, name: title, titles: Object.fromEntries(titles) })
        }
        return found
      }),
  }
}
