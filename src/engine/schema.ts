/**
 * What may stand in a flow's file. Strict: a key that the language does not know is a mistake, never ignored.
 * Used when files are read; never while somebody talks.
 */
import { z } from 'zod'
import { GIVEN, VERBS } from './flow.ts'

/** Names that are no step ids: words of a flow's own (`flows.report.title`), answers without a step, JavaScript's heirlooms. */
const TAKEN = ['title', 'words', 'command', 'constructor', ...GIVEN]

const name = (what: string) =>
  z
    .string(`must be ${what}: small letters, digits and _, beginning with a letter`)
    .regex(
      /^[a-z][a-z0-9_]{0,39}$/,
      `must be ${what}: small letters, digits and _, beginning with a letter, at most 40`,
    )
/** Checked by hand in check.ts, because a record's keys have a place of their own in the file. */
export const stepId = name('a step id').refine(
  id => !TAKEN.includes(id),
  'is a name with a meaning of its own; choose another',
)
const target = name('a step id')
const flowName = name('the name of a flow')
const dotted = z.string().regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/, 'must be a name such as `concern.file`')
const value = z
  .string('must be a word; put yes, no and numbers in quotes')
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, 'must be letters, digits, _ and -, at most 40')
const option = value.refine(it => it !== 'else' && it !== 'skip', '`else` and `skip` mean something else in `next`')
const whole = (least: number, most = 1_000_000) =>
  z.int('must be a whole number').min(least, `must be at least ${least}`).max(most, `must be at most ${most}`)
const count = whole(0)
const end = z.union([z.literal(true), z.literal('menu')], 'must be `true` or `menu`')
const withs = z.record(name('a name'), z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be a step id'))
const source = z.strictObject({ from: dotted, with: withs.optional() })
const next = z.union([target, z.record(value, target)], 'must be a step id, or step ids by answer')
const day = z.union(
  [z.literal('today'), z.string().regex(/^\d{4}-\d\d-\d\d$/)],
  'must be `today` or a day such as 2024-02-29, in quotes',
)
const oneOf = <T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, `must be one of: ${values.join(', ')}`)
const list = <T extends z.ZodType>(of: T) =>
  z
    .array(of)
    .min(1, 'must hold at least one')
    .refine(all => new Set(all).size === all.length, 'holds something twice')

const tries = { skip: z.literal(true).optional(), tries: whole(1, 10).optional(), give_up: target.optional() }
const options = z.union([list(option), source], 'must be a list of options, or `{ from: … }`')
const asked = { next, ...tries }

export const ASKS = {
  choice: z.strictObject({
    ask: z.literal('choice'),
    options,
    if_told: z.record(value, name('the name of a value')).optional(),
    sets: z.literal('language').optional(),
    quiet: z.literal(true).optional(),
    ...asked,
  }),
  many: z.strictObject({ ask: z.literal('many'), options, min: count.optional(), max: count.optional(), ...asked }),
  yesno: z.strictObject({ ask: z.literal('yesno'), ...asked }),
  text: z.strictObject({
    ask: z.literal('text'),
    privacy: oneOf(['sealed', 'coded', 'secret', 'public']),
    accept: list(oneOf(['text', 'photo', 'voice'])).optional(),
    until: z.literal('done').optional(),
    format: z.literal('receipt').optional(),
    min: count.optional(),
    max: count.optional(),
    ...asked,
  }),
  number: z.strictObject({
    ask: z.literal('number'),
    min: z.number().optional(),
    max: z.number().optional(),
    ...asked,
  }),
  date: z.strictObject({ ask: z.literal('date'), min: day.optional(), max: day.optional(), ...asked }),
  place: z.strictObject({ ask: z.literal('place'), level: oneOf(['country', 'area', 'either']), ...asked }),
  media: z.strictObject({
    ask: z.literal('media'),
    accept: list(oneOf(['photo', 'voice'])).optional(),
    until: z.literal('done').optional(),
    ...asked,
  }),
} as const

const scalar = z.union([z.string(), z.number(), z.boolean()])
const answerOf = z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be a step id')
const test = <K extends string, T extends z.ZodType>(key: K, of: T) =>
  z.strictObject({ step: answerOf, [key]: of } as { step: typeof answerOf } & Record<K, T>)
const condition: z.ZodType = z.lazy(() =>
  z.union(
    [
      z.strictObject({ all: z.array(condition).min(1) }),
      z.strictObject({ any: z.array(condition).min(1) }),
      z.strictObject({ not: condition }),
      test('given', z.boolean()),
      test('is', scalar),
      test('in', z.array(z.union([z.string(), z.number()])).min(1)),
      test('has', z.string()),
      test('gt', z.number()),
      test('gte', z.number()),
      test('lt', z.number()),
      test('lte', z.number()),
    ],
    'must be `{ step, given|is|in|has|gt|gte|lt|lte }`, or `all`, `any` (lists) or `not` of such',
  ),
)

export const KINDS = {
  say: z.strictObject({ say: z.literal(true), show: source.optional(), next: target.optional(), end: end.optional() }),
  find: z.strictObject({
    find: dotted,
    with: withs.optional(),
    next: target,
    empty: target,
    nearer: target.optional(),
    ...tries,
  }),
  branch: z.strictObject({ branch: z.array(z.strictObject({ when: condition, next: target })).min(1), else: target }),
  review: z.strictObject({ review: list(target), options: list(option).optional(), next }),
  commit: z.strictObject({ commit: dotted, with: withs.optional(), next }),
  run: z.strictObject({ run: flowName, next: target }),
  end: z.strictObject({ end }),
} as const

export const flowFile = z.strictObject({
  flow: flowName,
  version: whole(1),
  start: target,
  on: z
    .strictObject({
      command: z
        .string()
        .regex(/^[a-z][a-z0-9_]{0,31}$/, 'must be small letters, digits and _, at most 32')
        .optional(),
      words: z.literal(true).optional(),
      verb: oneOf(VERBS).optional(),
      capability: z.literal(true).optional(),
      campaign: z.literal(true).optional(),
    })
    .optional(),
  needs: z.literal('consent').optional(),
  ends_on: z.literal('stop').optional(),
  steps: z.record(z.string(), z.unknown()),
  renamed: z.record(z.string(), target).optional(),
})

export const menuFile = z.strictObject({ welcome: flowName, items: list(flowName) })
