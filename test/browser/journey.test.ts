/** The whole way of a report: from a phone and from a page, through a moderator with a phone of 360 px, and back. */
import { join as joinPath } from 'node:path'
import { expect, test } from 'vitest'
import { realWorld } from '../../src/house.ts'
import { codeAt } from '../console/joined.ts'
import { words } from '../stories/cast.ts'
import { filing } from '../stories/filing.ts'
import { PHOTO } from '../stories/media.ts'
import { type Driver, play } from '../stories/player.ts'
import { readLines } from '../stories/story.ts'
import { webDriver } from './driver.ts'
import { expectGoodPage } from './measure.ts'
import { addKeys, fill, giveKey, join, type Visitor, visitor, word } from './members.ts'
import { createBrowserStage } from './stage.ts'

/** A code works once: whoever needs another goes on by half a minute. */
let ahead = 0
const world = { ...realWorld, now: () => Date.now() + ahead }
const stage = createBrowserStage('telegram-polling', { demo: false, world })
/** A folder for pictures, for whoever wants to look. */
const SHOTS = process.env.TULAY_TEST_SHOTS
const shoot = async ({ page }: Visitor, name: string): Promise<void> => {
  if (SHOTS) await page.screenshot({ path: joinPath(SHOTS, `journey-${name}.png`), fullPage: true })
}
const PASSPHRASE = 'seven quiet boats at the pier'

const report = (category: string) =>
  filing({ said: `My pay of ${category} did not come.`, about: `work.${category}`, place: 'Saitama', told: true })

/** Each on another way: who wrote, what about, and how the news is asked for. */
const WAYS = [
  { channel: 'telegram', category: 'labour_wages' },
  { channel: 'web', category: 'workplace_injury' },
] as const

const signIn = async (it: Visitor, totp: string): Promise<void> => {
  ahead += 30_000
  await it.page.goto(`${stage.house.url}/staff/enter`)
  await fill(it.page, 'field.name', 'Lani')
  await fill(it.page, 'field.passphrase', PASSPHRASE)
  await fill(it.page, 'field.code', codeAt(totp, world.now()))
  await it.press('enter.button')
  await it.heading('queue.title')
}

/** Claims, reads, names a desk and answers. */
const work = async (it: Visitor, category: string): Promise<void> => {
  const { page, press } = it
  const title = words.text('en', `categories.${category}.title`)
  await page.goto(`${stage.house.url}/staff`)
  await page.getByLabel(word('queue.tick_one', { what: title })).check()
  await press('deed.claim')
  await page
    .getByRole('status')
    .getByText(word('done.claim', { count: 1 }))
    .waitFor()
  await expectGoodPage(page)
  await page.getByRole('link', { name: title }).click()
  // The key is opened once; the next case of this sitting opens by itself.
  const locked = page.locator('#passphrase')
  await page.locator('#lock:visible, #passphrase:visible').waitFor()
  if (await locked.isVisible()) {
    await locked.fill(PASSPHRASE)
    await press('case.unlock')
  }
  await page.locator('#words').getByText(`My pay of ${category} did not come.`).waitFor()
  await shoot(it, `${category}-read`)
  await page.locator('summary', { hasText: word('refer.title') }).click()
  await press('refer.find')
  await page.locator('#desks input').first().check()
  await press('refer.send')
  await page.locator('#status').getByText(word('status.referred')).waitFor()
  await page.locator('#reply-text').fill(`We have asked about ${category}.`)
  await press('case.send_reply')
  await page.locator('#status').getByText(word('status.answered')).waitFor()
  await expectGoodPage(page)
  await shoot(it, `${category}-answered`)
}

const saidTo = async (driver: Pick<Driver, 'heard'>): Promise<string> =>
  (await driver.heard()).map(({ text }) => text).join('\n')

test('two people file, one moderator reads, names a desk and answers; both read, answer and take back', {
  timeout: 240_000,
}, async () => {
  const { house } = stage
  const holder = await addKeys(stage, PASSPHRASE)
  const admin = await visitor(stage, { scripts: true })
  await join(admin, { link: house.url + (await house.house.staffLink()), name: 'Maya', passphrase: PASSPHRASE, world })
  await admin.page.goto(`${house.url}/staff/people`)
  await admin.page.getByLabel(word('people.role')).first().selectOption('moderator')
  await admin.press('people.invite_button')
  const link = await admin.page.locator('.secret').first().innerText()
  const lani = await visitor(stage, { scripts: true })
  const { totp } = await join(lani, { link, name: 'Lani', passphrase: PASSPHRASE, world })
  await giveKey(stage, 'Lani', holder)
  await lani.press('leave')

  const phone = house.caller('en')
  const web = webDriver(house.url)
  await web.open()
  const drivers = { telegram: phone, web: { ...web, send: () => web.photo(PHOTO) } }
  const receipts = new Map<string, string>()
  for (const { channel, category } of WAYS)
    receipts.set(channel, (await play(report(category), drivers[channel], words, 'en', 'tap')).get('receipt') ?? '')

  await signIn(lani, totp)
  await shoot(lani, 'queue')
  for (const { category } of WAYS) await work(lani, category)

  // The notice says that there is news, and nothing else.
  const notice = words.text('en', 'notices.news')
  await house.fake?.until(() => phone.phone.heard.some(({ text }) => text.includes(notice)))
  expect(phone.phone.heard.filter(({ text }) => text.includes('We have asked'))).toEqual([])
  for (const { channel, category } of WAYS) {
    const driver = drivers[channel]
    const ask = `> /news\n> "${receipts.get(channel)}"\n`
    await play(readLines('read', `${ask}< notices.status.answered`), driver, words, 'en', 'tap')
    const said = await saidTo(driver)
    expect(said).toContain(`We have asked about ${category}.`)
    // The card of the desk, with a number to call.
    expect(said).toMatch(/\+?\d[\d -]{6,}/)
    const answer = `> [flows.news.news.options.answer]\n> "Thank you, ${channel}."\n> verb done\n< flows.news.added.say`
    await play(readLines('answer', answer), driver, words, 'en', 'tap')
  }
  for (const { channel, category } of WAYS) {
    await lani.page.goto(`${house.url}/staff?whose=mine`)
    await lani.page.getByRole('link', { name: words.text('en', `categories.${category}.title`) }).click()
    await lani.page.getByText(`Thank you, ${channel}.`).waitFor()
    await lani.page.locator('#status').getByText(word('status.written')).waitFor()
    const back = `> /news
> "${receipts.get(channel)}"
> [flows.news.news.options.withdraw]
> [flows.news.sure.options.yes]
< flows.news.gone.say`
    await play(readLines('back', back), drivers[channel], words, 'en', 'tap')
    await lani.page.reload()
    await lani.heading('trouble.nothing.title')
  }
  await lani.page.goto(`${house.url}/staff`)
  await lani.page.getByText(word('queue.empty')).waitFor()
  expect([...admin.complaints, ...lani.complaints.filter(it => !it.includes('404'))]).toEqual([])
})
