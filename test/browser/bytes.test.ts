import { expect, it } from 'vitest'
import { type Driver, play } from '../stories/player.ts'
import { GROUND } from '../stories/rig.ts'
import { readLines } from '../stories/story.ts'
import { chromiumDriver } from './driver.ts'
import { createBrowserStage } from './stage.ts'

const REPORT = readLines(
  'report',
  `> [@language]
> [flows.start.privacy.options.yes]
> [flows.report.title]
> [flows.report.safe.options.yes]
> [categories.group.work]
> [categories.labour_wages.title]
> "Saitama"
> "They did not pay me for three months, and my boss says that I cannot leave."
> verb done
> [flows.report.check.options.tell]
< flows.report.thanks.say`,
)

if (!GROUND.ok) throw new Error(GROUND.why.join('\n'))
const { words } = GROUND.value
const stage = createBrowserStage('chromium')

it.each(words.languages())('$tag: the first view takes at most 10 kB, a whole report 25 kB', async ({ tag }) => {
  const person = chromiumDriver('about:blank', { browser: stage.browser, locale: tag })
  await person.open()
  const page = person.page()
  const wire = await page.context().newCDPSession(page)
  await wire.send('Network.enable')
  let down = 0
  wire.on('Network.loadingFinished', ({ encodedDataLength }) => {
    down += encodedDataLength
  })
  try {
    await page.goto(stage.house.url, { waitUntil: 'networkidle' })
    const first = down
    const driver: Driver = { ...person, send: () => Promise.reject(new Error('no file is sent')) }
    await play(REPORT, driver, words, tag, 'tap')
    await page.waitForLoadState('networkidle')
    console.info(`${tag}: first view ${first} B, whole report ${down} B`)
    expect(first).toBeGreaterThan(1000)
    expect(first).toBeLessThanOrEqual(10_000)
    expect(down).toBeGreaterThan(2 * first)
    expect(down).toBeLessThanOrEqual(25_000)
  } finally {
    await person.close()
  }
})
