/** Files that go out with messages, as a browser shows them. */
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createStub, message, type Served, serveWeb } from '../channels/web-stub.ts'
import { ogg, pdf } from '../contracts/shelf.ts'
import { launchChromium } from './driver.ts'
import { complaintsOf, expectGoodPage } from './measure.ts'

let browser: Browser
let served: Served
beforeAll(async () => {
  browser = await launchChromium()
  const stub = createStub()
  const drawn = sharp({ create: { width: 1280, height: 720, channels: 3, background: '#8a1c1c' } })
  const picture = stub.media.add('photo', await drawn.jpeg().toBuffer(), 'image/jpeg')
  const files = [picture, stub.media.add('voice', ogg()), stub.media.add('document', pdf())]
  const pages = ['en', 'ar'].map(lang =>
    files.map(media => message(['March on Sunday, at ten.'], { media, lang, verbs: [] })),
  )
  stub.view = async (_channel, _address, guess) => pages[guess === 'ar' ? 1 : 0] ?? []
  served = await serveWeb(stub)
})
afterAll(async () => {
  await browser.close()
  await served.close()
})

test.each(
  (['light', 'dark'] as const).flatMap(colorScheme =>
    [320, 1280].flatMap(width => ['en', 'ar'].map(locale => ({ colorScheme, width, locale }))),
  ),
)(
  '$colorScheme, $width px, $locale: a picture, a voice and a document stand within the page',
  async ({ colorScheme, width, locale }) => {
    const context = await browser.newContext({ colorScheme, locale, viewport: { width, height: 720 } })
    try {
      const page = await context.newPage()
      const complaints = complaintsOf(page)
      await page.goto(served.url)
      const picture = page.locator('img')
      await picture.scrollIntoViewIfNeeded()
      await expect
        .poll(() => picture.evaluate(it => (it as unknown as { naturalWidth: number }).naturalWidth))
        .toBe(1280)
      const [box, card] = [await picture.boundingBox(), await page.locator('.said').first().boundingBox()]
      expect((box?.width ?? 0) / (box?.height ?? 1)).toBeCloseTo(16 / 9, 1)
      expect(box?.width).toBeLessThan(card?.width ?? 0)
      expect(await page.locator('audio').count()).toBe(1)
      const [download] = await Promise.all([page.waitForEvent('download'), page.locator('a[download]').click()])
      expect(download.suggestedFilename()).toBe('document.pdf')
      await expectGoodPage(page)
      expect(complaints).toEqual([])
      const folder = process.env.TULAY_TEST_SHOTS
      if (folder)
        await page.screenshot({ path: `${folder}/files-${colorScheme}-${width}-${locale}.png`, fullPage: true })
    } finally {
      await context.close()
    }
  },
  120_000,
)
