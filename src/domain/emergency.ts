import type { Lang } from '../kit/ids.ts'
import type { Desk } from './desk.ts'
import { isVisible } from './desks.ts'
import { speaks } from './phones.ts'

/** What to call at once, from the list of desks and from nowhere else: a wrong number would be worse than none. */
export type EmergencyLines = {
  country: string
  /** Police first, then the ambulance; empty if the list has none for the country. */
  numbers: Desk[]
  /** Day and night, about violence at home and against women. */
  women: Desk[]
  /** For somebody who feels very bad; most are not open all night. */
  mind: Desk[]
}

/** Shown of each kind: a person in danger reads no list. */
const MOST = 2
const KINDS = ['police', 'all', 'ambulance']

/** @param topic a group's or category's id: `mental_health` and its group leave out the lines about violence. */
export const emergencyLines = (
  desks: readonly Desk[],
  { country, lang, topic }: { country: string; lang: Lang; topic?: string | undefined },
): EmergencyLines => {
  const here = desks.filter(desk => desk.country === country && desk.status === 'active' && desk.phones.length > 0)
  const lines = (about: string, dayAndNight: boolean) =>
    here
      .filter(
        desk => isVisible(desk, true) && desk.emergency === null && desk.area === null && desk.topics.includes(about),
      )
      .filter(desk => !dayAndNight || desk.hours === '24/7')
      .toSorted((a, b) => Number(speaks(b.languages, lang)) - Number(speaks(a.languages, lang)))
      .slice(0, MOST)
  const aboutMind = topic === 'mental_health' || topic === 'care'
  const listening = lines('mental_health', false)
  // Who is to talk about dying must be understood: another line is named only where there is none.
  const understood = listening.filter(desk => speaks(desk.languages, lang))
  const mind = understood.length > 0 ? understood : listening
  return {
    country,
    numbers: here
      // Whoever is dying must find 119, whatever it tells to whom.
      .filter(desk => desk.emergency !== null && !desk.immigration)
      .toSorted((a, b) => KINDS.indexOf(a.emergency ?? '') - KINDS.indexOf(b.emergency ?? '')),
    women: aboutMind ? [] : lines('gbv_women', true),
    // Better somebody who listens all night to anything than nobody.
    mind: !aboutMind ? [] : mind.length > 0 ? mind : lines('public_services', true),
  }
}
