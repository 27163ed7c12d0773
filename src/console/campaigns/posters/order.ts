import type { PosterCall, Posters } from '../../../app/campaigns/posters.ts'

/** How paper leaves the printer: a poster, a card of its own page, four of them to cut apart, or ten cards for pockets. */
export const LAYOUTS = ['a4', 'four', 'a6', 'pocket'] as const
export type Layout = (typeof LAYOUTS)[number]
/** How many pieces stand on one page. */
export const PIECES: Record<Layout, number> = { a4: 1, four: 4, a6: 1, pocket: 10 }

export const WAYS = ['telegram', 'web'] as const
export type Way = (typeof WAYS)[number]

/** What somebody wants printed. Nothing of it is kept. */
export type Order = {
  lang: string
  /** Also in this one; empty: in one language only. */
  other: string
  /** ISO 3166; empty: wherever. */
  area: string
  /** What the group calls itself. */
  group: string
  layout: Layout
  way: Way
  /** A campaign to which it leads; empty: to the menu. */
  call: string
}

/** Where paper can lead. `bot`: the bot's name on Telegram; `pages`: scheme and host under which the world reaches this server. */
export type Roads = { bot: string | undefined; pages: string | undefined }

export const openWays = ({ bot, pages }: Roads): Way[] =>
  WAYS.filter(way => (way === 'telegram' ? bot : pages) !== undefined)

/** The link on paper: to the bot or a call of it, and the language that the paper speaks. Nothing about who printed or found it. */
export const linkOf = ({ bot, pages }: Roads, { way, lang, call }: Pick<Order, 'way' | 'lang' | 'call'>): string =>
  way === 'telegram'
    ? `https://t.me/${bot}?start=${call && `c_${call}`}l_${lang}`
    : `${pages}/?${call && `c=${call}&`}lang=${lang}`

export const GROUP_LENGTH = 60

/** What was chosen; what is unknown falls back to the first choice. */
export const readOrder = (
  fields: Record<keyof Order, string>,
  { posters, ways, calls }: { posters: Posters; ways: readonly Way[]; calls: readonly PosterCall[] },
): Order => {
  const tags = posters.languages().map(({ tag }) => tag)
  const lang = tags.find(tag => tag === fields.lang) ?? tags[0] ?? 'en'
  const codes = posters.places(lang).flatMap(({ code, areas }) => [code, ...areas.map(area => area.code)])
  return {
    lang,
    other: tags.find(tag => tag === fields.other && tag !== lang) ?? '',
    area: codes.find(code => code === fields.area) ?? '',
    group: fields.group.replace(/\s+/g, ' ').trim().slice(0, GROUP_LENGTH),
    layout: LAYOUTS.find(it => it === fields.layout) ?? 'a4',
    way: ways.find(it => it === fields.way) ?? ways[0] ?? 'web',
    call: calls.find(({ id }) => id === fields.call)?.id ?? '',
  }
}
