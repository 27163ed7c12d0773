/**
 * The sheet: all that a campaign says, to whom, when and until when, in one document. It is what people sign, so everything that matters
 * for what goes out stands in it, and nothing else decides. Written in one way only (canonical JSON), so that a signature fits.
 */
import { z } from 'zod'
import type { Instant } from '../../kit/ids.ts'
import { action } from './actions.ts'
import { audience } from './audience.ts'

export const KINDS = ['alert', 'call', 'event', 'petition', 'poll', 'comment', 'sign-on', 'warning', 'digest'] as const
export type Kind = (typeof KINDS)[number]

/**
 * What a sheet is for. `call`: the campaign itself. `template`: signed ahead, launched later for one of its areas. `correction`: takes
 * the place of the call on phones that have it. `result`: told to those who took part and asked for it.
 */
export const PURPOSES = ['call', 'template', 'correction', 'result'] as const
export type Purpose = (typeof PURPOSES)[number]

const lang = z.string().min(2).max(20)
const instant = z.number().int().min(0).max(9_999_999_999_999)
const hash = z.string().regex(/^[\w-]{43}$/)

/**
 * In `body` stand placeholders `{{area}}` (the name of the person's area) and `{{desk:<id>}}` (that desk's card). Half a text is kept as
 * a draft; nobody can sign one (ready.ts).
 */
const text = z.strictObject({
  title: z.string().max(100),
  body: z.string().max(3000),
})

/** SHA-256 of the bytes in table `media`. */
const media = z.strictObject({ kind: z.enum(['photo', 'voice', 'document']), hash })

const when = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('now') }),
  z.strictObject({ how: z.literal('at'), at: instant }),
  /** On this day and minute by the clock of each person's area. */
  z.strictObject({
    how: z.literal('local'),
    day: z.iso.date(),
    minute: z
      .number()
      .int()
      .min(0)
      .max(24 * 60 - 1),
  }),
  /** Again and again: node-cron's five fields, in an IANA time zone. */
  z.strictObject({ how: z.literal('cron'), cron: z.string().min(9).max(100), zone: z.string().min(1).max(60) }),
])

const event = z.strictObject({
  starts: instant,
  ends: instant,
  /** IANA time zone in which its hours are told. */
  zone: z.string().min(1).max(60),
  place: z.record(lang, z.string().min(1).max(300)),
  /** Hours before it begins at which who comes is reminded. */
  remind: z
    .array(
      z
        .number()
        .int()
        .min(1)
        .max(24 * 14),
    )
    .max(3),
})

const sheet = z.strictObject({
  v: z.literal(1),
  /** `store.instance`: a signature for one group's database is none in another's. */
  instance: z.string().min(1).max(60),
  campaign: z.string().regex(/^[\w-]{22}$/),
  number: z.number().int().min(1).max(100_000),
  purpose: z.enum(PURPOSES),
  kind: z.enum(KINDS),
  /** What it wants to reach, in a sentence; on the public page too. */
  goal: z.string().max(500),
  /** Rings at night and over all ceilings, for the areas that it names: it must name some. */
  emergency: z.boolean(),
  texts: z.record(lang, text),
  /** The language that those get whose own has no text; null: they get nothing. */
  fallback: lang.nullable(),
  /** By language; `*` for all others. */
  media: z.record(z.union([lang, z.literal('*')]), media),
  actions: z.array(action).max(7),
  audience,
  when,
  /** What has not gone out by then does not go out. */
  until: instant,
  /** Until when one can take part; null: as long as `until`. */
  ends: instant.nullable(),
  event: event.nullable(),
  /** Where its claims come from: addresses or titles, shown at the end of the message. */
  sources: z.array(z.string().min(1).max(300)).max(5),
  /** What its author has checked about its tone; codes of checklist.ts. */
  checks: z.array(z.string().min(1).max(40)).max(20),
  /** Stands on the public page. */
  open: z.boolean(),
})
export type Sheet = z.infer<typeof sheet>
export type Text = z.infer<typeof text>
export type When = z.infer<typeof when>
export type Event = z.infer<typeof event>

/** Until when one can take part. */
export const endOf = ({ ends, until }: Pick<Sheet, 'ends' | 'until'>): Instant => ends ?? until

/** `undefined`: not a sheet of ours, or not written canonically, so that two texts never mean one sheet. */
export const readSheet = (body: string): Sheet | undefined => {
  let raw: unknown
  try {
    raw = JSON.parse(body)
  } catch {
    return undefined
  }
  const read = sheet.safeParse(raw)
  return read.success && writeSheet(read.data) === body ? read.data : undefined
}

/** Canonical: keys in the order of their UTF-16 units, no blanks (as RFC 8785 does for what we use of JSON). */
export const writeSheet = (it: Sheet): string => JSON.stringify(sorted(it))

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const keys = Object.keys(value).sort()
  return Object.fromEntries(keys.map(key => [key, sorted((value as Record<string, unknown>)[key])]))
}
