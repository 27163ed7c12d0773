/** The console in a browser that runs no script: all but opening what is sealed. */
import { expect, test } from 'vitest'
import { realWorld } from '../../src/house.ts'
import { codeAt } from '../console/joined.ts'
import { words } from '../stories/cast.ts'
import { filing } from '../stories/filing.ts'
import { play } from '../stories/player.ts'
import { webDriver } from './driver.ts'
import { addKeys, fill, giveKey, join, visitor, word } from './members.ts'
import { createBrowserStage } from './stage.ts'

/** A code works once: whoever needs another goes on by half a minute. */
let ahead = 0
const world = { ...realWorld, now: () => Date.now() + ahead }
const stage = createBrowserStage('web', { demo: false, world })

const REPORT = filing({ said: 'They did not pay me.', about: 'work.labour_wages', place: 'Saitama' })

test('joining, signing in, sharing out, working and closing need no script', { timeout: 120_000 }, async () => {
  const { house } = stage
  const holder = await addKeys(stage, 'a passphrase of nobody')
  const admin = await visitor(stage, { scripts: false })
  const { key, totp } = await join(admin, { link: house.url + (await house.house.staffLink()), name: 'Maya', world })
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
  const moderator = await visitor(stage, { scripts: false })
  await join(moderator, { link, name: 'Lani', world })
  await giveKey(stage, 'Lani', holder)

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
