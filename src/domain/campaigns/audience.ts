import { z } from 'zod'

const area = z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/)
const week = z.string().regex(/^\d{4}-W\d{2}$/)
const campaign = z.string().regex(/^[\w-]{22}$/)
const names = z.array(z.string().min(1).max(40)).max(100)

/** By what people are chosen. An empty list does not narrow. */
const chosen = {
  /** Groups of categories. Who chose no topic wants all. */
  topics: names,
  /** ISO 3166-2 or countries. Reaches who chose this area, one inside it, the country around it, or everywhere. */
  areas: z.array(area).max(200),
  langs: names,
  channels: names,
  /** Who took part in one of these campaigns. */
  took: z.array(campaign).max(20),
}

/**
 * Whom a campaign is for, of those who subscribed to alerts. `joined`: subscribed in or after, before an ISO week. `except`: who fits
 * one of these gets it not, whatever else fits. There an area means exactly this area and those inside it.
 */
export const audience = z.strictObject({
  ...chosen,
  joined: z.strictObject({ from: week.nullable(), before: week.nullable() }),
  except: z.strictObject(chosen),
})
export type Audience = z.infer<typeof audience>

/** Everybody who subscribed. */
export const EVERYBODY: Audience = {
  topics: [],
  areas: [],
  langs: [],
  channels: [],
  took: [],
  joined: { from: null, before: null },
  except: { topics: [], areas: [], langs: [], channels: [], took: [] },
}
