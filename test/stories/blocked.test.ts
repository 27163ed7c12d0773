import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendTestAlert } from '../../src/app/send-alert.ts'
import { zoneOf } from '../../src/domain/zones.ts'
import { pushesTo, realWorld } from '../../src/house.ts'
import { toBytes } from '../../src/store/ids.ts'
import { everyThird, MANNERS, SEED, STORIES, words } from './cast.ts'
import type { Caller } from './phone-driver.ts'
import { type Manner, play } from './player.ts'
import { mergeRecords, type Records, takeRecords } from './records.ts'
import { openStoryHouse, type StoryHouse } from './rig.ts'
import { readLines, type Story } from './story.ts'

/** What is done in one step: a place is shared first and chosen then. */
const isDeed = ({ kind }: Story['lines'][number]): boolean => !['hear', 'literal', 'keep', 'place'].includes(kind)
/** From here on a second telling would not leave the same behind: a report more, or nobody left to be known. */
const isFinal = (line: Story['lines'][number]): boolean =>
  line.kind === 'choose' && (line.key.startsWith('flows.report.check.options.') || line.key === 'engine.yes')

/** The story up to this deed, counted from 0. */
const until = (story: Story, deed: number): Story => {
  const last = story.lines.filter(isDeed)[deed]
  return last ? { ...story, lines: story.lines.slice(0, story.lines.indexOf(last) + 1) } : story
}

/** Said yes by this deed: what is remembered of others, in memory for an hour, is forgotten when Telegram tells, not at a refusal. */
const saidYes = (story: Story, deed: number): boolean =>
  until(story, deed).lines.some(line => line.kind === 'choose' && line.key === 'flows.start.privacy.options.yes')

/** Plays up to the deed whose answer is refused. */
const playUntilBlocked = async (house: StoryHouse, story: Story, deed: number, lang: string, manner: Manner) => {
  let blocking = false
  const caller: Caller = house.caller(lang, () => void (blocking && caller.phone.block(true)))
  const lines = until(story, deed).lines
  await play({ ...story, lines: lines.slice(0, -1) }, caller, words, lang, manner)
  blocking = true
  await play({ ...story, lines: lines.slice(-1) }, caller, words, lang, manner)
  blocking = false
  await nothingIsKept(house, caller)
  return caller
}

const TABLES = ['people', 'outbox', 'sessions', 'subscriptions', 'drafts', 'traces'] as const

/** Of her there is no row any more. */
const nothingIsKept = async ({ store }: StoryHouse, { key }: Caller): Promise<void> => {
  const rows = (table: (typeof TABLES)[number]) =>
    store.tx(tx => tx.selectFrom(table).select('person').where('person', '=', toBytes(key)).execute())
  for (const table of TABLES)
    await expect.poll(async () => (await rows(table)).length, { message: `rows of hers in ${table}` }).toBe(0)
}

const comeBack = ({ phone }: Caller, late: boolean): void => {
  if (late) phone.block()
  phone.unblock()
}

const twice = (records: Records): Records => mergeRecords([records, records])
const record = async (house: StoryHouse, seen: Set<string>): Promise<Records> =>
  mergeRecords([await takeRecords(house.store, seen)])

