/** Passkeys in a real browser, with the authenticator that Chromium brings for tests (CDP, WebAuthn domain). */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveConsole } from '../console/console-stub.ts'
import { codeAt } from '../console/joined.ts'
import { launchChromium } from './driver.ts'
import { complaintsOf, expectGoodPage } from './measure.ts'

const MINUTE = 60_000
let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

/** A device that keeps passkeys and knows its person, as a phone does. */
const giveDevice = async (page: Page) => {
  const device = await page.context().newCDPSession(page)
  await device.send('WebAuthn.enable')
  const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    knows: (isUserVerified: boolean) => device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    kept: async () => (await device.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
  }
}

test.each([
  ['light', 320],
  ['dark', 1280],
] as const)(
  'joining, adding a passkey, signing in and proving by it, %s, %i px',
  { timeout: 120_000 },
  async (colorScheme, width) => {
    let ahead = 0
    const world = {
      now: () => Date.now() + ahead,
      random: (size: number) => crypto.getRandomValues(new Uint8Array(size)),
    }
    const server = await serveConsole([], { demo: false, world })
    const url = server.url.replace('127.0.0.1', 'localhost')
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } })
    try {
      const page = await context.newPage()
      const complaints = complaintsOf(page)
      const device = await giveDevice(page)
      const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text)
      const press = (name: string) => page.getByRole('button', { name, exact: true }).click()

      await page.goto(`${url}${await server.link()}`)
      const totp = (await page.locator('input[name=totp]').getAttribute('value')) ?? ''
      await fill('Name', 'Maya')
      await fill('Passphrase', 'correct horse battery staple')
      await fill('Passphrase once more', 'correct horse battery staple')
      await fill('Code from the authenticator (6 digits)', codeAt(totp, world.now()))
      await press('Join')
      await page.getByRole('link', { name: 'Add a passkey' }).click()
      await page.getByRole('heading', { name: 'Passkeys' }).waitFor()
      await expectGoodPage(page)
      await fill('What to call it', 'My phone')
      await press('Add a passkey')
      await page.locator('b', { hasText: 'My phone' }).waitFor()
      await expectGoodPage(page)
      const [credential] = await device.kept()
      expect(credential).toMatchObject({ isResidentCredential: true, rpId: 'localhost' })
      // What the device gives back is the account's random id, and no name.
      const id = (await server.door.members())[0]?.id ?? ''
      expect(Buffer.from(credential?.userHandle ?? '', 'base64').toString('base64url')).toBe(id)

      // The same device is not added twice.
      await press('Add a passkey')
      await page.getByText('This device has a passkey for you already.').waitFor()
      await press('Sign out')
      await page.goto(`${url}/staff/enter`)
      await expectGoodPage(page)
      // A device that did not verify its person answers nothing that counts.
      await device.knows(false)
      await press('Sign in with a passkey')
      await page.getByText('Nothing came of it.').waitFor({ timeout: 90_000 })
      await device.knows(true)
      await press('Sign in with a passkey')
      await page.getByRole('heading', { name: 'What came in' }).waitFor()

      ahead += 11 * MINUTE
      await page.goto(`${url}/staff/people`)
      await expectGoodPage(page)
      await press('Use a passkey instead')
      await page.getByRole('button', { name: 'Make a link', exact: true }).waitFor()
      for (const path of ['/staff/me/passphrase', '/staff/me/authenticator']) {
        await page.goto(`${url}${path}`)
        await expectGoodPage(page)
        expect(await page.locator('body').innerText()).not.toMatch(/console\.\w/)
      }
      await page.goto(`${url}/staff/me/passphrase`)
      await fill('Passphrase', 'another horse battery staple')
      await fill('Passphrase once more', 'another horse battery staple')
      await press('Change the passphrase')
      await page.getByRole('heading', { name: 'The passphrase is changed' }).waitFor()
      await expectGoodPage(page)
      await page.goto(`${url}/staff/me`)
      await press('Remove My phone')
      await page.getByText('You have none yet.').waitFor()
      await press('Sign out')
      await page.goto(`${url}/staff/enter`)
      await fill('Name', 'Maya')
      await fill('Passphrase', 'another horse battery staple')
      await fill('Code from the authenticator (6 digits)', codeAt(totp, world.now()))
      await press('Sign in')
      await page.getByRole('heading', { name: 'What came in' }).waitFor()
      expect(complaints).toEqual([])
    } finally {
      await context.close()
      await server.close()
    }
  },
)
