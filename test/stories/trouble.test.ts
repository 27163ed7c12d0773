import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Hit } from '../fake/telegram/faults.ts'
import type { FakeTelegram } from '../fake/telegram/server.ts'
import { everyThird, LANGUAGES, MANNERS, SEED, STORIES, words } from './cast.ts'
import type { Caller } from './phone-driver.ts'
import { play } from './player.ts'
import { mergeRecords, type Records, takeRecords } from './records.ts'
import { openStoryHouse, type StoryHouse } from './rig.ts'
import { createDeck, createStorm, nameOf, namesOf, type Storm } from './storm.ts'

/** A second of waiting passes in 25 ms. After 45 minutes of silence people are asked whether they are still there: a real minute here. */
const HURRY = 40

const hits: Hit[] = []

/** What each story leaves behind in each language, where nothing is ever in trouble. */
const undisturbed = new Map<string, Records>()
beforeAll(async () => {
  const house = await openStoryHouse('terminal')
  const seen = new Set<string>()
  for (const story of STORIES) {
    for (const lang of LANGUAGES) {
      await play(story, await house.person(lang), words, lang, 'word')
      undisturbed.set(`${story.name} ${lang}`, await takeRecords(house.store, seen))
    }
  }
  await house.stop()
})

const CHANNELS = ['telegram-polling', 'telegram-webhook', 'telegraf'] as const
/** Photo and voice message, in each talk that has any. */
const FILES = 2

describe.each(CHANNELS)('%s in trouble', channel => {
  const seen = new Set<string>()
  let house: StoryHouse
  let fake: FakeTelegram
  beforeAll(async () => {
    house = await openStoryHouse(channel, { hurry: HURRY })
    if (!house.fake) throw new Error('no far side')
    fake = house.fake
  })
  afterAll(() => house.stop())

  it.each(STORIES)('$name: $title', async story => {
    const turn = CHANNELS.indexOf(channel)
    const languages = everyThird(turn + story.at)
    const talks = languages.map(async (lang, at) => {
      const seed = SEED * 10_000 + channel.length * 1000 + story.at * 10 + at
      const deck = createDeck(SEED, FILES * (turn * languages.length + at))
      const caller: Caller = house.caller(lang, deed => storm.before(deed))
      const storm: Storm = createStorm({ fake, channel, seed, deck, phone: () => caller.phone })
      try {
        await play(story, caller, words, lang, MANNERS[(story.at + at) % MANNERS.length] ?? 'tap')
        await fake.until(() => fake.faultsLeft(caller.phone.id) === 0)
        const hits = fake.hits.filter(({ chat }) => chat === caller.phone.id)
        const expected = storm.planned.filter(({ method }) => method !== 'getUpdates')
        expect(hits.map(it => nameOf(it.fault)).toSorted(), 'all that was planned hit').toEqual(
          expected.map(nameOf).toSorted(),
        )
        expect(repeatsOn(caller, storm), 'heard twice is what was in doubt, and nothing else').toBe(
          hits.filter(wasInDoubt).length,
        )
      } catch (error) {
        throw new Error(`SEED=${SEED}, ${lang}: ${error instanceof Error ? error.message : error}`)
      }
    })
    const failed = (await Promise.allSettled(talks)).find(({ status }) => status === 'rejected')
    if (failed?.status === 'rejected') throw failed.reason
    const calm = languages.flatMap(lang => undisturbed.get(`${story.name} ${lang}`) ?? [])
    expect(mergeRecords([await takeRecords(house.store, seen)])).toEqual(mergeRecords(calm))
  })

  it('was hit by everything, and lost nothing on the way', async () => {
    await fake.until(() => fake.faultsLeft() === 0)
    hits.push(...fake.hits)
    const met = fake.hits.map(({ fault }) => nameOf(fault))
    expect(namesOf(channel).filter(name => !met.includes(name))).toEqual([])
    expect(fake.hits.length).toBeGreaterThan(400)
    const [state] = house.house.delivery.state()
    const took = fake.callsOf('sendMessage').filter(call => call.took).length
    expect(state).toMatchObject({ dead: 0, inFlight: 0, sent: took - fake.hits.filter(wasInDoubt).length })
  })
})

it('met every trouble that a file can have', () => {
  const met = hits.map(({ fault }) => nameOf(fault))
  expect(namesOf('files').filter(name => !met.includes(name))).toEqual([])
})

/** It took effect, and nobody was told. */
const wasInDoubt = ({ method, fault }: Hit): boolean =>
  method === 'sendMessage' && 'after' in fault && fault.after === true

/** Messages of one answer that say exactly what the one before them said, buttons and all. */
const repeatsOn = ({ phone }: Caller, { starts }: Storm): number =>
  phone.heard.filter(({ html, buttons }, at) => {
    const before = starts.includes(at) ? undefined : phone.heard[at - 1]
    return before?.html === html && JSON.stringify(before?.buttons) === JSON.stringify(buttons)
  }).length
