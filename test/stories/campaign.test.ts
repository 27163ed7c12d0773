/** All that people do with a campaign, from a friend's link to taking it back: in every language, in every manner, through every channel. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CampaignId } from '../../src/kit/ids.ts'
import { actTallies } from '../../src/store/campaigns/figures.ts'
import { wordsOf } from '../../src/store/campaigns/words.ts'
import { webDriver } from '../browser/driver.ts'
import { everyThird, LANGUAGES, words } from './cast.ts'
import { plantCall } from './planted-call.ts'
import { type Manner, play } from './player.ts'
import { CHANNELS, openStoryHouse, type StoryHouse } from './rig.ts'
import { readLines } from './story.ts'

const MANNERS: Manner[] = ['tap', 'number', 'word']
/** Chromium sends the same forms as the web driver does. */
const PLAYED = CHANNELS.filter(channel => channel !== 'chromium')

/** A friend's link, the yes, and then one thing after the other. */
const story = (id: CampaignId) =>
  readLines(
    'campaign',
    `> /start c_${id}
     > [@language]
     < flows.campaign.what.ask
     > [flows.campaign.what.options.sign]
     < flows.start.privacy.ask
     > [flows.start.privacy.options.yes]
     < flows.campaign.signed.say
     > [flows.campaign.what.options.rsvp]
     < flows.campaign.coming.say
     > [flows.campaign.what.options.poll]
     > [notices.campaign.other]
     < flows.campaign.own.ask
     > "Clean water"
     < flows.campaign.voted.say
     > [flows.campaign.what.options.comment]
     > "My sister and me"
     > verb skip
     < flows.campaign.story.ask
     > "Wages come late."
     > verb done
     < flows.campaign.check.ask
     > [flows.campaign.check.options.send]
     < flows.campaign.sent.say
     > [flows.campaign.what.options.organization]
     > "Demo Union"
     > "Osaka"
     < flows.campaign.check_name.ask
     > [flows.campaign.check_name.options.send]
     < flows.campaign.enlisted.say
     > [flows.campaign.what.options.tell]
     <! flows.campaign.what.options.tell
     > [flows.campaign.what.options.friend]
     < flows.campaign.what.ask
     > [flows.campaign.what.options.calendar]
     < notices.campaign.calendar
     > [flows.campaign.what.options.decline]
     < flows.campaign.staying.say
     > [flows.campaign.what.options.back]
     < flows.campaign.which.ask
     > [flows.campaign.which.options.sign]
     < flows.campaign.undone.say
     > [flows.campaign.what.options.finish]`
      .split('\n')
      .map(line => line.trim())
      .join('\n'),
  )

describe.each(PLAYED)('%s', channel => {
  let house: StoryHouse
  beforeAll(async () => {
    house = await openStoryHouse(channel)
  })
  afterAll(() => house.stop())

  // As in stories.test.ts: the limit only ends what hangs.
  it.each(MANNERS)('by %s', { timeout: 300_000 }, async manner => {
    for (const lang of everyThird(PLAYED.indexOf(channel) + MANNERS.indexOf(manner))) {
      const id = await plantCall(house)
      await play(story(id), await house.person(lang), words, lang, manner)
      const { tallies, said } = await house.store.tx(async tx => ({
        tallies: await actTallies(tx, id),
        said: await wordsOf(tx, id, { limit: 9 }),
      }))
      expect(
        Object.fromEntries(
          tallies.filter(({ area }) => area === '*').map(it => [`${it.act} ${it.answer} ${it.lang}`, it.n]),
        ),
      ).toEqual({
        [`rsvp no ${lang}`]: 1,
        [`poll  ${lang}`]: 1,
        [`poll in_own_words ${lang}`]: 1,
        [`comment  ${lang}`]: 1,
        [`organization  ${lang}`]: 1,
      })
      expect(said.map(({ act }) => act).sort()).toEqual(['comment', 'organization', 'poll'])
    }
  })
})

it('a link leads a browser there, by tap, number and words, and opening it changes nothing', {
  timeout: 120_000,
}, async () => {
  const house = await openStoryHouse('web')
  const id = await plantCall(house)
  for (const lang of LANGUAGES)
    for (const how of [words.text(lang, 'web.invited.open'), '1', undefined]) {
      const page = webDriver(house.url, { 'accept-language': lang })
      await page.come(`?c=${id}`)
      expect((await page.heard()).at(-1)?.text).toContain(words.text(lang, 'web.invited.ask'))
      const [shown] = (await page.heard()).at(-1)?.choices ?? []
      if (how === undefined) await page.tap(shown ?? '')
      else await page.type(how)
      // Nobody has chosen a language so far.
      expect((await page.heard()).at(-1)?.text).toContain(words.text(lang, 'flows.campaign.language.ask'))
    }
  const page = webDriver(house.url)
  await page.come('?c=<script>')
  expect(page.last().html).not.toContain('<script>')
  await house.stop()
})
