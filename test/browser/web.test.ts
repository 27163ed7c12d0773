import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Message } from '../../src/kit/message.ts'
import {
  ARABIC_PAGE,
  createStub,
  listen,
  message,
  REPORT,
  type Served,
  type Stub,
  serveWeb,
} from '../channels/web-stub.ts'
import { chromiumDriver, launchChromium } from './driver.ts'
import { complaintsOf, expectGoodPage } from './measure.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

type Person = ReturnType<typeof chromiumDriver>
const using = async (
  work: (person: Person, app: Stub, served: Served) => Promise<void>,
  { script = REPORT, exit = '', ...context }: BrowserContextOptions & { script?: Message[]; exit?: string } = {},
): Promise<void> => {
  const app = createStub(script)
  const served = await serveWeb(app, { demo: true, ...(exit ? { exit } : {}) })
  const person = chromiumDriver(served.url, { browser, ...context })
  try {
    await person.open()
    await work(person, app, served)
  } finally {
    await person.close()
    await served.close()
  }
}

const TO_STORY = ['English', 'Yes, go on', 'Report a problem', 'Yes', 'Wages and working conditions']
/** A whole report; `look` sees every page of it. */
const report = async (person: Person, look: () => Promise<unknown> = async () => {}): Promise<void> => {
  await look()
  const turns = [
    ...TO_STORY.map(label => () => person.tap(label)),
    () => person.type('Saitama'),
    () => person.type('They did not pay me.'),
    () => person.photo(new Uint8Array([0xff, 0xd8, 1])),
    () => person.tap('Done'),
    () => person.tap('Send, and tell me when there is news'),
  ]
  for (const turn of turns) {
    await turn()
    await look()
  }
}

describe.each(['light', 'dark'] as const)('%s', colorScheme => {
  describe.each([320, 1280])('%i px wide', width => {
    test.each([
      ['left to right', REPORT],
      ['right to left', [...REPORT.map(it => ({ ...it, lang: 'ar' })), ARABIC_PAGE]],
    ])(
      '%s: axe finds nothing on any page, targets are 44 px, nothing scrolls sideways',
      (_, script) =>
        using(
          async person => {
            const page = person.page()
            const complaints = complaintsOf(page)
            await report(person, () => expectGoodPage(page))
            await page.goto(new URL('/about', page.url()).href)
            await expectGoodPage(page)
            expect(complaints).toEqual([])
            await page.goto(new URL('/nothing', page.url()).href)
            await expectGoodPage(page)
          },
          { script, colorScheme, viewport: { width, height: 720 } },
        ),
      240_000,
    )
  })
})

test('without a script a whole report is filed in a real browser', () =>
  using(
    async (person, app) => {
      await report(person)
      expect(app.filed).toBe(1)
      const [receipt] = await person.heard()
      expect(receipt?.text).toContain('1234 5678 9012 3456')
      expect(receipt?.choices).toEqual(['Any news?'])
      expect(receipt?.verbs).toContain('Help')
      expect(await person.page().locator('#here').isVisible()).toBe(false)
    },
    { javaScriptEnabled: false },
  ))

test('with the script nothing is loaded anew, and the new message has the focus', () =>
  using(
    async (person, app) => {
      const page = person.page()
      await page.evaluate('window.kept = true')
      // However far down the button stood, the answer is read from its beginning.
      await report(person, async () => expect(await page.evaluate('scrollY')).toBe(0))
      expect(app.filed).toBe(1)
      expect(await page.evaluate('window.kept')).toBe(true)
      expect(await page.evaluate('document.activeElement.id')).toBe('now')
      await page.reload()
      expect((await person.messages())[0]?.text).toContain('1234 5678 9012 3456')
    },
    { viewport: { width: 320, height: 480 } },
  ))

test('by keyboard alone', () =>
  using(async (person, app) => {
    const page = person.page()
    const focused = (): Promise<string> => page.evaluate(`document.activeElement.textContent.trim()`)
    /** Walks on with Tab until that stands under the cursor; the way must be visible. */
    const tabTo = async (found: (text: string) => boolean): Promise<void> => {
      for (let step = 0; step < 60; step++) {
        await page.keyboard.press('Tab')
        const outline = await page.evaluate(`getComputedStyle(document.activeElement).outlineStyle`)
        if (!(await page.evaluate('document.activeElement === document.body'))) expect(outline).not.toBe('none')
        if (found(await focused())) return
      }
      throw new Error('not reached by keyboard')
    }
    const press = async (label: string): Promise<void> => {
      await tabTo(text => text.endsWith(label))
      const nonce = await page.locator('input[name=nonce]').first().inputValue()
      await page.keyboard.press('Enter')
      await page.locator(`input[name=nonce]:not([value="${nonce}"])`).first().waitFor({ state: 'attached' })
    }
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Skip to the answer')
    for (const label of TO_STORY) await press(label)
    await tabTo(text => text === 'Japan' || text.endsWith('대한민국'))
    for (const words of ['Saitama', 'They did not pay me.']) {
      await page.locator('#text').focus()
      await page.keyboard.type(words)
      await press('Send')
    }
    await press('Done')
    await press('Send, and tell me when there is news')
    expect(app.filed).toBe(1)
    expect(app.heard.map(({ it }) => it)).toContainEqual({ kind: 'text', text: 'Saitama' })
  }))

