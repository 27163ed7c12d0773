import fc from 'fast-check'
import { describe, test } from 'vitest'
import { type Read, readUpdate } from '../../src/channels/telegram/read.ts'
import { LIMITS } from '../../src/kit/inbound.ts'

const AT = 1_790_000_000_000
const NAMES = { first_name: 'Canary-First', last_name: 'Canary-Last', username: 'canary_user' }
const from = { id: 5_123_456_789, is_bot: false, language_code: 'fil', ...NAMES }
const chat = { id: 5_123_456_789, type: 'private', ...NAMES }

const read = (update: unknown): Read | undefined => readUpdate(update, { at: AT, bot: 'Tulay_Bot' })
const message = (content: object, over: object = {}) => ({
  update_id: 77,
  message: { message_id: 4, date: 1, from, chat, ...content, ...over },
})

/** A real update in which one place, anywhere, holds anything. */
const GOOD = [
  message({ text: '/start x' }),
  message({ photo: [{ file_id: 'a', width: 1, height: 1, file_size: 1 }], caption: 'c' }),
  message({ voice: { file_id: 'v', file_size: 5 } }),
  message({ document: { file_id: 'd', mime_type: 'image/png' } }),
  message({ location: { latitude: 1, longitude: 2 } }),
  { update_id: 6, callback_query: { id: '9', from, message: { message_id: 3, chat }, data: 'v.menu.x.1' } },
  {
    update_id: 7,
    my_chat_member: { chat, from, old_chat_member: { status: 'member' }, new_chat_member: { status: 'kicked' } },
  },
  { update_id: 8, edited_message: { message_id: 3, chat, from, text: 'x' } },
]
const places = (value: unknown, path: string[] = []): string[][] =>
  typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]))]
    : [path]
const put = (value: unknown, [key, ...rest]: string[], what: unknown): unknown => {
  if (key === undefined) return what
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) }
  Reflect.set(copy, key, put(Reflect.get(copy, key), rest, what))
  return copy
}
const hostile = fc.oneof(
  fc.anything({ withNullPrototype: true, withSparseArray: true, withBigInt: true }),
  fc.constantFrom(Number.NaN, 2 ** 53, -0, -1, 1e308, '', '\ud800', '\0', '__proto__', 'constructor', [], {}, null),
  fc.string({ unit: 'binary', maxLength: 9000 }),
  fc.jsonValue(),
)
const bent = fc
  .constantFrom(...GOOD)
  .chain(good => fc.tuple(fc.constant(good), fc.constantFrom(...places(good)), hostile))
  .map(([good, place, what]) => put(good, place, what))

const isValid = (found: Read): boolean => {
  const inbound = found.kind === 'deed' ? found.inbound : found.from
  const text = JSON.stringify(found)
  const deed = found.kind === 'deed' ? found.inbound.it : undefined
  return (
    inbound.channel === 'telegram' &&
    /^-?[1-9]\d{0,15}$/.test(inbound.address) &&
    /^\d{1,16}$/.test(inbound.update) &&
    inbound.at === AT &&
    (inbound.ref === undefined || /^[1-9]\d*$/.test(inbound.ref)) &&
    (inbound.guess === undefined || /^[A-Za-z0-9-]{2,35}$/.test(inbound.guess)) &&
    !/canary/i.test(text) &&
    (deed?.kind !== 'text' || deed.text.isWellFormed()) &&
    (deed?.kind !== 'text' || deed.text.length <= LIMITS.text) &&
    (deed?.kind !== 'tap' || Buffer.byteLength(deed.token) <= LIMITS.token) &&
    (deed?.kind !== 'place' || (Math.abs(deed.lat) <= 90 && Math.abs(deed.lon) <= 180)) &&
    (found.kind !== 'file' || /^[\w-]{1,512}$/.test(found.file.id))
  )
}

describe('hostile updates', () => {
  const numRuns = Number(process.env.FUZZ_RUNS ?? 100_000)
  test('never throw and never give anything but a valid inbound', () => {
    fc.assert(
      fc.property(fc.oneof({ arbitrary: bent, weight: 4 }, { arbitrary: hostile, weight: 1 }), update => {
        const found = read(update)
        return found === undefined || isValid(found)
      }),
      { numRuns },
    )
  })
})
