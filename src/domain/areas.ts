import { z } from 'zod'

/** A country, or a first-level area of one: all that is ever kept about where somebody is. */
export type Area = {
  /** ISO 3166-1 alpha-2 (`JP`) or ISO 3166-2 (`JP-11`). */
  code: string
  /** Other codes of the same area: what ISO renamed. */
  also: string[]
  /** Its own names by language; English always. */
  names: { en: string } & Record<string, string>
  aliases: string[]
  /** Towns inside it that people name instead. Only matched when nearly exact, never shown. */
  cities: string[]
  /** Latitude and longitude of places inside it, rounded to 0.1 degree. Empty for a country. */
  anchors: [number, number][]
}

const area = z.object({
  code: z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'must be an ISO 3166 code, such as JP or JP-11'),
  also: z.array(z.string()).default([]),
  names: z.object({ en: z.string().min(1) }).catchall(z.string().min(1)),
  aliases: z.array(z.string().min(1)).default([]),
  cities: z.array(z.string().min(1)).default([]),
  anchors: z.array(z.tuple([z.number().min(-90).max(90), z.number().min(-180).max(180)])).default([]),
})

/** `content/areas.json`. */
export const areasFile = z.object({ areas: z.array(area) }).transform(({ areas }): Area[] => areas)

/** `JP-11` → `JP`; a country's code is its own. */
export const countryOf = (code: string): string => code.slice(0, 2)
