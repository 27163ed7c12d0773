/** What a page looks like to whoever reads it: which figure stands first, what belongs to what. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Message } from '../../src/kit/message.ts'
import { choice, createStub, message, type Stub, serveWeb } from '../channels/web-stub.ts'
import { chromiumDriver, launchChromium } from './driver.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const onPage = async (script: Message[], work: (page: Page, app: Stub) => Promise<void>): Promise<void> => {
  const app = createStub(script)
  const served = await serveWeb(app)
  const person = chromiumDriver(served.url, { browser, viewport: { width: 320, height: 720 } })
  try {
    await person.open()
    await work(person.page(), app)
  } finally {
    await person.close()
    await served.close()
  }
}

/** How far from the left edge these letters of the message stand. */
const leftOf = (page: Page, letters: string): Promise<number> =>
  page.evaluate(`(() => {
    const texts = document.createTreeWalker(document.querySelector('.said'), NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const at = texts.currentNode.data.indexOf('${letters}')
      if (at < 0) continue
      const range = document.createRange()
      range.setStart(texts.currentNode, at)
      range.setEnd(texts.currentNode, at + ${letters.length})
      return range.getBoundingClientRect().left
    }
    throw new Error('${letters} is not there')
  })()`)

test('among right-to-left letters a receipt, a date and a number are read in their own order', () =>
  onPage(
    [
      message(['رقم الإيصال:\n1111 2222 3333 4444.\n\nفي 2026-11-30 اتصل على 03-5566-7788 الآن، أو 09:15–17:45.'], {
        lang: 'ar',
      }),
    ],
    async page => {
      for (const groups of [
        ['1111', '2222', '3333', '4444'],
        ['2026', '11-30'],
        ['03-', '5566', '7788'],
        ['09:15', '17:45'],
      ]) {
        const places = await Promise.all(groups.map(group => leftOf(page, group)))
        expect(
          places.toSorted((a, b) => a - b),
          groups.join(' '),
        ).toEqual(places)
      }
      // Words around them still run from right to left.
      expect(await leftOf(page, 'في')).toBeGreaterThan(await leftOf(page, '2026'))
    },
  ))

test('more of a list stands under the list, done under what it ends', () =>
  onPage(
    [
      message(['Where?'], {
        choices: [choice('a.tags.1.JP', 'Japan')],
        verbs: [choice('v.done.tags.1', 'Done'), choice('v.more.tags.1', 'More'), choice('v.help.tags.1', 'Help')],
        input: 'place',
      }),
    ],
    async page => {
      const shown = await page.locator('button:visible, #text').allInnerTexts()
      expect(shown.map(text => text.split('\n').at(-1))).toEqual([
        'Japan',
        'More',
        '',
        'Send',
        'Use where I am (only roughly)',
        'Done',
        'Help',
      ])
    },
  ))

test('what is chosen already is told to whoever cannot see the mark', () =>
  onPage(
    [
      message(['Which?'], {
        choices: [choice('a.tags.1.-work', 'Work', '✅'), choice('a.tags.1.home-care', 'Home')],
      }),
    ],
    async page => {
      expect(await page.getByRole('button', { pressed: true }).allInnerTexts()).toEqual([
        expect.stringContaining('Work'),
      ])
    },
  ))
