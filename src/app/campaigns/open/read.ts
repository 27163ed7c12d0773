import { piecesOf } from '../../../domain/campaigns/placeholders.ts'
import type { Sheet } from '../../../domain/campaigns/sheet.ts'
import { zoneOf } from '../../../domain/zones.ts'
import type { Lang } from '../../../kit/ids.ts'
import type { Media, Span } from '../../../kit/message.ts'
import { matchLanguage } from '../../match-language.ts'
import { placeOf } from '../calendar.ts'
import { type ComposeTools, dayOf, timesOf } from '../compose.ts'
import type { OpenCall } from './calls.ts'

export type Said = { title: string; body: Span[] }

/** A call in one language, for a page that is nobody's: without buttons, and for all its areas at once. */
export type Reading = Said & {
  lang: Lang
  /** The day on which it went out, in words. */
  day: string
  media: Media | undefined
  event: { when: string; place: string | undefined } | undefined
  result: (Said & { lang: Lang }) | undefined
}

/** In the order of the sheet, what is meant for all others first. */
export const langsOf = ({ texts, fallback }: Pick<Sheet, 'texts' | 'fallback'>): Lang[] =>
  Object.keys(texts).sort((a, b) => Number(b === fallback) - Number(a === fallback))

/** @param wishes languages in any spelling, best first (BCP 47, or an Accept-Language header); the first that there is. */
export const pickLang = (sheet: Pick<Sheet, 'texts' | 'fallback'>, wishes: readonly (string | undefined)[]): Lang => {
  const offers = langsOf(sheet).map(tag => ({ tag, tags: [] }))
  for (const wish of wishes) {
    const found = matchLanguage(wish, offers)
    if (found) return found
  }
  return offers[0]?.tag ?? 'en'
}

export const readCall = (
  tools: ComposeTools,
  { sheet, result, sent }: OpenCall,
  wishes: readonly (string | undefined)[],
): Reading => {
  const lang = pickLang(sheet, wishes)
  const { event } = sheet
  const told = result && pickLang(result, [lang, ...wishes])
  return {
    lang,
    day: dayOf(lang, event?.zone ?? zoneOf(sheet.audience.areas[0]), sent),
    ...saidIn(tools, sheet, lang),
    media: sheet.media[lang] ?? sheet.media['*'],
    event: event ? { when: timesOf(event, lang), place: placeOf(event, lang) } : undefined,
    result: result && told ? { lang: told, ...saidIn(tools, result, told) } : undefined,
  }
}

const saidIn = (tools: ComposeTools, sheet: Sheet, lang: Lang): Said => {
  const { title = '', body = '' } = sheet.texts[lang] ?? {}
  const spans = piecesOf(body).flatMap((piece): Span[] => {
    if (typeof piece === 'string') return [piece]
    if ('area' in piece) return [areasIn(tools, sheet, lang)]
    return tools.desks(lang, piece.desk) ?? [tools.words.text(lang, 'notices.some_desk')]
  })
  return { title, body: spans }
}

/** More names than that nobody reads. */
const NAMED = 3

/** Where a message names the area of whoever gets it, the page names those that the call is for. */
const areasIn = ({ words, names }: ComposeTools, { audience: { areas } }: Sheet, lang: Lang): string =>
  areas.length === 0 || areas.length > NAMED
    ? words.text(lang, 'notices.alerts.everywhere')
    : areas.map(code => names.areaName(lang, code)).join(', ')
