import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { type Driver, heardOf, type Screen } from './driver.ts'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The system's browser: `TULAY_TEST_CHROMIUM`, or the first found on the path. */
export const findChromium = (env: NodeJS.ProcessEnv = process.env): string | undefined => {
  const folders = [...(env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin']
  const paths = [env.TULAY_TEST_CHROMIUM, ...NAMES.flatMap(name => folders.map(folder => join(folder, name)))]
  return paths.find(path => path && canRun(path))
}

const canRun = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const launchChromium = (): Promise<Browser> => {
  const executablePath = findChromium()
  if (!executablePath)
    throw new Error('No Chromium here: install one (apt-get install chromium) or name it in TULAY_TEST_CHROMIUM.')
  return chromium.launch({ executablePath, headless: true, args: ARGS })
}

/** As a person sees it. Give `browser` to share one between many drivers; then only the page is closed. */
export const chromiumDriver = (
  url: string,
  { browser: shared, ...options }: BrowserContextOptions & { browser?: Browser } = {},
): Driver & { page(): Page; press(token: string): Promise<void> } => {
  let browser: Browser | undefined = shared
  let page: Page | undefined
  const now = (): Page => {
    if (!page) throw new Error('open() comes first')
    return page
  }
  const fresh = async (nonce: string): Promise<void> => {
    await now().locator(`input[name=nonce]:not([value="${nonce}"])`).first().waitFor({ state: 'attached' })
    await now().waitForLoadState('load')
  }
  /** Does something that sends a form, and waits until the page that answers stands. */
  const turn = async (act: () => Promise<void>): Promise<void> => {
    const answered = now().waitForResponse(response => response.request().method() === 'POST')
    const nonce = await now().locator('input[name=nonce]').first().inputValue()
    await act()
    await answered
    await fresh(nonce)
  }
  const unfold = async (): Promise<void> => {
    const folded = now().locator('details:not([open]) > summary')
    if ((await folded.count()) > 0) await folded.first().click()
  }
  const attach = async (field: string, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> => {
    await now().locator(field).setInputFiles(file)
    await turn(() => now().locator(`form:has(${field}) .send`).click())
  }
  const messages = async (): Promise<Screen> => {
    const screen: Screen = []
    for (const part of await now().locator('.said, ol.choices, form.main, form.verbs').all()) {
      const paragraphs = await part.locator('p').allTextContents()
      const labels = (await part.locator('.label').allTextContents()).map(label => ({ label }))
      const text = paragraphs.map(it => it.trim()).join('\n\n')
      if (paragraphs.length > 0) screen.push({ text, choices: [], verbs: [] })
      const list = (await part.getAttribute('class')) === 'choices' ? 'choices' : 'verbs'
      screen.at(-1)?.[list].push(...labels)
    }
    return screen
  }

  return {
    page: now,
    async open() {
      browser ??= await launchChromium()
      const context = await browser.newContext({ locale: 'en', ...options })
      page = await context.newPage()
      await page.goto(url)
    },
    async type(text) {
      await unfold()
      await now().locator('#text').fill(text)
      await turn(() => now().locator('form:has(#text) .send').click())
    },
    tap: label =>
      turn(() =>
        now()
          .locator(`button:has(.label:text-is(${JSON.stringify(label)}))`)
          .first()
          .click(),
      ),
    /** Sends what another button holds: one of an older message. */
    press: token =>
      turn(async () => {
        const button = now().locator('button[name=token]').first()
        await button.evaluate((it: object, value: string) => Object.assign(it, { value }) && undefined, token)
        await button.evaluate((it: object) => (it as { click(): void }).click())
      }),
    async photo(bytes, caption = '') {
      await now().locator('#text').fill(caption)
      await attach('#photo', { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(bytes) })
    },
    voice: bytes => attach('#voice', { name: 'voice.ogg', mimeType: 'audio/ogg', buffer: Buffer.from(bytes) }),
    messages,
    heard: async () => heardOf(await messages()),
    async close() {
      await page?.context().close()
      if (!shared) await browser?.close()
    },
  }
}