test('without a connection what was written stays, and a word says so', () =>
  using(
    async (person, app) => {
      const page = person.page()
      await page.locator('#text').fill('my long story')
      await page.context().setOffline(true)
      await page.locator('.send').click()
      await page.getByText('No connection. What you wrote is still here').waitFor()
      expect(await page.locator('#text').inputValue()).toBe('my long story')
      await page.context().setOffline(false)
      await person.type('my long story, again')
      expect(app.heard).toHaveLength(1)
    },
    { script: [message(['What happened?'], { input: 'text' })] },
  ))

test('a button pressed twice in haste is sent once', () =>
  using(async (person, app) => {
    const { receive } = app
    let answer = () => {}
    const held = new Promise<void>(resolve => (answer = resolve))
    app.receive = inbounds => held.then(() => receive(inbounds))
    const posts: string[] = []
    const page = person.page()
    page.on('request', request => request.method() === 'POST' && posts.push(request.url()))
    await page.locator('button.choice').first().dblclick()
    await page.locator('button.choice').last().click()
    answer()
    await page.getByText('Shall we go on?').waitFor()
    expect(posts).toHaveLength(1)
  }))

test('the second half of a double click answers nothing on the page that came meanwhile', () =>
  using(async (person, app) => {
    const page = person.page()
    const press = async (label: string, clickCount: number): Promise<void> => {
      const box = await page.getByRole('button', { name: label }).boundingBox()
      await page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 20)
      await page.mouse.down({ clickCount })
      await page.mouse.up({ clickCount })
    }
    await press('English', 1)
    await page.getByText('Shall we go on?').waitFor()
    await press('Tell me more', 2)
    await person.tap('Yes, go on')
    expect(app.heard.map(({ it }) => it)).toEqual(
      ['a.tags.0.en', 'a.tags.1.yes'].map(token => ({ kind: 'tap', token })),
    )
  }))

test('only a tenth of a degree leaves the browser', () =>
  using(
    async (person, app) => {
      const page = person.page()
      const sent = page.waitForRequest(request => request.method() === 'POST')
      await page.locator('#here').click()
      expect((await sent).postData()).not.toMatch(/35\.68|139\.76/)
      await expect.poll(() => app.heard.length).toBe(1)
      expect(app.heard[0]?.it).toEqual({ kind: 'place', lat: 35.7, lon: 139.8 })
    },
    {
      script: [message(['Where?'], { input: 'place' })],
      geolocation: { latitude: 35.681236, longitude: 139.767125 },
      permissions: ['geolocation'],
    },
  ))

test('leaving: by Esc twice or by the button, at once, and Back does not lead into the talk', async () => {
  const neutral = await listen(
    () => new Response('<title>Weather</title>', { headers: { 'content-type': 'text/html' } }),
  )
  try {
    for (const leave of ['keys', 'button', 'button without a script'])
      await using(
        async (person, app) => {
          const page = person.page()
          await person.tap('English')
          if (leave === 'keys') {
            await page.keyboard.press('Escape')
            await page.waitForTimeout(1000)
            await page.keyboard.press('Escape')
            expect(await page.title()).toBe('Tulay')
            await page.keyboard.press('Escape')
          } else await page.locator('#exit').click()
          await page.waitForURL(`${neutral.url}/`)
          await page.goBack().catch(() => null)
          const shown = (): Promise<string> => page.content().catch(() => 'still on its way')
          await expect.poll(shown).not.toMatch(/Shall we go on\?|still on its way/)
          expect(await page.context().cookies()).toEqual([])
          expect(app.heard).toHaveLength(1)
        },
        { exit: `${neutral.url}/`, javaScriptEnabled: leave !== 'button without a script' },
      )
  } finally {
    await neutral.close()
  }
})

test('news is offered when it comes, and takes nothing away', () =>
  using(async (person, app, { url }) => {
    const page = person.page()
    await page.clock.install()
    await page.reload()
    await person.tap('English')
    expect(await page.locator('#news').isVisible()).toBe(false)
    const asked = page.waitForResponse(`${url}/new`).then(response => response.status())
    await page.clock.runFor(31_000)
    expect(await asked).toBe(204)
    expect(await page.locator('#news').isVisible()).toBe(false)
    app.view = async () => [message(['A test alert.'])]
    await page.clock.runFor(31_000)
    await page.locator('#news').waitFor({ state: 'visible' })
    expect((await person.messages())[0]?.text).toContain('Shall we go on?')
    await page.locator('#news').click()
    await page.getByText('A test alert.').waitFor()
  }))
