/** Without two keyholders no report can be opened by anybody, and so none is taken: it is said at the first step, with a way on. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { queue } from '../../src/store/concerns.ts'
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
