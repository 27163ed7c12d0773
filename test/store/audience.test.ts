import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Audience } from '../../src/domain/campaigns/audience.ts'
import { EVERYBODY } from '../../src/domain/campaigns/audience.ts'
import type { PersonKey } from '../../src/kit/ids.ts'
import { audiencePage } from '../../src/store/audience.ts'
import type { Tx } from '../../src/store/index.ts'
import { saveSubscription } from '../../src/store/subscriptions.ts'
import { freshStore, newPerson, sealed } from './fresh.ts'

const AREAS = ['JP', 'JP-11', 'JP-13', 'KR', 'KR-26']
const TOPICS = ['wages', 'visa', 'housing']
const WEEKS = ['2025-W01', '2025-W02', '2025-W03']

type Someone = {
  person: PersonKey
  channel: string
  area: string | null
  lang: string
  since: string | null
  topics: string[]
  digest: boolean
}

const someone = fc.record({
  channel: fc.constantFrom('telegram', 'web'),
  area: fc.option(fc.constantFrom(...AREAS)),
  lang: fc.constantFrom('en', 'ja', 'ko'),
  since: fc.option(fc.constantFrom(...WEEKS)),
  topics: fc.subarray(TOPICS),
  digest: fc.boolean(),
})

const narrowed = {
  topics: fc.oneof(fc.constant<string[]>([]), fc.subarray(TOPICS)),
  areas: fc.oneof(fc.constant<string[]>([]), fc.subarray(AREAS)),
  langs: fc.oneof(fc.constant<string[]>([]), fc.subarray(['en', 'ja', 'ko'])),
  channels: fc.oneof(fc.constant<string[]>([]), fc.subarray(['telegram', 'web'])),
  took: fc.constant<string[]>([]),
}
const audience: fc.Arbitrary<Audience> = fc.record({
  ...narrowed,
  joined: fc.record({ from: fc.option(fc.constantFrom(...WEEKS)), before: fc.option(fc.constantFrom(...WEEKS)) }),
  except: fc.record(narrowed),
})

/** The same in plain words. `JP` is inside `JP`, and so is `JP-11`. */
const isInside = (area: string, other: string): boolean => area === other || area.startsWith(`${other}-`)
const fits = (it: Someone, { topics, areas, langs, channels, joined, except }: Audience): boolean => {
  const { area, since } = it
  if (topics.length > 0 && it.topics.length > 0 && !it.topics.some(topic => topics.includes(topic))) return false
  if (areas.length > 0 && area && !areas.some(one => isInside(area, one) || isInside(one, area))) return false
  if (langs.length > 0 && !langs.includes(it.lang)) return false
  if (channels.length > 0 && !channels.includes(it.channel)) return false
  if (joined.from && (!since || since < joined.from)) return false
  if (joined.before && since && since >= joined.before) return false
  if (it.topics.some(topic => except.topics.includes(topic))) return false
  if (area && except.areas.some(one => isInside(area, one))) return false
  return !except.langs.includes(it.lang) && !except.channels.includes(it.channel)
}

const everyone = async (tx: Tx, of: Audience, page: { size: number; area?: string; digest?: boolean }) => {
  const found: PersonKey[] = []
  for (let after: PersonKey | undefined; ; ) {
    const { members, last } = await audiencePage(tx, of, { ...page, after })
    expect(members.length).toBeLessThanOrEqual(page.size)
    found.push(...members.map(({ person }) => person))
    if (!last) return found
    after = last
  }
}

test('whoever fits is found once, whatever the size of a page, and nobody else', async () => {
  const store = await freshStore()
  await fc.assert(
    fc.asyncProperty(
      fc.array(someone, { maxLength: 12 }),
      audience,
      fc.integer({ min: 1, max: 13 }),
      fc.option(fc.boolean(), { nil: undefined }),
      async (people, of, size, digest) => {
        const all = people.map(it => ({ ...it, person: newPerson() }))
        await store.tx(async tx => {
          await tx.deleteFrom('subscriptions').execute()
          for (const it of all) await saveSubscription(tx, { ...it, address: sealed() })
        })
        const found = await store.tx(tx => everyone(tx, of, { size, ...(digest === undefined ? {} : { digest }) }))
        const expected = all.filter(it => fits(it, of) && (digest === undefined || it.digest === digest))
        expect(found.toSorted()).toEqual(expected.map(({ person }) => person).toSorted())
      },
    ),
    { numRuns: 300 },
  )
})

test('a launch for one area reaches who fits the audience and that area', async () => {
  const store = await freshStore()
  const people = AREAS.map(area => ({ area, person: newPerson() }))
  await store.tx(async tx => {
    for (const it of people) {
      const row = { ...it, channel: 'telegram', lang: 'en', topics: [], since: null, digest: false }
      await saveSubscription(tx, { ...row, address: sealed() })
    }
    const reached = async (of: Audience, area: string) => {
      const found = await everyone(tx, of, { size: 2, area })
      return people.filter(({ person }) => found.includes(person)).map(it => it.area)
    }
    expect(await reached(EVERYBODY, 'JP-11')).toEqual(['JP', 'JP-11'])
    expect(await reached({ ...EVERYBODY, areas: ['JP'] }, 'KR-26')).toEqual([])
    expect(await reached({ ...EVERYBODY, areas: ['JP-11', 'KR'] }, 'JP')).toEqual(['JP', 'JP-11'])
  })
})
