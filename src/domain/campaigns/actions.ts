import { z } from 'zod'

/** Words by language. */
const said = (most: number) => z.record(z.string().min(2).max(20), z.string().min(1).max(most))
/** Short enough for a button's token, and for a row of counts. */
const code = z.string().regex(/^[a-z0-9]{1,8}$/)

/** What a person can do with a campaign, by one tap. Of each kind a campaign has one at the most. */
export const action = z.discriminatedUnion('kind', [
  /** A petition. `target`: how many signatures are wished for. */
  z.strictObject({ kind: z.literal('sign'), target: z.number().int().min(1).max(100_000_000).nullable() }),
  /** Coming to an event. `places`: more wait on a list. */
  z.strictObject({ kind: z.literal('rsvp'), places: z.number().int().min(1).max(1_000_000).nullable() }),
  /** At least two options, before it is signed. `most`: how many answers one may give. `other`: also in one's own words, which a moderator reads first. */
  z.strictObject({
    kind: z.literal('poll'),
    ask: said(300),
    options: z.array(z.strictObject({ code, label: said(40) })).max(10),
    most: z.number().int().min(1).max(10),
    other: z.boolean(),
  }),
  /** A public comment: a plain summary, questions that help, the person's own words. */
  z.strictObject({
    kind: z.literal('comment'),
    summary: said(2000),
    questions: z.array(z.strictObject({ code, ask: said(300) })).max(5),
  }),
  /** An organization signs, by its name. */
  z.strictObject({ kind: z.literal('organization') }),
  /** A link and a QR code to hand on. */
  z.strictObject({ kind: z.literal('friend') }),
  /** The event as a file for the phone's calendar. */
  z.strictObject({ kind: z.literal('calendar') }),
])
export type Action = z.infer<typeof action>
/** Actions of which it is kept that somebody did them. */
export const COUNTED = ['sign', 'rsvp', 'poll', 'comment', 'organization'] as const
export type Counted = (typeof COUNTED)[number]
