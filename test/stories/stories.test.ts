import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../browser/driver.ts'
import { LANGUAGES, STORIES, words } from './cast.ts'
import { type Manner, play } from './player.ts'
import { type Records, takeRecords } from './records.ts'
import { CHANNELS, openStoryHouse, type StoryHouse } from './rig.ts'

const MANNERS: Manner[] = ['tap', 'number', 'word']

let browser: Browser | undefined
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

/** By story and language: what the first channel left behind, which every other must leave as well. */
const records = new Map<string, Records>()

describe.each(CHANNELS)('%s', channel => {
  const seen = new Set<string>()
  let house: StoryHouse
  beforeAll(async () => {
    house = await openStoryHouse(channel, browser ? { browser } : {})
  })
  afterAll(() => house.stop())

  // Up to 36 talks each: a slow machine needs more than the usual limit, which only ends what hangs.
  it.each(STORIES)('$name: $title', { timeout: 300_000 }, async story => {
    for (const [at, lang] of LANGUAGES.entries())
      for (const [turn, manner] of MANNERS.entries()) {
        // In the terminal everything is played. Elsewhere each language has its turn in one manner, in the next story and channel in another.
        if (channel !== 'terminal' && (at + story.at + CHANNELS.indexOf(channel)) % MANNERS.length !== turn) continue
        // Behind these two is one bot: each language goes through the one, and in the next story through the other.
        const bot = ['telegram-webhook', 'telegraf'].indexOf(channel)
        if (bot >= 0 && (Math.floor(at / 3) + story.at) % 2 !== bot) continue
        // Chromium shows the same forms as the web without it: three languages a story, one for each manner.
        if (channel === 'chromium' && (Math.floor(at / 3) + story.at) % Math.ceil(LANGUAGES.length / 3) !== 0) continue
        await play(story, await house.person(lang), words, lang, manner)
        const left = await takeRecords(house.store, seen)
        const key = `${story.name} ${lang}`
        const first = records.get(key) ?? left
        records.set(key, first)
        expect(left, `${key} through ${channel} by ${manner}`).toEqual(first)
      }
  })
})
