import { mkdirSync } from 'node:fs'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openQueue } from '../console/queue-rig.ts'
import { launchChromium } from './driver.ts'
import { complaintsOf, expectGoodPage } from './measure.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const withPage = async (
  url: string,
  as: string,
  work: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...options })
  await context.addCookies([{ name: 'as', value: as, url }])
  try {
    const page = await context.newPage()
    const complaints = complaintsOf(page)
    await page.goto(`${url}/staff`)
    await work(page)
    // The browser calls an answer with 409 or 400 an error of loading; it is the page that says why.
    expect(complaints.filter(it => !/status of 4/.test(it))).toEqual([])
  } finally {
    await context.close()
  }
}

const fill = async ({ file }: Awaited<ReturnType<typeof openQueue>>) => {
  await file({ category: 'labour_wages', area: 'JP-11', deadline: '2023-11-15' })
  await file({ category: 'document_confiscation', area: 'KR-41', urgency: 'urgent', deadline: '2023-11-10' })
  await file({ category: 'gbv_women', area: null, urgency: 'emergency', demo: true })
}

const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env.TULAY_PICTURES
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

test.each([
  ['light', 320],
  ['light', 1280],
  ['dark', 320],
  ['dark', 1280],
] as const)('the queue, %s, %i px: axe finds nothing, all is large enough for a thumb', async (colorScheme, width) => {
  const rig = await openQueue()
  await fill(rig)
  await withPage(
    rig.url,
    'ana',
    async page => {
      await expectGoodPage(page)
      await picture(page, `queue-${colorScheme}-${width}`)
      await page.getByText('Filter', { exact: true }).click()
      await page.getByText('Find by receipt').click()
      await expectGoodPage(page)
      await picture(page, `filters-${colorScheme}-${width}`)
      await page.getByLabel('Urgency').selectOption('emergency')
      await page.getByRole('button', { name: 'Show' }).click()
      await page.waitForURL(/urgency=emergency/)
      expect(await page.getByRole('row').count()).toBe(2)
      await page.getByRole('checkbox', { name: /Choose/ }).check()
      await page.getByRole('button', { name: 'Claim' }).click()
      await page.getByText('1 is yours now.').waitFor()
      expect(new URL(page.url()).searchParams.get('urgency')).toBe('emergency')
      await expectGoodPage(page)
      await picture(page, `claimed-${colorScheme}-${width}`)
    },
    { colorScheme, viewport: { width, height: 740 } },
  )
})

test('by keyboard alone: tick, claim, and see where one is', async () => {
  const rig = await openQueue()
  await fill(rig)
  await withPage(rig.url, 'ana', async page => {
    const active = () =>
      page.evaluate(`(() => {
        const it = document.activeElement
        return it.value || it.textContent.trim()
      })()`)
    const press = async (until: RegExp): Promise<void> => {
      for (let at = 0; at < 60; at++) {
        await page.keyboard.press('Tab')
        const outline = await page.evaluate(`getComputedStyle(document.activeElement).outlineStyle`)
        expect(outline, String(await active())).toBe('solid')
        if (until.test(String(await active()))) return
      }
      throw new Error(`the keyboard does not reach ${until}`)
    }
    await press(/^[\w-]{22}\.$/)
    await page.keyboard.press('Space')
    await press(/^claim$/)
    await page.keyboard.press('Enter')
    await page.getByText('1 is yours now.').waitFor()
  })
})

test('an open page shows what came in meanwhile, and lets a ticked box be', async () => {
  const rig = await openQueue()
  await fill(rig)
  await withPage(rig.url, 'ana', async page => {
    const count = () => page.locator('nav.counts a').first().innerText()
    expect(await count()).toContain('3')
    await rig.file()
    const told = () => {
      // Again and again, because the page may not be listening yet.
      rig.changes.tell()
      return count()
    }
    await expect.poll(told, { timeout: 10_000 }).toContain('4')
    expect(await page.getByRole('row').count()).toBe(5)

    await page
      .getByRole('checkbox', { name: /Choose/ })
      .first()
      .check()
    await rig.file()
    rig.changes.tell()
    await page.getByRole('link', { name: 'The queue has changed. Show it.' }).waitFor()
    expect(await count()).toContain('5')
    expect(await page.getByRole('row').count()).toBe(5)
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(1)
    await page.getByRole('link', { name: 'The queue has changed. Show it.' }).click()
    await expect.poll(() => page.getByRole('row').count()).toBe(6)
  })
})

test('without JavaScript all of it works', async () => {
  const rig = await openQueue()
  await fill(rig)
  await withPage(
    rig.url,
    'ana',
    async page => {
      await page.getByRole('checkbox').nth(0).check()
      await page.getByRole('combobox', { name: 'To whom?' }).selectOption({ label: 'Bo' })
      await page.getByRole('button', { name: 'Hand over' }).click()
      await page.getByText('1 was handed over.').waitFor()
      await page.getByRole('link', { name: /Unclaimed/ }).click()
      await page.waitForURL(/whose=nobody/)
      expect(await page.getByRole('row').count()).toBe(3)
    },
    { javaScriptEnabled: false },
  )
})

test('single keys move, tick, claim and open; none while somebody types, and none once they are switched off', async () => {
  const rig = await openQueue()
  await fill(rig)
  await withPage(rig.url, 'ana', async page => {
    const press = (key: string) => page.keyboard.press(key)
    const at = () => page.evaluate('document.activeElement?.closest("tr")?.rowIndex ?? 0')
    const ticked = () => page.locator('td input:checked').count()
    expect(await page.locator('#keys summary').isVisible()).toBe(true)
    for (const [key, row] of [
      ['j', 1],
      ['j', 2],
      ['j', 3],
      ['j', 3],
      ['k', 2],
    ] as const) {
      await press(key)
      expect(await at()).toBe(row)
    }
    await press('x')
    expect(await ticked()).toBe(1)
    await press('x')
    expect(await ticked()).toBe(0)
    await press('Control+j')
    expect(await at()).toBe(2)
    // In a field they are letters.
    await press('/')
    await page.keyboard.type('jkxc?')
    expect(await page.locator('input[name="receipt"]').inputValue()).toBe('jkxc?')
    expect(await ticked()).toBe(0)
    await page.locator('td.category a').nth(1).focus()
    await press('c')
    await page.locator('.report').waitFor()
    expect(await page.locator('.report').innerText()).toContain('1 is yours now')
    await press('?')
    await expectGoodPage(page)
    await page.locator('#keys-on').uncheck()
    await page.locator('td.category a').first().focus()
    await press('x')
    expect(await ticked()).toBe(0)
    await page.reload()
    await press('j')
    expect(await at()).toBe(0)
  })
})

test('the fold of what is rarer is good for a thumb too', async () => {
  const rig = await openQueue()
  await fill(rig)
  await rig.post(
    'ana',
    [
      ['name', 'Urgent ones'],
      ['ask', 'urgency=urgent'],
    ],
    '/staff/queue/views',
  )
  await withPage(
    rig.url,
    'ana',
    async page => {
      await page.evaluate(`for (const it of document.querySelectorAll('details')) it.open = true`)
      await page.locator('td input').first().check()
      await expectGoodPage(page)
      await picture(page, 'queue-folds')
    },
    { viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
  )
})
