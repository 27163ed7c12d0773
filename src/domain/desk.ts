import { z } from 'zod'
import type { Lang } from '../kit/ids.ts'

/** A telephone line of a desk. `number` is what the desk prints, and all that is ever shown. */
export type Phone = {
  number: string
  kind: 'voice' | 'whatsapp' | 'viber' | 'sms'
  /** Empty: the desk's languages. */
  languages: Lang[]
  /** OSM opening_hours; `null`: the desk's. */
  hours: string | null
  /** E.164; `null` for short codes and for numbers that cannot be dialled from abroad. */
  e164: string | null
}

/** A help desk as `content/desks.json` has it (HSDS: a service at a location), without what nobody may see. */
export type Desk = {
  id: string
  name: string
  /** For buttons: at most 29 characters, unlike that of any other desk in the country. */
  shortName: string
  localName: string | null
  kind: 'government' | 'ngo' | 'consular' | 'union' | 'faith' | 'intergovernmental'
  country: string
  /** ISO 3166-2; `null`: the whole country. */
  area: string | null
  /** Whom it serves: its area, the whole country, or more than one country. */
  reach: 'area' | 'country' | 'region'
  /** Always `null` for a desk whose address is confidential: it is dropped at the door. */
  address: string | null
  confidentialAddress: boolean
  phones: Phone[]
  email: string | null
  url: string | null
  /** It answers in a chat on its website. */
  chat: boolean
  languages: Lang[]
  topics: string[]
  /** OSM opening_hours in the desk's own time zone; `null`: not known. */
  hours: string | null
  publicHolidays: 'open' | 'closed' | 'not stated'
  timezone: string
  cost: string | null
  /** Police, ambulance or both: the country's emergency number. */
  emergency: 'police' | 'ambulance' | 'all' | null
  /** Run by an immigration authority: hidden in safe mode. */
  immigration: boolean
  /** An immigration office in the same building: telephone, do not walk in. */
  besideImmigration: boolean
  reports: 'case_by_case' | 'no_for_listed_crimes' | 'no_for_health' | null
  undocumented: 'yes' | 'partly' | null
  cautions: ('asks_status' | 'by_appointment')[]
  status: 'active' | 'unknown' | 'closed' | 'replaced'
  confidence: 'high' | 'medium' | 'low'
  source: { url: string | null; also: string[]; date: string | null }
  checkedOn: string
}

const phone = z
  .object({
    number: z.string().min(3),
    kind: z.enum(['voice', 'whatsapp', 'viber', 'sms']),
    languages: z.array(z.string()),
    opening_hours: z.string().nullable(),
    e164: z
      .string()
      .regex(/^\+\d{5,15}$/, 'must be + and 5 to 15 digits')
      .nullable(),
  })
  .transform(({ opening_hours, ...rest }): Phone => ({ ...rest, hours: opening_hours }))

const deskRecord = z
  .object({
    id: z.string().regex(/^[a-z]{2}-[a-z0-9-]{1,37}$/, 'must be a country and lower-case letters, such as jp-saitama'),
    name: z.string().min(1),
    name_short: z.string().min(1).nullable(),
    name_local: z.string().nullable(),
    operator_type: z.enum(['government', 'ngo', 'consular', 'union', 'faith', 'intergovernmental']),
    country: z.string().length(2),
    admin_area: z.string().nullable(),
    serves: z.string().nullable(),
    address: z.string().nullable(),
    confidential_address: z.boolean(),
    phones: z.array(phone),
    email: z.string().nullable(),
    messaging: z.record(z.string(), z.string()).nullable(),
    url: z.httpUrl().nullable(),
    languages: z.array(z.string()),
    topics: z.array(z.string()).min(1),
    opening_hours: z.string().nullable(),
    public_holidays: z.enum(['open', 'closed', 'not stated']).nullable(),
    timezone: z.string(),
    cost: z.string().nullable(),
    emergency: z.enum(['police', 'ambulance', 'all']).nullable(),
    operator_is_immigration_authority: z.boolean(),
    shares_premises_with_immigration: z.boolean().nullable(),
    reports_immigration_status: z.enum(['case_by_case', 'no_for_listed_crimes', 'no_for_health']).nullable(),
    serves_undocumented: z.enum(['yes', 'partly']).nullable(),
    cautions: z.array(z.enum(['asks_status', 'by_appointment'])),
    status: z.enum(['active', 'unknown', 'closed', 'replaced']),
    confidence: z.enum(['high', 'medium', 'low']),
    source_url: z.httpUrl().nullable(),
    also_sources: z.array(z.string()),
    source_date: z.string().nullable(),
    checked_on: z.iso.date(),
  })
  .transform((it): Desk => {
    const area = it.admin_area === 'nationwide' ? null : it.admin_area
    return {
      id: it.id,
      name: it.name,
      shortName: it.name_short ?? it.name,
      localName: it.name_local,
      kind: it.operator_type,
      country: it.country,
      area,
      reach: reachOf(area, it.serves),
      address: it.confidential_address ? null : it.address,
      confidentialAddress: it.confidential_address,
      phones: it.phones,
      email: it.email,
      url: it.url,
      chat: it.messaging?.chat !== undefined,
      languages: it.languages,
      topics: it.topics,
      hours: it.opening_hours,
      publicHolidays: it.public_holidays ?? 'not stated',
      timezone: it.timezone,
      cost: it.cost,
      emergency: it.emergency,
      immigration: it.operator_is_immigration_authority,
      besideImmigration: it.shares_premises_with_immigration === true,
      reports: it.reports_immigration_status,
      undocumented: it.serves_undocumented,
      cautions: it.cautions,
      status: it.status,
      confidence: it.confidence,
      source: { url: it.source_url, also: it.also_sources, date: it.source_date },
      checkedOn: it.checked_on,
    }
  })

const reachOf = (area: string | null, serves: string | null): Desk['reach'] => {
  if (serves !== null && serves !== 'whole country') return 'region'
  return area === null || serves === 'whole country' ? 'country' : 'area'
}

/** `content/desks.json`. */
export const desksFile = z.object({ desks: z.array(deskRecord) }).transform(({ desks }): Desk[] => desks)
