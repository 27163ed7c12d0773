import { createHash } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stretch } from '../../src/privacy/argon.ts'
import { openSodium } from '../../src/privacy/sodium.ts'
import { toBase32 } from '../../src/privacy/totp.ts'
import { rowOf, serveConsole } from '../console/console-stub.ts'
import { codeAt } from '../console/joined.ts'
import { launchChromium } from './driver.ts'
import { complaintsOf, expectGoodPage } from './measure.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

test.each([
  ['light', 320],
  ['light', 1280],
  ['dark', 320],
  ['dark', 1280],
] as const)(
  'the console, %s, %i px: axe finds nothing, targets are 44 px, and no script is needed',
  async (colorScheme, width) => {
    const rows = Array.from({ length: 60 }, (_, index) => rowOf(index))
    const server = await serveConsole(rows, { demo: true })
    // axe itself needs scripts; the pages have none.
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } })
    try {
      const page = await context.newPage()
      const complaints = complaintsOf(page)
      await page.goto(`${server.url}${await server.link()}`)
      await expectGoodPage(page)
      await page.getByRole('button', { name: 'Go on as Demo moderator' }).click()
      await page.getByRole('heading', { name: 'What came in' }).waitFor()
      await expectGoodPage(page)
      expect(await page.getByRole('row').count()).toBe(26)
      expect(await page.getByRole('cell', { name: 'Saitama' }).count()).toBeGreaterThan(0)
      await page.getByRole('link', { name: 'Next' }).click()
      await page.getByText('Page 2 of 3').waitFor()
      await expectGoodPage(page)
      expect(complaints).toEqual([])
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
      await expectGoodPage(page)
    } finally {
      await context.close()
      await server.close()
    }
  },
)

test.each([
  ['light', 320],
  ['dark', 1280],
] as const)(
  'joining and signing in with a passphrase, %s, %i px: it never leaves the browser',
  async (colorScheme, width) => {
    let now = Date.now()
    const clock = { now: () => now, random: (size: number) => crypto.getRandomValues(new Uint8Array(size)) }
    const server = await serveConsole([], { demo: false, world: clock })
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } })
    const passphrase = 'correct horse battery staple'
    try {
      const page = await context.newPage()
      const complaints = complaintsOf(page)
      const sent: string[] = []
      page.on('request', request => sent.push(`${request.url()} ${request.postData() ?? ''}`))
      await page.goto(`${server.url}${await server.link()}`)
      await expectGoodPage(page)
      const totp = (await page.locator('input[name=totp]').getAttribute('value')) ?? ''
      const fill = async (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text)
      await fill('Name', 'Maya')
      await fill('Passphrase', 'too short')
      await fill('Passphrase once more', 'too short')
      await fill('Code from the authenticator (6 digits)', codeAt(totp, now))
      await page.getByRole('button', { name: 'Join' }).click()
      await page.getByText('Please take 16 characters or more').waitFor()
      await fill('Passphrase', passphrase)
      await page.getByRole('button', { name: 'Join' }).click()
      await page.getByText('The two passphrases are not the same').waitFor()
      await fill('Passphrase once more', passphrase)
      await page.getByRole('button', { name: 'Join' }).click()
      await page.getByRole('heading', { name: 'You have joined' }).waitFor()
      await expectGoodPage(page)
      const key = (await page.locator('dd.secret').innerText()).replaceAll(' ', '')

      await server.as('reader')
      for (const path of ['/staff/me', '/staff/audit', '/staff/people']) {
        await page.goto(`${server.url}${path}`)
        await expectGoodPage(page)
        expect(await page.locator('body').innerText()).not.toMatch(/console\.\w/)
      }
      await page.getByText('Change').click()
      await page.getByRole('button', { name: 'Save' }).waitFor()
      await expectGoodPage(page)
      await page.getByRole('button', { name: 'Make a link', exact: true }).click()
      await page.getByRole('heading', { name: 'A link to join' }).waitFor()
      await expectGoodPage(page)
      await page.getByRole('link', { name: 'Back to people' }).click()
      await page.getByText('Links that nobody has used').waitFor()
      await expectGoodPage(page)
      await page.getByRole('button', { name: 'Sign out' }).click()

      // The key that the browser made can be made again with any Argon2id and BLAKE2b.
      const row = await server.store.tx(tx =>
        tx.selectFrom('staff').select(['salt', 'verifier']).where('name', '=', 'Maya').executeTakeFirst(),
      )
      const stretched = await stretch(passphrase, row?.salt ?? new Uint8Array(), {
        memory: 65_536,
        passes: 3,
        size: 32,
      })
      const sodium = await openSodium()
      const expected = sodium.crypto_generichash(20, 'tulay sign-in v1', stretched)
      expect(key).toBe(toBase32(expected))
      expect(Buffer.from(row?.verifier ?? [])).toEqual(createHash('sha256').update(expected).digest())

      await page.goto(`${server.url}/staff/enter`)
      await expectGoodPage(page)
      const signIn = async (code: string) => {
        await fill('Name', 'maya')
        await fill('Passphrase', passphrase)
        await fill('Code from the authenticator (6 digits)', code)
        await page.getByRole('button', { name: 'Sign in' }).click()
      }
      await signIn(codeAt(totp, now))
      await page.getByRole('alert').waitFor()
      await expectGoodPage(page)
      // The one of joining was used up; this is the next.
      now += 30_000
      await signIn(codeAt(totp, now))
      await page.getByRole('heading', { name: 'What came in' }).waitFor()
      expect(sent.length).toBeGreaterThan(10)
      for (const word of ['correct', 'battery']) expect(sent.filter(it => it.includes(word))).toEqual([])
      // A 401 is what a wrong code is answered with; the browser tells it as an error.
      expect(complaints.filter(it => !it.includes('401'))).toEqual([])
    } finally {
      await context.close()
      await server.close()
    }
  },
)
