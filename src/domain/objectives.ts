import { z } from 'zod'

/** One of the 23 objectives of the Global Compact for Migration (A/RES/73/195). */
export type Objective = { number: number; title: string; short: string; plain: string; categories: string[] }

const objective = z
  .object({
    number: z.number().int().min(1).max(23),
    official_title: z.string(),
    short_title: z.string(),
    plain_en: z.string(),
    categories: z.array(z.string()),
  })
  .transform(
    (it): Objective => ({
      number: it.number,
      title: it.official_title,
      short: it.short_title,
      plain: it.plain_en,
      categories: it.categories,
    }),
  )

/** `content/gcm.json`. */
export const objectivesFile = z.object({ objectives: z.array(objective) }).transform(it => it.objectives)
