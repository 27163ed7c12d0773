import { type Area, countryOf } from '../domain/areas.ts'
import type { Desk } from '../domain/desk.ts'
import type { Openness } from '../domain/openness.ts'
import { deskSpeaks, onlyInside, phonesFor, speaks } from '../domain/phones.ts'
import type { Words } from '../engine/types.ts'
import type { Lang } from '../kit/ids.ts'
import type { Span } from '../kit/message.ts'
import { areaName, costLine, deskNames, languageList, opennessLines, phoneLine } from './desk-lines.ts'

/** Numbers on a card; a desk may have a line for every language. */
const PHONES = 4
/** Ways to reach it, where it is one of several. */
const REACH = 2
const TOPICS = 3
const LANGUAGES = 6

export type CardParts = {
  words: Words
  lang: Lang
  openness: Openness
  area(code: string): Area | undefined
  /** No desk had the topic that was asked for; this one is shown instead. */
  general: boolean
  /** It is in a country where the group's people are: its short numbers can be dialled. */
  inside: boolean
}

/** A desk as a person reads it: who it is, whether it is open, how to reach it, what to beware of. Never a confidential address. */
export const deskCard = (desk: Desk, parts: CardParts): Span[] => {
  const { words, lang, openness } = parts
  const text = (key: string, values?: Record<string, string>) => words.text(lang, `desks.${key}`, values)
  const blocks: Span[][][] = [
    [...(parts.general ? [[text('no_desk_for_topic')]] : []), nameLine(desk, lang), [aboutLine(desk, words, lang)]],
    [...opennessLines(words, lang, openness).map(line => [line]), ...reachLines(desk, parts)],
    [
      ...languageLines(desk, words, lang).map(line => [line]),
      ...[costLine(words, lang, desk), placeLine(desk, parts), whoLine(desk, words, lang)]
        .filter(line => line !== undefined)
        .map(line => [line]),
    ],
    cautionLines(desk, words, lang).map(line => [line]),
  ]
  return join(
    blocks.filter(block => block.length > 0).map(block => join(block, '\n')),
    '\n\n',
  )
}

/** The name, whether it is open and how to reach it: for several desks in one message. */
export const deskBrief = (desk: Desk, parts: CardParts): Span[] =>
  join(
    [
      nameLine(desk, parts.lang),
      ...opennessLines(parts.words, parts.lang, parts.openness)
        .slice(0, 1)
        .map(line => [line]),
      ...reachLines(desk, parts).slice(0, REACH),
    ],
    '\n',
  )

/** Where the facts come from and how old they are, for who asks. */
export const deskSource = (desk: Desk, words: Words, lang: Lang): Span[] => {
  const text = (key: string, values?: Record<string, string>) => words.text(lang, `desks.${key}`, values)
  const { url, also, date } = desk.source
  const pages = [url, ...also].filter(page => page?.startsWith('http')).slice(0, 3)
  const lines: Span[][] = [
    nameLine(desk, lang),
    ...(pages.length === 0 ? [[text('source_none')]] : []),
    ...pages.map((page): Span[] => [
      { url: page ?? '', label: `${text(page === url ? 'source_page' : 'source_also')}: ${hostOf(page ?? '')}` },
    ]),
    [date ? text('source_date', { date }) : text('source_undated')],
    [text('checked', { date: desk.checkedOn }), ` ${text('not_called')}`],
    [text('source_confidence', { confidence: text(`confidence.${desk.confidence}`) })],
    [text('source_tell')],
  ]
  return join(lines, '\n')
}

const nameLine = (desk: Desk, lang: Lang): Span[] => {
  const [name, other] = deskNames(desk, lang)
  return [{ strong: name }, ...(other ? [`\n${other}`] : [])]
}

const hostOf = (url: string): string => new URL(url).hostname.replace(/^www\./, '')

const join = (lines: readonly Span[][], between: string): Span[] =>
  lines.flatMap((line, at) => (at === 0 ? line : [between, ...line]))

