/** The console in a browser that runs no script: all but opening what is sealed. */
import { randomBytes } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { utcDay } from '../../src/app/intake.ts'
import { realWorld } from '../../src/house.ts'
import { newKeyholder } from '../../src/privacy/keyholders.ts'
import { openSodium } from '../../src/privacy/sodium.ts'
import { insertHolder } from '../../src/store/keyholders.ts'
import { activeStaff, changeStaff } from '../../src/store/staff.ts'
import { codeAt } from '../console/joined.ts'
import { words } from '../stories/cast.ts'
import { play } from '../stories/player.ts'
import { readLines } from '../stories/story.ts'
import { webDriver } from './driver.ts'
import { complaintsOf } from './measure.ts'
import { createBrowserStage } from './stage.ts'

/** A code works once: whoever needs another goes on by half a minute. */
let ahead = 0
const world = { ...realWorld, now: () => Date.now() + ahead }
const stage = createBrowserStage('web', { demo: false, world })
const word = (key: string): string => words.text('en', `console.${key}`)

/** So that reports are taken. Gives the first keyholder's. */
const addKeys = async (): Promise<string> => {
  const ids: string[] = []
  const sodium = await openSodium()
  const today = utcDay(world.now())
  for (const role of ['keyholder', 'keyholder', 'recovery'] as const) {
    const id = randomBytes(16).toString('base64url')
    ids.push(id)
    const key = await newKeyholder(sodium, 'a passphrase of nobody', { memory: 1024, passes: 1 })
    await stage.house.store.tx(tx =>
      insertHolder(tx, { id, role, name: role, demo: false, since: today, drilled: today, ...key }),
    )
  }
  return ids[0] ?? ''
}

/** A key is made in a browser with a script; here it is hers already. */
const giveKey = (name: string, holder: string) =>
  stage.house.store.tx(async tx => {
    const member = (await activeStaff(tx)).find(it => it.name === name)
    if (member) await changeStaff(tx, member.id, { role: member.role, holder })
  })

const person = async () => {
  const context = await stage.browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  const press = (key: string) =>
    page
      .getByRole('button', { name: word(key) })
      .first()
      .click()
  const heading = (key: string) =>
    page
      .getByRole('heading', { name: word(key) })
      .first()
      .waitFor()
  return { page, complaints, press, heading }
}
type Person = Awaited<ReturnType<typeof person>>

const fill = (page: Page, key: string, text: string) => page.getByLabel(word(key), { exact: true }).fill(text)

const join = async ({ page, press, heading }: Person, link: string, name: string) => {
  await page.goto(link)
  await fill(page, 'field.name', name)
  const key = await page.locator('noscript .secret').innerText()
  const totp = (await page.locator('input[name=totp]').getAttribute('value')) ?? ''
  await fill(page, 'field.code', codeAt(totp, world.now()))
  await press('join.button')
  await heading('joined.title')
  return { key, totp }
}

const REPORT = readLines(
  'report',
  `> [@language]
> [flows.start.privacy.options.yes]
> /report
> [flows.report.safe.options.yes]
> [categories.group.work]
> [categories.labour_wages.title]
> "Saitama"
> "They did not pay me."
> verb done
> [flows.report.check.options.quiet]
= receipt`,
)

test('joining, signing in, sharing out, working and closing need no script', { timeout: 120_000 }, async () => {
  const { house } = stage
  const holder = await addKeys()
  const admin = await person()
  const { key, totp } = await join(admin, house.url + (await house.house.staffLink()), 'Maya')
  await admin.press('leave')
  await admin.heading('trouble.left.title')
  ahead += 30_000
  await admin.page.goto(`${house.url}/staff/enter`)
  await fill(admin.page, 'field.name', 'Maya')
  await fill(admin.page, 'field.key', key)
  await fill(admin.page, 'field.code', codeAt(totp, world.now()))
  await admin.press('enter.button')
  await admin.heading('queue.title')

  await admin.page.goto(`${house.url}/staff/people`)
  await admin.page.getByLabel(word('people.role')).selectOption('moderator')
  await admin.press('people.invite_button')
  const link = await admin.page.locator('.secret').innerText()
  const moderator = await person()
  await join(moderator, link, 'Lani')
  await giveKey('Lani', holder)

  const phone = webDriver(house.url)
  await phone.open()
  await play(REPORT, { ...phone, send: () => phone.photo(Buffer.alloc(0)) }, words, 'en', 'tap')

  const { page, press } = moderator
  await page.goto(`${house.url}/staff`)
  await page.getByText(word('filter.title'), { exact: true }).click()
  await page.getByLabel(word('filter.topic')).selectOption('labour_wages')
  await press('filter.show')
  await page.locator('input[name=case]').check()
  await press('deed.claim')
  await page.getByText('Lani').first().waitFor()
  await page.getByRole('link', { name: words.text('en', 'categories.labour_wages.title') }).click()
  await page.getByText(word('case.script_needed')).waitFor()
  expect(await page.getByLabel(word('case.passphrase')).isVisible()).toBe(false)
  const facts = page.locator('.facts')
  await page.locator('select[name=status]').first().selectOption('waiting')
  await page.locator('form[action$="/status"] button').first().click()
  await facts.getByText(word('status.waiting')).waitFor()
  await page.locator('select[name=outcome]').selectOption('helped')
  await page.locator('form[action$="/close"] button').click()
  await facts.getByText(word('status.closed')).waitFor()
  await page.goto(`${house.url}/staff/me`)
  await press('me.end_all')
  await moderator.heading('trouble.left.title')
  await page.goto(`${house.url}/staff`)
  await moderator.heading('trouble.stranger.title')

  await admin.page.goto(`${house.url}/staff/audit`)
  await admin.page.getByRole('cell', { name: 'Lani' }).first().waitFor()
  expect([...admin.complaints, ...moderator.complaints.filter(it => !it.includes('401'))]).toEqual([])
})
