import { expect, test } from 'vitest'
import { flowVersions, saveFlowVersion } from '../../src/store/flow-versions.ts'
import { activeHolders, insertHolder, retireHolder, wrappedKey } from '../../src/store/keyholders.ts'
import { readPace, writePace } from '../../src/store/pace.ts'
import { loadSubscription, removeSubscription, saveSubscription, subscribers } from '../../src/store/subscriptions.ts'
import { count, tallies } from '../../src/store/tallies.ts'
import { countTry, pruneTries } from '../../src/store/tries.ts'
import { freshStore, newPerson, sealed, world } from './fresh.ts'

const subscription = (topics: string[], area: string | null, lang = 'en') => ({
  person: newPerson(),
  channel: 'telegram',
  address: sealed(),
  topics,
  area,
  lang,
  since: null,
  digest: false,
})

test('a subscription is replaced as a whole, and removed with its topics', async () => {
  const store = await freshStore()
  const it = subscription(['visa', 'housing', 'visa'], 'JP-11')
  await store.tx(async tx => {
    await saveSubscription(tx, it)
    expect(await loadSubscription(tx, it.person)).toMatchObject({
      topics: ['housing', 'visa'],
      area: 'JP-11',
      lang: 'en',
    })
    await saveSubscription(tx, { ...it, topics: ['wages'], area: null, lang: 'my' })
    expect(await loadSubscription(tx, it.person)).toMatchObject({ topics: ['wages'], area: null, lang: 'my' })
    await removeSubscription(tx, it.person)
    expect(await loadSubscription(tx, it.person)).toBeUndefined()
    expect(await tx.selectFrom('subscription_topics').selectAll().execute()).toEqual([])
  })
})

test('an audience is narrowed by topic, area and language', async () => {
  const store = await freshStore()
  const people = {
    saitama: subscription(['visa'], 'JP-11'),
    japan: subscription(['visa', 'wages'], 'JP'),
    tokyo: subscription(['wages'], 'JP-13', 'my'),
    everywhere: subscription([], null),
    seoul: subscription(['visa'], 'KR-11', 'ko'),
  }
  await store.tx(async tx => {
    for (const it of Object.values(people)) await saveSubscription(tx, it)
  })
  const who = async (audience: Omit<Parameters<typeof subscribers>[1], 'limit'>) => {
    const found = new Set((await store.tx(tx => subscribers(tx, { limit: 100, ...audience }))).map(it => it.person))
    return Object.entries(people).flatMap(([name, it]) => (found.has(it.person) ? [name] : []))
  }
  expect(await who({})).toEqual(Object.keys(people))
  expect(await who({ topics: [], langs: [] })).toEqual(Object.keys(people))
  expect(await who({ area: 'JP-11' })).toEqual(['saitama', 'japan', 'everywhere'])
  expect(await who({ area: 'JP' })).toEqual(['saitama', 'japan', 'tokyo', 'everywhere'])
  expect(await who({ area: 'KR' })).toEqual(['everywhere', 'seoul'])
  expect(await who({ topics: ['wages'] })).toEqual(['japan', 'tokyo', 'everywhere'])
  expect(await who({ langs: ['my', 'ko'] })).toEqual(['tokyo', 'seoul'])
  expect(await who({ topics: ['visa'], area: 'JP', langs: ['en'] })).toEqual(['saitama', 'japan', 'everywhere'])
})

test('a large audience comes in pages, each person once', async () => {
  const store = await freshStore()
  const all = Array.from({ length: 23 }, () => subscription(['visa'], null))
  const found = await store.tx(async tx => {
    for (const it of all) await saveSubscription(tx, it)
    const pages = await subscribers(tx, { limit: 10 })
    for (let page = pages; page.length > 0; ) {
      page = await subscribers(tx, { limit: 10, after: pages.at(-1)?.person ?? newPerson() })
      pages.push(...page)
    }
    return pages.map(it => it.person)
  })
  expect(found).toHaveLength(23)
  expect(new Set(found)).toEqual(new Set(all.map(it => it.person)))
})

const DAYS = { since: '2023-11-14', drilled: '2023-11-14' }

test('a retired keyholder is not sealed to any more, and the file of the key is gone', async () => {
  const store = await freshStore()
  const id = Buffer.from(world.random(16)).toString('base64url')
  const holder = { id, role: 'keyholder' as const, name: 'Anna', publicKey: world.random(32), demo: true, ...DAYS }
  await store.tx(async tx => {
    await insertHolder(tx, { ...holder, wrapped: new Uint8Array([1, 2]) })
    expect(await activeHolders(tx)).toEqual([holder])
    expect([...((await wrappedKey(tx, id)) ?? [])]).toEqual([1, 2])
    expect([await retireHolder(tx, id), await retireHolder(tx, id)]).toEqual([true, false])
    expect(await activeHolders(tx)).toEqual([])
    expect(await wrappedKey(tx, id)).toBeUndefined()
  })
})

test('the pace of a token is remembered to the fraction', async () => {
  const store = await freshStore()
  await store.tx(async tx => {
    expect(await readPace(tx, 'a')).toBeUndefined()
    await writePace(tx, 'a', 1_700_000_000_033.333)
    await writePace(tx, 'b', 5)
    await writePace(tx, 'a', 1_700_000_000_066.667)
    expect([await readPace(tx, 'a'), await readPace(tx, 'b')]).toEqual([1_700_000_000_066.667, 5])
  })
})

test('counts add up per day and name', async () => {
  const store = await freshStore()
  await store.tx(async tx => {
    await count(
      tx,
      '2023-11-14',
      new Map([
        ['report.started', 2],
        ['report.filed', 1],
      ]),
    )
    await count(tx, '2023-11-14', new Map([['report.started', 3]]))
    await count(tx, '2023-11-15', new Map([['report.started', 1]]))
    expect(await tallies(tx, '2023-11-14', '2023-11-14')).toEqual([
      { day: '2023-11-14', name: 'report.filed', n: 1 },
      { day: '2023-11-14', name: 'report.started', n: 5 },
    ])
    expect(await tallies(tx, '2023-11-01', '2023-11-30')).toHaveLength(3)
  })
})

test('a flow’s structure is kept once per hash', async () => {
  const store = await freshStore()
  const it = { hash: 'abc', flow: 'report', version: 4, structure: '{}' }
  await store.tx(async tx => {
    await saveFlowVersion(tx, it)
    await saveFlowVersion(tx, it)
    await saveFlowVersion(tx, { ...it, hash: 'def', version: 5 })
    expect((await flowVersions(tx)).map(row => row.version)).toEqual([4, 5])
  })
})

test('tries are counted per key and hour', async () => {
  const store = await freshStore()
  const [anna, berta] = [world.random(16), world.random(16)]
  await store.tx(async tx => {
    expect([
      await countTry(tx, anna, 7),
      await countTry(tx, anna, 7),
      await countTry(tx, berta, 7),
      await countTry(tx, anna, 8),
    ]).toEqual([1, 2, 1, 1])
    expect(await pruneTries(tx, 8)).toBe(2)
    expect(await countTry(tx, anna, 7)).toBe(1)
  })
})
