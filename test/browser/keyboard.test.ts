/** A whole real report by Tab, Enter and typing alone: it is always seen where one is, and each new question begins at its beginning. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { GROUND } from '../stories/rig.ts'
import { createBrowserStage } from './stage.ts'
import { tabTo } from './tabs.ts'

const stage = createBrowserStage('chromium')

const say = (key: string, lang = 'en'): string => (GROUND.ok ? GROUND.value.words.text(lang, key) : key)

const keyboard = (page: Page) => {
  const enter = async (): Promise<void> => {
    const nonce = await page.locator('input[name=nonce]').first().inputValue()
    await page.keyboard.press('Enter')
    await page.locator(`input[name=nonce]:not([value="${nonce}"])`).first().waitFor({ state: 'attached' })
    // The question is read next, from its first word, and is not under the header.
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('now')
    expect(await page.evaluate('scrollY')).toBe(0)
    const [said, header] = await Promise.all(['.said', 'header'].map(it => page.locator(it).first().boundingBox()))
    expect(said?.y).toBeGreaterThanOrEqual((header?.y ?? 0) + (header?.height ?? 0))
  }
  return {
    async press(label: string): Promise<void> {
      await tabTo(page, label)
      await enter()
    },
    async write(words: string): Promise<void> {
      await tabTo(page, 'text')
      await page.keyboard.type(words)
      await tabTo(page, say('web.send'))
      await enter()
    },
  }
}

it.each([320, 1280])('%i px wide', async width => {
  const context = await stage.browser.newContext({ locale: 'en', viewport: { width, height: 480 } })
  const page = await context.newPage()
  const { press, write } = keyboard(page)
  try {
    await page.goto(stage.house.url)
    await tabTo(page, say('web.skip'))
    await press('English')
    for (const key of [
      'flows.start.privacy.options.yes',
      'flows.report.title',
      'flows.report.safe.options.yes',
      'categories.group.work',
      'categories.labour_wages.title',
      'verbs.more.label',
    ])
      await press(say(key))
    await write('Saitama')
    await write('They did not pay me for three months.')
    await press(say('verbs.done.label'))
    // What is folded away opens by Enter, and a written answer counts like a button.
    await tabTo(page, say('web.write.instead'))
    await page.keyboard.press('Enter')
    await write('send')
    await page.getByText(/\d{4} \d{4} \d{4} \d{4}/).waitFor()
    await press(say('flows.news.title'))
    await page.getByText(say('notices.status.new')).waitFor()
  } finally {
    await context.close()
  }
})