describe.each(['telegram-polling', 'telegram-webhook', 'telegraf'] as const)('%s', channel => {
  const seen = new Set<string>()
  let house: StoryHouse
  beforeAll(async () => {
    house = await openStoryHouse(channel, { hurry: 20 })
  })
  afterAll(() => house.stop())
  const refusals = () => house.fake?.callsOf('sendMessage').filter(({ status }) => status === 403).length ?? 0

  // Every story through one of the channels each: what is behind them is the same.
  const turn = ['telegram-polling', 'telegram-webhook', 'telegraf'].indexOf(channel)
  const mine = STORIES.filter(({ at }) => at % 3 === turn)
  it.each(mine)('$name, blocked on the way and begun again', async story => {
    const before = refusals()
    const languages = everyThird(story.at)
    const talks = languages.map(async (lang, at) => {
      const manner = MANNERS[(story.at + at) % MANNERS.length] ?? 'tap'
      const seed = SEED * 1000 + story.at * 10 + at
      const deeds = story.lines.filter(isDeed)
      const end = deeds.findIndex(isFinal)
      const [deed = 0] = fc.sample(fc.nat((end < 0 ? deeds.length : end) - 1), { seed, numRuns: 1 })
      try {
        const other = house.person(lang).then(driver => play(story, driver, words, lang, manner))
        const caller = await playUntilBlocked(house, story, deed, lang, manner)
        comeBack(caller, seed % 2 === 0 || !saidYes(story, deed))
        await Promise.all([other, play(story, caller, words, lang, manner)])
      } catch (error) {
        throw new Error(
          `SEED=${SEED}, ${lang}, blocked at deed ${deed}: ${error instanceof Error ? error.message : error}`,
        )
      }
    })
    const failed = (await Promise.allSettled(talks)).find(({ status }) => status === 'rejected')
    if (failed?.status === 'rejected') throw failed.reason
    expect(refusals() - before, 'everybody was refused').toBeGreaterThanOrEqual(languages.length)
    const left = await record(house, seen)
    for (const lang of languages) await play(story, await house.person(lang), words, lang, 'word')
    expect(left).toEqual(twice(await record(house, seen)))
  })

  it('a report is filed although its receipt is refused', async () => {
    const story = STORIES.find(({ name }) => name === 'start-and-report') ?? STORIES[0]
    if (!story) throw new Error('no story')
    const filing = story.lines.filter(isDeed).findIndex(isFinal)
    const languages = everyThird(turn)
    const callers = await Promise.all(
      languages.map(lang => playUntilBlocked(house, story, filing, lang, 'tap').then(caller => ({ caller, lang }))),
    )
    const left = await record(house, seen)
    for (const { caller, lang } of callers) {
      comeBack(caller, false)
      await play(story, caller, words, lang, 'tap')
    }
    expect(left).toEqual(await record(house, seen))
    expect(left.concerns).toHaveLength(languages.length)
  })

  it('an alert that is refused ends her alerts and nobody else’s', async () => {
    const subscribe = readLines(
      'subscribe',
      `> /start
> [@language]
> [flows.start.privacy.options.yes]
> /alerts
> [categories.group.work]
> verb done
> "Osaka"
> [flows.alerts.often.options.single]
< flows.alerts.done.say`,
    )
    const alert = async (text: string): Promise<void> => {
      await sendTestAlert({ ...house, words, world: realWorld, pushes: pushesTo, zoneOf }, { text, topics: ['work'] })
      house.house.delivery.nudge()
      const waiting = () =>
        house.store.tx(tx =>
          tx.selectFrom('outbox').select('id').where('state', 'in', ['pending', 'sending']).execute(),
        )
      await expect.poll(async () => (await waiting()).length).toBe(0)
    }
    const heard = ({ phone }: Caller, text: string) => phone.heard.filter(it => it.text.includes(text)).length
    const subscribed = async (): Promise<Caller> => {
      const caller = house.caller('en')
      await play(subscribe, caller, words, 'en', 'tap')
      return caller
    }
    const [ana, ben] = [await subscribed(), await subscribed()]
    ana.phone.block(true)
    await alert('first')
    await nothingIsKept(house, ana)
    const before = refusals()
    await alert('second')
    expect(refusals(), 'nobody knocks at her door again').toBe(before)
    comeBack(ana, false)
    await play(subscribe, ana, words, 'en', 'tap')
    await alert('third')
    expect(['first', 'second', 'third'].map(text => [heard(ana, text), heard(ben, text)])).toEqual([
      [0, 1],
      [0, 1],
      [1, 1],
    ])
    const { subscriptions } = await record(house, seen)
    expect(subscriptions).toEqual([subscriptions[0], subscriptions[0]])
    expect(house.house.delivery.state()).toMatchObject([{ dead: 0 }])
  })
})
