/** The console in each language that it speaks: some main pages, narrow and wide. Nothing is cut, and no sentence is left in English. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { readWords } from '../../src/engine/lint/read-words.ts'
import { PROJECT } from '../../src/house.ts'
import { queue } from '../../src/store/concerns.ts'
import { plantCampaign } from '../store/planted-campaigns.ts'
import { complaintsOf, expectGoodPage } from './measure.ts'
import { createBrowserStage } from './stage.ts'

const LANGUAGES = ['ja', 'ko']
/** Where words that are longer than the English ones have no room. */
const width = 320
const SHOTS = process.env.TULAY_TEST_SHOTS

const stage = createBrowserStage('web')

const aCase = async (): Promise<string> => {
  const [row] = await stage.house.store.tx(tx => queue(tx, { limit: 1, offset: 0 }))
  return `/staff/case/${row?.id}`
}
let draft: string | undefined
const aDraft = async (): Promise<string> => {
  draft ??= await plantCampaign(stage.house.store, { demo: true, state: 'draft' })
  return `/staff/campaigns/${draft}`
}
type Role = 'moderator' | 'administrator'
const PAGES: [string, Role, () => Promise<string>][] = [
  ['queue', 'moderator', async () => '/staff'],
  ['case', 'moderator', aCase],
  ['keys', 'moderator', async () => '/staff/keys'],
  ['campaign', 'administrator', aDraft],
  ['audit', 'administrator', async () => '/staff/audit'],
]

const textsOf = (tag: string): string[] =>
  [...readWords(readFileSync(join(PROJECT, `locales/${tag}/console.json`), 'utf8')).words].flatMap(
    ([key, { value }]) =>
      // Names of messengers stand in Latin letters in any language.
      key.startsWith('course.channels.') || key.startsWith('compose.on.') ? [] : value,
  )
/** What English says and the language says otherwise everywhere; with a value in it a sentence never stands whole on a page. */
const englishIn = (lang: string): Set<string> => {
  const own = new Set(textsOf(lang))
  return new Set(textsOf('en').filter(text => !text.includes('{{') && !own.has(text)))
}
/** Each text as it stands between two tags, shown or folded away, but what is said to be in another language: how a call arrives. */
const TEXTS = `(() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const texts = []
  while (walk.nextNode()) {
    const { data, parentElement } = walk.currentNode
    if (parentElement.closest('[lang]').lang === document.documentElement.lang) texts.push(data.trim())
  }
  return texts
})()`

const enter = async (page: Page, role: Role): Promise<void> => {
  await page.goto(`${stage.house.url}/staff/enter/demo`)
  await page.getByRole('button', { name: new RegExp(`Demo ${role}`) }).click()
  await page.locator('h1').waitFor()
}

describe.each(LANGUAGES)('the console in %s', { timeout: 60_000 }, lang => {
  const english = englishIn(lang)

  describe('on a phone', () => {
    it.each(PAGES)('%s: nothing is cut, and nothing is English', async (name, role, place) => {
      const context = await stage.browser.newContext({ locale: lang, viewport: { width, height: 800 } })
      try {
        const page = await context.newPage()
        await enter(page, role)
        const complaints = complaintsOf(page)
        await page.goto(stage.house.url + (await place()))
        expect(await page.locator('html').getAttribute('lang')).toBe(lang)
        await page.evaluate(`for (const it of document.querySelectorAll('details')) it.open = true`)
        const texts = (await page.evaluate(TEXTS)) as string[]
        expect(texts.length).toBeGreaterThan(20)
        expect(texts.filter(text => english.has(text))).toEqual([])
        expect(await page.locator('body').innerText()).not.toMatch(/\b(console|categories|areas)\.\w/)
        await expectGoodPage(page)
        if (SHOTS) await page.screenshot({ path: join(SHOTS, `${lang}-${name}-${width}.png`), fullPage: true })
        expect(complaints).toEqual([])
      } finally {
        await context.close()
      }
    })
  })
})
