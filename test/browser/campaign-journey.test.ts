/** The whole way of a campaign: two people write and sign it on phones of 360 px, it goes out, somebody signs it, and is told the result. */
import { join as joinPath } from 'node:path'
import { expect, test } from 'vitest'
import { createStaffDoor } from '../../src/app/staff/index.ts'
import type { Role } from '../../src/app/staff.ts'
import { realWorld } from '../../src/house.ts'
import { joinAs } from '../console/joined.ts'
import { words } from '../stories/cast.ts'
import { play } from '../stories/player.ts'
import { readLines } from '../stories/story.ts'
import { SUBSCRIBE } from '../stories/subscribing.ts'
import { expectGoodPage } from './measure.ts'
import { type Visitor, visitor, word } from './members.ts'
import { createBrowserStage } from './stage.ts'

/** Nobody waits five minutes for a hold. */
let ahead = 0
const world = { ...realWorld, now: () => Date.now() + ahead }
const MINUTE = 60_000
const stage = createBrowserStage('telegram-polling', { demo: false, world })
const SHOTS = process.env.TULAY_TEST_SHOTS
const PASSPHRASE = 'nine kites over the harbour wall'
const TITLE = 'Demo: pay us on time'
const BODY = 'Demo: we ask that wages are paid on the day that was promised. Signing costs nothing.'

type Signer = Visitor & { look(name: string): Promise<void>; go(path: string): Promise<unknown> }
const enter = async (role: Role): Promise<Signer> => {
  const { store, privacy, url } = stage.house
  const door = createStaffDoor({ store, privacy, world, demo: false })
  const { token } = await joinAs(store, door, world, role)
  const it = await visitor(stage, { scripts: true })
  await it.page.context().addCookies([{ name: 'tulay-staff', value: token, url }])
  const look = async (name: string) => {
    await expectGoodPage(it.page)
    if (SHOTS) await it.page.screenshot({ path: joinPath(SHOTS, `campaign-${name}.png`), fullPage: true })
  }
  return { ...it, look, go: path => it.page.goto(`${url}/staff/${path}`) }
}

const makeKey = async ({ page, go }: Signer): Promise<void> => {
  await go('signing')
  await page.locator('#make #passphrase').fill(PASSPHRASE)
  await page.locator('#make #again').fill(PASSPHRASE)
  await page.locator('#make button').click()
  await page.locator('#make').waitFor({ state: 'detached' })
}
const sign = async ({ page, go }: Signer, path: string, count: number): Promise<void> => {
  await go(path)
  await page.locator('#passphrase').fill(PASSPHRASE)
  await page.locator('#approve button').click()
  await page.getByText(word('approve.count', { count, all: 2 })).waitFor()
}

test('a petition is written, signed by two, sent, signed by a person, and its result is told', {
  timeout: 240_000,
}, async () => {
  const { house } = stage
  const [maya, lani] = [await enter('administrator'), await enter('organizer')]
  await makeKey(maya)
  await makeKey(lani)
  await maya.go('signing')
  const waiting = maya.page.locator('[data-of]', { has: maya.page.locator('input[type=password]') })
  await waiting.locator('input[type=password]').fill(PASSPHRASE)
  await waiting.getByRole('button').first().click()
  await waiting.locator('input[type=password]').waitFor({ state: 'detached' })

  const phone = house.caller('en')
  await play(SUBSCRIBE, phone, words, 'en', 'tap')

  const { page } = lani
  await lani.go('campaigns')
  await page.locator('summary', { hasText: word('campaigns.begin') }).click()
  await page.getByLabel(word('campaigns.name'), { exact: true }).fill('Demo wages')
  await page.getByLabel(word('campaigns.kind_label')).selectOption('petition')
  await lani.press('campaigns.begin_button')
  await page.locator('#compose').waitFor()
  await page.locator('[name=title-en]').fill(TITLE)
  await page.locator('[name=body-en]').fill(BODY)
  await page.locator('[name=fallback]').selectOption('en')
  await page.locator('summary', { hasText: word('compose.acts.title') }).click()
  await page.locator('#act-sign').check()
  await page.locator('[name=sign-target]').fill('5')
  await page.locator('[name=open]').check()
  await lani.look('written')
  await page.locator('#compose button.main').click()
  await page.getByRole('button', { name: word('approve.lay_button') }).waitFor()
  await lani.look('saved')
  await lani.press('approve.lay_button')
  await page.getByRole('heading', { level: 1, name: word('approve.title') }).waitFor()
  await lani.look('to-sign')
  const id = /campaigns\/([\w-]{22})/.exec(page.url())?.[1]
  await sign(lani, `campaigns/${id}/approve`, 1)
  await sign(maya, `campaigns/${id}/approve`, 2)
  await maya.look('signed')
  const got = (text: string) => phone.phone.heard.filter(it => it.text.includes(text))
  expect(got(TITLE)).toEqual([])

  ahead += 5 * MINUTE
  await house.fake?.until(() => got(TITLE).length > 0)
  expect(got(BODY)).toHaveLength(1)
  await phone.tap(words.text('en', 'notices.campaign.act.sign'))
  const signing = `< flows.campaign.signed.say
> [flows.campaign.what.options.tell]
< flows.campaign.told.say`
  await play(readLines('sign', signing), phone, words, 'en', 'tap')
  await lani.go(`campaigns/${id}/progress`)
  await lani.look('progress')
  await lani.go(`campaigns/${id}/results`)
  await lani.look('results')
  const calls = await (await fetch(`${house.url}/calls/${id}`)).text()
  expect(calls).toContain(TITLE)

  await lani.go(`campaigns/${id}/result`)
  await page.locator('[name=title-en]').fill('Demo: what came of it')
  await page.locator('[name=body-en]').fill('Demo: the office answered that it will look.')
  await page.getByRole('button', { name: word('course.tell.keep') }).click()
  await page.getByRole('link', { name: word('course.tell.sign') }).click()
  const path = new URL(page.url()).pathname.slice('/staff/'.length) + new URL(page.url()).search
  await sign(lani, path, 1)
  await sign(maya, path, 2)
  // One campaign an hour is enough for anybody; which hour it was is all that is kept.
  ahead += 125 * MINUTE
  await house.fake?.until(() => got('the office answered').length > 0)
  expect(got(TITLE)).toHaveLength(1)
  expect([...maya.complaints, ...lani.complaints]).toEqual([])
})
