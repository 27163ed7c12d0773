/** Somebody of the staff at a browser of their own, who does what the printed page says. */
import type { Browser } from 'playwright-core'
import { expect } from 'vitest'
import { codeAt } from '../console/joined.ts'
import { complaintsOf } from './measure.ts'
import type { Deed, Step } from './printed-page.ts'

/** A code works once: whoever needs one goes on by half a minute. */
export type Clock = { now(): number; next(): void }

export type Person = Awaited<ReturnType<typeof meet>>

export const meet = async (browser: Browser, url: string, clock: Clock, name: string) => {
  const open = async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
    // Nobody stands at a printer here.
    await context.addInitScript('window.print = () => { document.documentElement.dataset.printed = "yes" }')
    const page = await context.newPage()
    return { context, page, complaints: complaintsOf(page) }
  }
  let { context, page, complaints } = await open()
  let totp = ''
  const me = {
    name,
    /** Of the way in, and of the key. */
    passphrase: `the way in of ${name} is long`,
    keyPhrase: `the key of ${name} is long too`,
    /** On paper: what the printer gave, and what is in the hand now. */
    printed: [] as string[],
    sheets: [] as string[],
    page: () => page,
    complaints: () => complaints,
    /** The old one is gone, with everything on it. */
    async newPhone() {
      await context.close()
      ;({ context, page, complaints } = await open())
      totp = ''
    },
    close: () => context.close(),
    async open(link: string) {
      await page.goto(link)
      totp = (await page.locator('input[name=totp]').getAttribute('value')) ?? totp
    },
    code() {
      clock.next()
      return codeAt(totp, clock.now())
    },
    /** All of one step; `beside`: whose name a button stands beside. */
    async follow(step: Step, beside: string) {
      if (step.text.includes('load the page again')) await page.reload()
      // What the page says of a key that is locked.
      const open = step.text.includes('unless your key is open already') ? ['Your passphrase', 'Open the key'] : []
      for (const deed of step.deeds) {
        if (open.includes(deed.label) && (await isOpen())) continue
        await DEEDS[deed.verb](deed.label.replace('Maya', beside), step.text, beside)
      }
    },
  }
  const heading = () => page.getByRole('heading', { level: 1 }).innerText()
  /** The page's script shows one or the other. */
  const isOpen = async (): Promise<boolean> => {
    const [unlock, lock] = ['Open the key', 'Lock'].map(name => page.getByRole('button', { name, exact: true }))
    if (!unlock || !lock) return false
    await unlock.or(lock).and(page.locator(':visible')).first().waitFor()
    return lock.isVisible()
  }
  const linkTo = (title: string) => page.getByRole('link', { name: title, exact: true }).first()
  /** By what can be pressed here, in the menu or on the page Keys. */
  const goTo = async (title: string): Promise<void> => {
    const at = async () => {
      const now = await heading()
      const menu = page.locator('summary').filter({ hasText: 'Menu' })
      if (now !== title && !(await linkTo(title).isVisible()) && (await menu.isVisible())) await menu.click()
      for (const way of now === title ? [] : [title, ...(now === 'Keys' ? [] : ['Keys'])])
        if (await linkTo(way).isVisible()) {
          await linkTo(way).click()
          break
        }
      return heading()
    }
    await expect.poll(at, { timeout: 60_000, message: `the way to ${title}` }).toBe(title)
    const code = page.locator('form[action="/staff/prove"]')
    if ((await code.count()) > 0) {
      await code.getByLabel('Code from the authenticator (6 digits)').fill(me.code())
      await code.getByRole('button', { name: 'Go on' }).click()
      await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
    }
  }
  const textFor = async (label: string): Promise<string> => {
    if (label === 'Name') return name
    if (label.startsWith('Code from')) return me.code()
    if (label === 'First sheet') return me.sheets[0] ?? ''
    if (label === 'Second sheet') return me.sheets[1] ?? ''
    if (label === 'Your passphrase' || (await heading()) === 'Keys') return me.keyPhrase
    return me.passphrase
  }
  const typeWords = async (): Promise<void> => {
    for (const field of await page.locator('#ask input').all()) {
      const label = await page.locator(`label[for=${await field.getAttribute('id')}]`).innerText()
      const [, word, sheet] = /^Word (\d+) of sheet (\d)$/.exec(label) ?? []
      await field.fill(me.printed[Number(sheet) - 1]?.split(' ')[Number(word) - 1] ?? '')
    }
  }
  const DEEDS: Record<Deed['verb'], (label: string, text: string, beside: string) => Promise<void>> = {
    on: goTo,
    async press(label, text, beside) {
      if (label === 'Use this kit') await typeWords()
      const all = page.locator('button, summary, a').filter({ hasText: label, visible: true })
      const row = text.includes('beside the recovery kit') ? 'Recovery kit on paper' : beside
      const near = page.locator('li').filter({ hasText: row }).locator(all)
      await all.first().waitFor()
      if (label === 'Print the sheets') {
        const lists = await page.locator('.sheet .words').all()
        me.printed = await Promise.all(lists.map(async it => (await it.locator('li').allInnerTexts()).join(' ')))
      }
      await ((await all.count()) > 1 || (/\bbeside\b/.test(text) && (await near.count()) > 0)
        ? near.first()
        : all.first()
      ).click()
      await page.waitForLoadState('load')
    },
    async in(label) {
      const field = page.getByLabel(label, { exact: true }).and(page.locator(':visible')).first()
      await field.fill(await textFor(label))
    },
    async tick(label) {
      const box = page.getByLabel(label)
      if ((await box.count()) > 0) await box.check()
    },
    async see(label) {
      await page.getByText(label).first().waitFor()
    },
  }
  expect(url).toMatch(/^http/)
  return me
}
