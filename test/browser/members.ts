import { randomBytes } from 'node:crypto'
import type { Page } from 'playwright-core'
import { utcDay } from '../../src/app/intake.ts'
import type { World } from '../../src/kit/world.ts'
import { newKeyholder } from '../../src/privacy/keyholders.ts'
import { openSodium } from '../../src/privacy/sodium.ts'
import { insertHolder } from '../../src/store/keyholders.ts'
import { activeStaff, changeStaff } from '../../src/store/staff.ts'
import { codeAt } from '../console/joined.ts'
import { words } from '../stories/cast.ts'
import { complaintsOf } from './measure.ts'
import type { BrowserStage } from './stage.ts'

/** A word of the console as its buttons and headings say it. */
export const word = (key: string, values?: Record<string, string | number>): string =>
  words.text('en', `console.${key}`, values)

export const fill = (page: Page, key: string, text: string) =>
  page.getByLabel(word(key), { exact: true }).first().fill(text)

export type Visitor = {
  page: Page
  complaints: string[]
  press(key: string): Promise<void>
  heading(key: string): Promise<void>
}

/** Somebody at a phone of 360 px, with or without scripts. */
export const visitor = async (stage: BrowserStage, { scripts }: { scripts: boolean }): Promise<Visitor> => {
  const viewport = { width: 360, height: 740 }
  const page = await (await stage.browser.newContext({ javaScriptEnabled: scripts, viewport })).newPage()
  return {
    page,
    complaints: complaintsOf(page),
    press: key =>
      page
        .getByRole('button', { name: word(key), exact: true })
        .first()
        .click(),
    heading: key =>
      page
        .getByRole('heading', { name: word(key) })
        .first()
        .waitFor(),
  }
}

/** Joins by a link; with scripts by the passphrase, without by the key that the page brings. */
export const join = async (
  { page, press, heading }: Visitor,
  { link, name, passphrase, world }: { link: string; name: string; passphrase?: string; world: World },
): Promise<{ key: string; totp: string }> => {
  await page.goto(link)
  await fill(page, 'field.name', name)
  for (const field of passphrase ? ['field.passphrase', 'field.again'] : []) await fill(page, field, passphrase ?? '')
  const key = passphrase ? '' : await page.locator('noscript .secret').innerText()
  const totp = (await page.locator('input[name=totp]').getAttribute('value')) ?? ''
  await fill(page, 'field.code', codeAt(totp, world.now()))
  await press('join.button')
  await heading('joined.title')
  return { key, totp }
}

/** Two keyholders and a recovery key, so that reports are taken. Gives the first keyholder's. */
export const addKeys = async ({ house }: BrowserStage, passphrase: string): Promise<string> => {
  const today = utcDay(Date.now())
  const sodium = await openSodium()
  const ids: string[] = []
  for (const role of ['keyholder', 'keyholder', 'recovery'] as const) {
    const id = randomBytes(16).toString('base64url')
    ids.push(id)
    const key = await newKeyholder(sodium, passphrase, { memory: 1024, passes: 1 })
    await house.store.tx(tx =>
      insertHolder(tx, { id, role, name: role, demo: false, since: today, drilled: today, ...key }),
    )
  }
  return ids[0] ?? ''
}

/** Says that a key is this member's own. */
export const giveKey = ({ house }: BrowserStage, name: string, holder: string): Promise<void> =>
  house.store.tx(async tx => {
    const member = (await activeStaff(tx)).find(it => it.name === name)
    if (member) await changeStaff(tx, member.id, { role: member.role, holder })
  })

/** The demo's moderator at a phone of 360 px, signed in by the button. */
export const demoModerator = async (
  { browser, house }: BrowserStage,
  { colorScheme = 'light', scripts = true }: { colorScheme?: 'light' | 'dark'; scripts?: boolean } = {},
) => {
  const viewport = { width: 360, height: 740 }
  const context = await browser.newContext({ colorScheme, viewport, javaScriptEnabled: scripts })
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  await page.goto(`${house.url}/staff/enter/demo`)
  await page.getByRole('button', { name: word('enter.as', { name: 'Demo moderator' }) }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  return { page, complaints, close: () => context.close() }
}
