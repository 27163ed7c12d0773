/** What staff write beside answers, and what people say to it: in every language, by tap, number and word, on a page and on Telegram. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { realWorld } from '../../src/house.ts'
import { openCounter } from '../app/counter.ts'
import { FILED, fullTour, lateTour, lettersTour } from '../browser/tours.ts'
import { type Manner, play } from './player.ts'
import { type ChannelKind, GROUND, openStoryHouse, type StoryHouse } from './rig.ts'
import { readLines, type Story } from './story.ts'

const words = GROUND.ok ? GROUND.value.words : undefined
const LANGUAGES = words?.languages().map(({ tag }) => tag) ?? []
const MANNERS: Manner[] = ['tap', 'number', 'word']

/** What the tour of the browser leaves out: the other answer of each question. */
const otherAnswers = (receipt: string): Story => {
  const ask = `> /news\n> "${receipt}"`
  return readLines(
    'other answers',
    `${ask}
< flows.news.helped.ask
> [flows.news.helped.options.not_yet]
< flows.news.glad.say
> [flows.news.helped.options.unreached]
< flows.news.sorry.say
< flows.news.print.ask
> [flows.news.print.options.not_now]
< flows.news.unprinted.say
> [flows.news.print.options.yes]
< flows.news.printing.say
> [flows.news.news.options.someone]
> [flows.news.someone.options.woman]
< flows.news.wished.say
${ask}
<! flows.news.helped.ask
< flows.news.print.ask
> [flows.news.print.options.no]
> [flows.news.news.options.printed]
> [flows.news.unprint.options.no]
< flows.news.bye.say
${ask}
> [flows.news.news.options.tell]
> [engine.no]
< flows.news.bye.say
${ask}
> [flows.news.news.options.withdraw]
> [flows.news.sure.options.yes]
< flows.news.gone.say`,
  )
}

const CHANNELS: ChannelKind[] = ['web', 'telegram-polling']

describe.each(CHANNELS)('%s', channel => {
  let house: StoryHouse
  /** Receipts may be typed so many times in an hour: every tour has an hour of its own. */
  let ahead = 0
  const world = { ...realWorld, now: () => realWorld.now() + ahead }
  beforeAll(async () => {
    house = await openStoryHouse(channel, { world })
  })
  afterAll(() => house.stop())

  it.each(LANGUAGES)(
    'every branch of the news, in each channel in another manner (%s)',
    { timeout: 300_000 },
    async lang => {
      if (!words) throw new Error('no words')
      const counter = openCounter({ ...house, world })
      const manner = MANNERS[(LANGUAGES.indexOf(lang) + CHANNELS.indexOf(channel)) % MANNERS.length] ?? 'tap'
      ahead += 3_600_000
      const file = async () => {
        const person = await house.person(lang)
        const receipt = (await play(FILED, person, words, lang, manner)).get('receipt') ?? ''
        const id = await counter.caseOf(receipt)
        for (const desk of ['jp-saitama', 'jp-gone']) await counter.write(id, 'desk', { text: 'Call them.', desk })
        await counter.named(id, '2026-01-05')
        for (const text of ['They […] my pay.', 'I worked […] hours.']) await counter.write(id, 'quote', { text })
        return { person, receipt, id }
      }
      const { person, receipt, id } = await file()
      await play(lettersTour(receipt), person, words, lang, manner)
      await counter.promised(id, '2026-01-06')
      await play(lateTour(receipt), person, words, lang, manner)
      await counter.fill(id)
      ahead += 3_600_000
      await play(fullTour(receipt), person, words, lang, manner)
      const other = await file()
      await play(otherAnswers(other.receipt), other.person, words, lang, manner)
      expect(await counter.status(other.id)).toBeUndefined()
      expect(await counter.codes(id)).toEqual(expect.arrayContaining(['helped.no', 'helped.yes', 'wish', 'quote.back']))
    },
  )
})