const aboutLine = (desk: Desk, words: Words, lang: Lang): string => {
  const kind = words.text(lang, desk.emergency ? 'desks.emergency_kind' : `desks.kind.${desk.kind}`)
  const topics = desk.topics.slice(0, TOPICS).map(topic => words.text(lang, `categories.${topic}.title`))
  return words.text(lang, 'desks.about', { kind, topics: topics.join('; ') })
}

const reachLines = (desk: Desk, { words, lang, inside }: CardParts): Span[][] => {
  const text = (key: string, values?: Record<string, string>) => words.text(lang, `desks.${key}`, values)
  const phones = phonesFor(desk, lang)
  const shown = phones.slice(0, PHONES)
  const rest = phones.slice(PHONES).flatMap(({ languages }) => languages)
  const web: Span[] = !desk.url
    ? []
    : [desk.chat ? `💬 ${text('chat')}: ` : '🌐 ', { url: desk.url, label: hostOf(desk.url) }]
  return [
    ...shown.map(phone => phoneLine(words, lang, phone)),
    ...(rest.length > 0 ? [[text('phone_more', { languages: languageList(words, lang, [...new Set(rest)], 6) })]] : []),
    ...(!inside && shown.some(onlyInside) ? [[text('call_abroad')]] : []),
    ...(desk.emergency ? [[text('interpreter')]] : []),
    ...(web.length > 0 ? [web] : []),
    ...(desk.email ? [[`✉️ ${desk.email}`]] : []),
    ...(phones.length === 0 ? [[text(desk.url || desk.email ? 'no_phone' : 'no_contact')]] : []),
  ]
}

const languageLines = (desk: Desk, words: Words, lang: Lang): string[] => {
  const all = [...new Set([...desk.languages, ...desk.phones.flatMap(({ languages }) => languages)])]
  if (all.length === 0) return [words.text(lang, 'desks.languages_unknown')]
  const list = words.text(lang, 'desks.speaks', { languages: languageList(words, lang, all, LANGUAGES) })
  return deskSpeaks(desk, lang) && !speaks(['ja', 'ko'], lang) ? [words.text(lang, 'desks.speaks_yours'), list] : [list]
}

/** Where it is; of a desk beside an immigration office and of a shelter never more than the area. */
const placeLine = (desk: Desk, { words, lang, area }: CardParts): string => {
  const text = (key: string, values?: Record<string, string>) => words.text(lang, `desks.${key}`, values)
  const name = (code: string) => areaName(words, lang, area(code), code)
  if (desk.reach === 'region') return text('where', { area: text('region') })
  const country = name(countryOf(desk.country))
  const where = desk.area ? `${name(desk.area)}, ${country}` : text('nationwide', { country })
  const place = text('where', { area: where })
  return desk.address && !desk.besideImmigration ? `${place}\n${text('address', { address: desk.address })}` : place
}

const whoLine = (desk: Desk, words: Words, lang: Lang): string | undefined => {
  const key = `desks.for.${desk.id}`
  const text = words.text(lang, key)
  return text === key ? undefined : text
}

const cautionLines = (desk: Desk, words: Words, lang: Lang): string[] => {
  const beware = [
    ...(desk.status === 'unknown' ? ['status_unknown'] : []),
    ...(desk.besideImmigration ? ['phone_only'] : []),
    ...(desk.confidentialAddress ? ['confidential_address'] : []),
    ...desk.cautions,
    ...(desk.reports === 'case_by_case' ? ['reports.case_by_case'] : []),
  ]
  const know = [
    ...(desk.reports && desk.reports !== 'case_by_case' ? [`reports.${desk.reports}`] : []),
    // Who is in danger should not ask the police first whom they help.
    ...(desk.undocumented && !desk.emergency ? [`undocumented.${desk.undocumented}`] : []),
  ]
  return [
    ...beware.map(key => `⚠️ ${words.text(lang, `desks.${key}`)}`),
    ...know.map(key => `ℹ️ ${words.text(lang, `desks.${key}`)}`),
  ]
}
