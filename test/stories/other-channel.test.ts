/** What was filed on a phone is asked for, and taken back, from a browser by its receipt alone; the phone's own button then knows it is gone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { webDriver } from '../browser/driver.ts'
import { type Manner, play } from './player.ts'
import { GROUND, openStoryHouse, type StoryHouse } from './rig.ts'
import { readLines } from './story.ts'

const words = GROUND.ok ? GROUND.value.words : undefined
const START = '> /start\n> [@language]\n> [flows.start.privacy.options.yes]\n'
const FILED = readLines(
  'filed',
  `${START}> /report
> [flows.report.safe.options.yes]
> [categories.group.work]
> [categories.labour_wages.title]
> verb skip
> "My pay is missing."
> verb done
> [flows.report.check.options.quiet]
< flows.report.thanks.say
= receipt`,
)
/** Asking needs no yes, and nothing is kept of who asks. */
const asked = (receipt: string) =>
  readLines(
    'asked',
    `> /start
> [@language]
> [flows.start.privacy.options.no]
> /news
< flows.news.receipt.ask
> "${receipt}"
< notices.status.new
> [flows.news.news.options.withdraw]
< flows.news.sure.ask
> [flows.news.sure.options.yes]
< flows.news.gone.say
> /news
> "${receipt}"
< flows.news.unknown.say`,
  )
const GONE = readLines('gone', '> [notices.news_button]\n< flows.news.unknown.say')
const MANNERS: Manner[] = ['tap', 'number', 'word']

describe('a report made on Telegram', () => {
  let house: StoryHouse
  beforeAll(async () => {
    house = await openStoryHouse('telegram-polling')
  })
  afterAll(() => house.stop())

  it.each(words?.languages().map(({ tag }) => tag) ?? [])(
    'answers to its receipt on the web, and is withdrawn there (%s)',
    async lang => {
      if (!words) throw new Error('no words')
      for (const manner of MANNERS) {
        const phone = house.caller(lang)
        const kept = await play(FILED, phone, words, lang, manner)
        const page = webDriver(house.url, { 'accept-language': lang })
        await page.open()
        await play(
          asked(kept.get('receipt') ?? ''),
          { ...page, send: () => page.photo(new Uint8Array()) },
          words,
          lang,
          manner,
        )
        // The menu has a button of the same name, which asks for the receipt.
        const buttons = phone.phone.heard.flatMap(message => message.buttons.flat())
        await phone.tap(buttons.findLast(({ data }) => data?.startsWith('n.'))?.text ?? 'the button under the receipt')
        await play({ ...GONE, lines: GONE.lines.slice(1) }, phone, words, lang, manner)
        expect(kept.get('receipt')).toMatch(/^\d{4} \d{4} \d{4} \d{4}$/)
      }
    },
  )
})
