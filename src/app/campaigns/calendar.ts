import ical, { ICalCalendarMethod } from 'ical-generator'
import type { Event } from '../../domain/campaigns/sheet.ts'
import type { CampaignId, Instant, Lang } from '../../kit/ids.ts'
import { withoutControls } from '../../kit/text.ts'

export type CalendarEntry = {
  campaign: CampaignId
  event: Event
  title: string
  /** Plain words. */
  about: string
  lang: Lang
  /** When it was sent: the same call makes the same bytes at any time. */
  sent: Instant
  /** A page about it; none: there is no public one. */
  page?: string | undefined
}

/**
 * Events as a file for calendars (RFC 5545). Times stand in UTC, which every calendar shows in its owner's hours. The UID says the
 * campaign, so that a correction takes the place of what was there, and nothing about who asked.
 */
export const calendarOf = (entries: readonly CalendarEntry[], name?: string): string => {
  const calendar = ical({ prodId: '//Tulay//Calls//EN', method: ICalCalendarMethod.PUBLISH, name: name ?? null })
  for (const { campaign, event, title, about, lang, sent, page } of entries)
    calendar.createEvent({
      id: `${campaign}@tulay`,
      stamp: new Date(sent),
      start: new Date(event.starts),
      end: new Date(event.ends),
      summary: title,
      description: about,
      location: placeOf(event, lang) ?? null,
      url: page ?? null,
    })
  return withoutControls(calendar.toString())
}

/** Where it is, in words: of the language, of English, of any. */
export const placeOf = ({ place }: Event, lang: Lang): string | undefined =>
  place[lang] ?? place.en ?? Object.values(place)[0]
