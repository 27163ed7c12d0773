/** Any sheet that a form can make, for properties. */
import fc from 'fast-check'
import { KINDS, type Sheet, type When } from '../../../src/domain/campaigns/sheet.ts'
import { sheetOf } from './sheets.ts'

const words = (maxLength: number) =>
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: Math.min(maxLength, 60) }).map(it => it.replace(/\r/g, ''))
const said = (most: number) =>
  fc.dictionary(
    fc.constantFrom('en', 'fil', 'ja', 'ko', 'ar-XB'),
    words(most).filter(it => it !== ''),
    { maxKeys: 3 },
  )
const some = (said: Record<string, string>) => Object.keys(said).length > 0
const line = words(40)
  .map(it => it.replace(/\s/g, ' ').trim())
  .filter(it => it !== '')
const codes = (of: fc.Arbitrary<string>) => fc.uniqueArray(of, { maxLength: 4 }).map(it => it.toSorted())
const id = fc.stringMatching(/^[A-Za-z0-9_-]{22}$/)
const instant = fc.integer({ min: 0, max: 4_102_444_800_000 })
const week = fc.integer({ min: 1, max: 9 })
const zone = fc.constantFrom('Asia/Tokyo', 'Asia/Kathmandu', 'UTC')

const chosen = {
  topics: codes(fc.constantFrom('work', 'health', 'documents')),
  areas: codes(fc.constantFrom('JP', 'JP-11', 'JP-13', 'KR-41')),
  langs: codes(fc.constantFrom('en', 'ja', 'fil')),
  channels: codes(fc.constantFrom('telegram', 'web')),
  took: codes(id),
}
const audience = fc.record({
  ...chosen,
  joined: fc.tuple(week, week, fc.boolean(), fc.boolean()).map(([from, more, one, other]) => ({
    from: one ? `2025-W0${from}` : null,
    before: other ? `2026-W0${more}` : null,
  })),
  except: fc.record(chosen),
})
const when: fc.Arbitrary<When> = fc.oneof(
  fc.constant({ how: 'now' as const }),
  instant.map(at => ({ how: 'at' as const, at })),
  fc.record({
    how: fc.constant('local' as const),
    day: fc.constantFrom('2026-02-28', '2028-02-29'),
    minute: fc.integer({ min: 0, max: 1439 }),
  }),
  fc.record({ how: fc.constant('cron' as const), cron: fc.constantFrom('0 9 * * 1', '*/15 8-20 1 * *'), zone }),
)
const rows = <K extends string>(name: K, most: number) =>
  fc
    .uniqueArray(fc.record({ code: fc.stringMatching(/^[a-z0-9]{1,8}$/), said: said(40).filter(some) }), {
      maxLength: most,
      selector: it => it.code,
    })
    .map(
      all =>
        all.map(({ code, said }) => ({ code, [name]: said })) as ({ code: string } & Record<
          K,
          Record<string, string>
        >)[],
    )
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null })
/** Of each kind one at the most, in the order of the form. */
const actions = fc
  .tuple(
    maybe(fc.record({ kind: fc.constant('sign' as const), target: maybe(fc.integer({ min: 1, max: 100_000_000 })) })),
    maybe(fc.record({ kind: fc.constant('rsvp' as const), places: maybe(fc.integer({ min: 1, max: 1_000_000 })) })),
    maybe(
      fc.record({
        kind: fc.constant('poll' as const),
        ask: said(300),
        options: rows('label', 10),
        most: fc.integer({ min: 1, max: 10 }),
        other: fc.boolean(),
      }),
    ),
    maybe(fc.record({ kind: fc.constant('comment' as const), summary: said(2000), questions: rows('ask', 5) })),
    maybe(fc.constant({ kind: 'organization' as const })),
    maybe(fc.constant({ kind: 'friend' as const })),
    maybe(fc.constant({ kind: 'calendar' as const })),
  )
  .map(all => all.filter(it => it !== null))
const event = fc.record({
  starts: instant,
  ends: fc.nat({ max: 10 ** 9 }),
  zone,
  place: said(300),
  remind: fc.array(fc.integer({ min: 1, max: 336 }), { maxLength: 3 }),
})
const media = fc.record({
  kind: fc.constantFrom('photo' as const, 'voice' as const, 'document' as const),
  hash: fc.stringMatching(/^[A-Za-z0-9_-]{43}$/),
})
const text = fc
  .record({
    title: fc.oneof(fc.constant(''), line),
    body: fc.oneof(
      fc.constant(''),
      words(60),
      fc.tuple(words(30), words(30)).map(it => `\n${it.join('\n\n')}`),
    ),
  })
  .filter(({ title, body }) => title !== '' || body !== '')

export const anySheet: fc.Arbitrary<Sheet> = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    goal: fc.oneof(fc.constant(''), words(500)),
    purpose: fc.constantFrom('call' as const, 'template' as const),
    emergency: fc.boolean(),
    open: fc.boolean(),
    texts: fc.dictionary(fc.constantFrom('en', 'fil', 'ja', 'ko', 'ar-XB'), text, { maxKeys: 4 }),
    fallback: fc.option(fc.constantFrom('en', 'ja'), { nil: null }),
    media: fc.dictionary(fc.constantFrom('en', 'ja', '*'), media, { maxKeys: 3 }),
    actions,
    audience,
    when,
    until: instant,
    ends: maybe(instant),
    event: maybe(event.map(it => ({ ...it, ends: it.starts + it.ends }))),
    sources: fc.array(line, { maxLength: 5 }),
    checks: codes(fc.constantFrom('no-names', 'sources', 'older')),
  })
  .map(changes => sheetOf(changes))
