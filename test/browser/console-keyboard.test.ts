/** A moderator's whole round by Tab, Enter, Space and typing alone: it is always seen where one is. */
import { expect, it } from 'vitest'
import { words } from '../stories/cast.ts'
import { createBrowserStage } from './stage.ts'
import { tabTo } from './tabs.ts'

const stage = createBrowserStage('web')
const word = (key: string): string => words.text('en', `console.${key}`)

it.each([360, 1280])('%i px wide', { timeout: 120_000 }, async width => {
  const context = await stage.browser.newContext({ viewport: { width, height: 640 } })
  const page = await context.newPage()
  const { keyboard } = page
  const press = async (name: string, key = 'Enter') => {
    await tabTo(page, name)
    await keyboard.press(key)
  }
  const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
  // Another one each time, because it is worked on.
  const category = width === 360 ? 'document_confiscation' : 'labour_wages'
  const title = words.text('en', `categories.${category}.title`)
  try {
    await page.goto(`${stage.house.url}/staff/enter/demo`)
    await press(words.text('en', 'console.skip'))
    await press(words.text('en', 'console.enter.as', { name: 'Demo moderator' }))
    await heading(word('queue.title'))
    await press(words.text('en', 'console.queue.tick_one', { what: title }), 'Space')
    await press(word('deed.claim'))
    await page
      .getByRole('status')
      .getByText(words.text('en', 'console.done.claim', { count: 1 }))
      .waitFor()
    await press(title)
    await heading(title)
    await tabTo(page, 'passphrase')
    await keyboard.type('demo demo demo demo')
    await keyboard.press('Enter')
    await page.getByRole('button', { name: word('case.lock') }).waitFor()
    // What was just opened is read next.
    await tabTo(page, 'reply-text')
    await keyboard.type('We have it.')
    await press(word('case.send_reply'))
    await page.getByText('We have it.').last().waitFor()
    expect(await page.locator('#reply-text').inputValue()).toBe('')
    await page.locator('#status').getByText(word('status.answered')).waitFor()
    await press(word('case.close'))
    await page.locator('.facts').getByText(word('status.closed')).waitFor()
    await press(word('leave'))
    await heading(word('trouble.left.title'))
  } finally {
    await context.close()
  }
})
