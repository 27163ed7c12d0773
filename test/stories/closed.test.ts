/** Without two keyholders no report can be opened by anybody, and so none is taken: it is said at the first step, with a way on. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { utcDay } from '../../src/app/intake.ts'
import { openSodium } from '../../src/privacy/sodium.ts'
import { queue } from '../../src/store/concerns.ts'
import { insertHolder, markDrilled } from '../../src/store/keyholders.ts'
import { type Manner, play } from './player.ts'
import { GROUND, openStoryHouse, type StoryHouse } from './rig.ts'
import { readLines } from './story.ts'

const STORY = readLines(
  'closed',
  `> /start
> [@language]
> [flows.start.privacy.options.yes]
> /report
< flows.report.closed.say
< flows.report.offer.ask
<! flows.report.safe.ask
> [engine.no]
< flows.report.bye.say
> /report
> [engine.yes]
< flows.desk.topic.ask
> [categories.group.work]
> "Tokyo"
< flows.desk.pick.ask
> [#1]
> [flows.desk.then.options.finish]
< flows.report.bye.say
> /alerts
< flows.alerts.topics.ask
> verb cancel
> /person
> [flows.person.how.options.write]
< flows.report.closed.say
> verb back
< flows.person.how.ask`,
)

const words = GROUND.ok ? GROUND.value.words : undefined
const MANNERS: Manner[] = ['tap', 'number', 'word']

describe.each(['terminal', 'web', 'telegram-polling'] as const)('%s, without keyholders', channel => {
  let house: StoryHouse
  beforeAll(async () => {
    house = await openStoryHouse(channel, { demo: false })
  })
  afterAll(() => house.stop())

  it('takes no report, says so, and offers help desks', async () => {
    if (!words) throw new Error('no words')
    for (const { tag } of words.languages())
      for (const manner of MANNERS) await play(STORY, await house.person(tag), words, tag, manner)
    expect(await house.store.tx(tx => queue(tx, { limit: 10, offset: 0 }))).toEqual([])
  })
})

const OPEN = readLines('open', `> /report\n< flows.report.safe.ask\n> verb cancel`)

/** Both hold a key, and so does the paper; who knows whether they still can open with it. */
const addKeys = async ({ store }: StoryHouse, drilled: string): Promise<string[]> => {
  const sodium = await openSodium()
  const ids: string[] = []
  for (const role of ['keyholder', 'keyholder', 'recovery'] as const) {
    const id = randomBytes(16).toString('base64url')
    const made = {
      since: drilled,
      drilled,
      demo: false,
      wrapped: null,
      publicKey: sodium.crypto_box_keypair().publicKey,
    }
    await store.tx(tx => insertHolder(tx, { id, role, name: role, ...made }))
    ids.push(id)
  }
  return ids
}

it.each(['terminal', 'web', 'telegram-polling'] as const)(
  '%s: keys that nobody has opened for 45 days take no report either, until two have',
  async channel => {
    if (!words) throw new Error('no words')
    const house = await openStoryHouse(channel, { demo: false })
    onTestFinished(() => house.stop())
    const [one = '', two = ''] = await addKeys(house, utcDay(Date.now() - 46 * 86_400_000))
    const person = await house.person('en')
    await play(STORY, person, words, 'en', 'tap')
    const today = utcDay(Date.now())
    await house.store.tx(tx => markDrilled(tx, one, today))
    await play(STORY, await house.person('en'), words, 'en', 'tap')
    await house.store.tx(tx => markDrilled(tx, two, today))
    await play(OPEN, person, words, 'en', 'tap')
  },
)
