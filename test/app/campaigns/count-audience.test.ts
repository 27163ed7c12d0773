import { expect, test } from 'vitest'
import { countAudience } from '../../../src/app/campaigns/count-audience.ts'
import { EVERYBODY } from '../../../src/domain/campaigns/audience.ts'
import { shown } from '../../../src/domain/suppression.ts'
import type { Address, CampaignId } from '../../../src/kit/ids.ts'
import { toBytes } from '../../../src/store/ids.ts'
import type { Store } from '../../../src/store/index.ts'
import { saveSubscription } from '../../../src/store/subscriptions.ts'
import { freshStore, privacy, sealed } from '../../store/fresh.ts'

const campaign = 'CCCCCCCCCCCCCCCCCCCCCA' as CampaignId
const SPOKEN = { langs: ['en', 'ja'], fallback: 'en' }

/** `lang` of each chat; every third took part in the campaign. */
const fill = (store: Store, langs: string[], channel = 'telegram'): Promise<void> =>
  store.tx(async tx => {
    for (const [n, lang] of langs.entries()) {
      const to = `${channel} ${n}` as Address
      const person = privacy.person(channel, to)
      const address = privacy.seal('address', to, person)
      await saveSubscription(tx, { person, channel, address, topics: [], area: null, lang, since: null, digest: false })
      if (n % 3 > 0) continue
      const token = toBytes(privacy.actor(campaign, channel, to))
      const row = { campaign: toBytes(campaign), token, state: 'done', body: sealed() }
      for (const act of ['sign', 'poll'])
        await tx
          .insertInto('campaign_actions')
          .values({ ...row, act })
          .execute()
    }
  })

const many = (langs: Record<string, number>): string[] =>
  Object.entries(langs).flatMap(([lang, n]) => new Array<string>(n).fill(lang))

const begun = async (langs: Record<string, number>, channel?: string): Promise<Store> => {
  const store = await freshStore()
  await store.tx(async tx => {
    const row = { id: toBytes(campaign), kind: 'call', title: 'Demo', owner: toBytes(campaign), state: 'running' }
    await tx
      .insertInto('campaigns')
      .values({ ...row, day: '2025-01-01', demo: 1 })
      .execute()
  })
  await fill(store, many(langs), channel)
  return store
}

test('people are counted in the language in which they get it, in fives', async () => {
  const store = await begun({ en: 12, ja: 7, ko: 3 })
  expect(await countAudience({ store, privacy }, EVERYBODY, SPOKEN)).toEqual({
    all: 20,
    langs: [
      { lang: 'en', n: 15 },
      { lang: 'ja', n: 5 },
    ],
    channels: [{ channel: 'telegram', n: 20 }],
  })
  const without = await countAudience({ store, privacy }, EVERYBODY, { langs: ['ja', 'en'], fallback: null })
  expect(without.langs).toEqual([
    { lang: 'ja', n: 5 },
    { lang: 'en', n: 10 },
  ])
})

test('fewer than five are not told by number, and two counts do not give them away', async () => {
  const store = await begun({ en: 100, ja: 4 })
  const count = async (changes: Partial<typeof EVERYBODY>) =>
    (await countAudience({ store, privacy }, { ...EVERYBODY, ...changes }, SPOKEN)).all
  expect(await count({ langs: ['ja'] })).toBe('few')
  expect(await count({})).toBe(100)
  expect(await count({ except: { ...EVERYBODY.except, langs: ['ja'] } })).toBe(100)
  expect([0, 1, 4, 5, 9, 10, 104].map(shown)).toEqual(['few', 'few', 'few', 5, 5, 10, 100])
})

test('who took part in a campaign is counted in, or out, once', async () => {
  const store = await begun({ en: 30 })
  const took = [campaign]
  const count = async (changes: Partial<typeof EVERYBODY>) =>
    (await countAudience({ store, privacy }, { ...EVERYBODY, ...changes }, SPOKEN)).all
  expect(await count({ took })).toBe(10)
  expect(await count({ except: { ...EVERYBODY.except, took } })).toBe(20)
  expect(await count({ took: ['DDDDDDDDDDDDDDDDDDDDDA'] })).toBe('few')
})

test('more people than one page holds are all counted', async () => {
  const store = await begun({ en: 2300 })
  expect((await countAudience({ store, privacy }, EVERYBODY, SPOKEN)).all).toBe(2300)
})
