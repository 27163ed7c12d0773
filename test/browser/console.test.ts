import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rowOf, serveConsole } from '../console/console-stub.ts'
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
      await page.goto(`${server.url}${server.link()}`)
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
