/** What a button in a staff chat opens, in a real browser: as Telegram's app shows it, in a frame, and outside of Telegram. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStaffHouse, type StaffHouse, type StaffPhone } from '../staff-chat/rig.ts'
import { launchChromium } from './driver.ts'
import { complaintsOf, expectGoodPage } from './measure.ts'

let browser: Browser
let house: StaffHouse
let chat: StaffPhone
beforeAll(async () => {
  browser = await launchChromium()
  house = await openStaffHouse('telegram-polling')
  chat = await house.linked(await house.member())
})
afterAll(async () => {
  await browser.close()
  await house.stop()
})
/** As Telegram's apps open it: what is signed stands behind the `#`, which no server sees. */
const addressOf = (concern: string, data: string): string =>
  `${house.url}/staff/app?case=${concern}#tgWebAppData=${encodeURIComponent(data)}&tgWebAppVersion=8.0&tgWebAppPlatform=android`
const PHONE = { viewport: { width: 360, height: 740 } }

test.each(['light', 'dark'] as const)(
  'in Telegram’s app, %s: the queue, and the way to the case',
  async colorScheme => {
    const concern = await house.file({ urgency: 'emergency', area: 'JP-13' })
    const context = await browser.newContext({ ...PHONE, colorScheme })
    const page = await context.newPage()
    const complaints = complaintsOf(page)
    const asked: string[] = []
    page.on('request', request => asked.push(request.url()))
    await page.goto(addressOf(concern, house.fake?.initData(chat.phone) ?? ''))
    await page.waitForURL(`${house.url}/staff/app/queue?case=${concern}`)
    await expectGoodPage(page)
    expect(await page.getByRole('cell', { name: 'Tokyo' }).count()).toBeGreaterThan(0)
    // Nothing of Telegram's was loaded, and no address holds what it signed.
    expect(asked.filter(url => !url.startsWith(house.url) || url.includes('hash%3D'))).toEqual([])
    expect(complaints).toEqual([])
    await page.getByRole('link', { name: 'Open this report' }).click()
    await page.getByRole('link', { name: 'Sign in' }).waitFor()
    // Going back asks nothing again: what was signed stands in no history.
    await page.goBack()
    await page.getByRole('cell', { name: 'Tokyo' }).first().waitFor()
    await context.close()
  },
)

test('used twice, outside of Telegram and without a script: a sentence or the link', async () => {
  const context = await browser.newContext(PHONE)
  const page = await context.newPage()
  const data = house.fake?.initData(chat.phone) ?? ''
  await page.goto(addressOf('', data))
  await page.waitForURL('**/staff/app/queue')
  await page.goto('about:blank')
  await page.goto(addressOf('', data))
  await page.getByText('Nobody was let in.').waitFor()
  await page.goto(`${house.url}/staff/app`)
  await page.getByText('This page is opened by a button in the chat.').waitFor()
  await expectGoodPage(page)
  await context.close()
  const bare = await browser.newContext({ ...PHONE, javaScriptEnabled: false })
  const still = await bare.newPage()
  await still.goto(`${house.url}/staff/app`)
  expect(await still.getByRole('link', { name: 'Open it in the browser' }).getAttribute('href')).toBe('/staff')
  await bare.close()
})

test('no other site can put it into a frame; Telegram’s page gets a link and nothing is sent', async () => {
  const framing = () => `<iframe src="${addressOf('', house.fake?.initData(chat.phone) ?? '')}"></iframe>`
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(framing())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const foreign = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const context = await browser.newContext(PHONE)
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  const posted: string[] = []
  page.on('request', request => void (request.method() === 'POST' && posted.push(request.url())))
  await page.goto(foreign)
  await expect.poll(() => complaints.join(' ')).toContain('frame-ancestors')
  expect(await page.frames()[1]?.locator('[data-enter]').count()).toBe(0)

  // The same as Telegram's page; ours by https, as it would be there.
  await page.route('https://help.example.org/**', async route => {
    const url = route.request().url().replace('https://help.example.org', house.url)
    await route.fulfill({ response: await route.fetch({ url }) })
  })
  await page.route('https://web.telegram.org/**', route =>
    route.fulfill({ contentType: 'text/html', body: framing().replace(house.url, 'https://help.example.org') }),
  )
  await page.goto('https://web.telegram.org/k/')
  await page.frameLocator('iframe').getByText('Within Telegram’s web page nobody can be let in.').waitFor()
  expect(posted).toEqual([])
  await context.close()
  server.closeAllConnections()
  server.close()
})
