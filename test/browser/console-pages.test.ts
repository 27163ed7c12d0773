/** Every page of the console, as the table of docs/security.md lists them: in light and dark, both directions, narrow and wide. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { EVERYBODY } from '../../src/domain/campaigns/audience.ts'
import type { Sheet } from '../../src/domain/campaigns/sheet.ts'
import { PROJECT } from '../../src/house.ts'
import { ok } from '../../src/kit/result.ts'
import { queue } from '../../src/store/concerns.ts'
import type { Store } from '../../src/store/index.ts'
import { activeHolders } from '../../src/store/keyholders.ts'
import { signedCampaign } from '../app/campaigns/signed.ts'
import { type Counts, type Lines, plantCampaign, plantRun } from '../store/planted-campaigns.ts'
import { complaintsOf, expectGoodPage, SQUEEZED } from './measure.ts'
import { MIRRORED, mirroredGround } from './mirrored.ts'
import { createBrowserStage } from './stage.ts'

type View = { colorScheme: 'light' | 'dark'; width: number; locale: string }
const VIEWS: View[] = [
  { colorScheme: 'light', width: 320, locale: 'en' },
  { colorScheme: 'dark', width: 320, locale: MIRRORED },
  { colorScheme: 'light', width: 1280, locale: MIRRORED },
  { colorScheme: 'dark', width: 1280, locale: 'en' },
]
/** A folder for a picture of every page, for whoever wants to look. */
const SHOTS = process.env.TULAY_TEST_SHOTS

type Role = 'moderator' | 'administrator'
type Visit = { as?: Role; path?: (page: Page) => Promise<string> }
const moderator: Visit = { as: 'moderator' }
const administrator: Visit = { as: 'administrator' }
const aCase = async (): Promise<string> => {
  const [row] = await stage.house.store.tx(tx => queue(tx, { limit: 1, offset: 0 }))
  return `/staff/case/${row?.id}`
}
const aKey = async (): Promise<string> => {
  const key = (await stage.house.store.tx(activeHolders)).find(({ role }) => role === 'keyholder')
  return `/staff/keys/${key?.id}/retire`
}
/** A petition with something to count, hidden numbers among it. */
const aCampaign = async (page: string): Promise<string> => {
  const { store } = stage.house
  petition ??= await plantWithRun(store)
  return `/staff/campaigns/${petition}/${page}`
}
/** Something written in every way that the form has. */
const aDraft = async (page: string): Promise<string> => {
  draft ??= await plantCampaign(stage.house.store, { demo: true, state: 'draft', sheet: DRAFT })
  return `/staff/campaigns/${draft}${page}`
}
let draft: string | undefined
const DRAFT: Partial<Sheet> = {
  texts: {
    en: { title: 'Demo: pay on time', body: 'For {{area}}.\nhttps://example.org/a\n{{name}} Maria Santos, 12 %' },
    [MIRRORED]: { title: 'ديمو', body: 'ديمو {{area}} 03-1234-5678 ديمو' },
  },
  actions: [
    { kind: 'sign', target: 1000 },
    {
      kind: 'poll',
      ask: { en: 'Which?' },
      options: [
        { code: '1', label: { en: 'Yes' } },
        { code: '2', label: { en: 'No' } },
      ],
      most: 1,
      other: true,
    },
  ],
  when: { how: 'cron', cron: '0 9 * * 1', zone: 'Asia/Tokyo' },
  sources: ['https://example.org/law'],
}
let petition: string | undefined
const plantWithRun = async (store: Store) => {
  const id = await plantCampaign(store, { demo: true, counts: COUNTS })
  await plantRun(store, id, { lines: LINES })
  return id
}
const LINES: Lines = [
  ['frozen', 'fil', 'telegram', 9000],
  ['frozen', 'en', 'telegram', 900],
  ['frozen', 'ko', 'web', 100],
  ['sent', 'fil', 'telegram', 4100],
  ['sent', 'en', 'telegram', 622],
  ['shown', 'ko', 'web', 12],
  ['gone', 'fil', 'telegram', 41],
  ['failed:400', 'en', 'telegram', 3],
  ['put-off', 'en', 'telegram', 18],
]
/** An emergency that two have signed ahead, or a call that waits for its signers. */
const aSheet = async (page: 'approve' | 'launch'): Promise<string> => {
  const audience = { ...EVERYBODY, areas: ['JP-13', 'JP-27'] }
  const template = { purpose: 'template', emergency: true, audience } as const
  const state = page === 'approve' ? 'signing' : 'approved'
  const more = page === 'approve' ? {} : template
  const { campaign } = await signedCampaign(stage.house, { at: NOW - 3_600_000, demo: true, state, ...more })
  return `/staff/campaigns/${campaign.id}/${page}`
}
const NOW = Date.now()
const COUNTS: Counts = {
  sign: [
    ['JP-11', 'fil', 1240],
    ['JP-13', 'en', 322],
    ['KR-41', 'ko', 3],
    ['', 'ja', 17],
  ],
}
/** Who looks at each page, and where it stands when its address has a blank. */
const PAGES: Record<string, Visit> = {
  'GET /staff': moderator,
  'GET /staff/case/:id': { as: 'moderator', path: aCase },
  'GET /staff/enter': {},
  'GET /staff/join/:token': {
    path: async page => {
      await enter(page, 'administrator')
      await page.goto(`${stage.house.url}/staff/people`)
      await page.locator('form[action="/staff/people/invite"] button').click()
      const link = new URL((await page.locator('.secret').first().innerText()).trim())
      await page.context().clearCookies()
      return link.pathname
    },
  },
  'GET /staff/campaigns': administrator,
  'GET /staff/signing': administrator,
  'GET /staff/campaigns/:id/approve': { as: 'administrator', path: () => aSheet('approve') },
  'GET /staff/campaigns/:id/launch': { as: 'administrator', path: () => aSheet('launch') },
  'GET /staff/posters': moderator,
  'GET /staff/campaigns/:id/progress': { as: 'administrator', path: () => aCampaign('progress') },
  'GET /staff/campaigns/:id': { as: 'administrator', path: () => aDraft('') },
  'GET /staff/campaigns/:id/sheets/:number': { as: 'administrator', path: () => aDraft('/sheets/1') },
  'GET /staff/campaigns/:id/recall': { as: 'administrator', path: () => aCampaign('recall') },
  'GET /staff/campaigns/:id/words': { as: 'moderator', path: () => aCampaign('words') },
  'GET /staff/campaigns/:id/result': { as: 'administrator', path: () => aCampaign('result') },
  'GET /staff/campaigns/:id/correction': { as: 'administrator', path: () => aCampaign('correction') },
  'GET /staff/settings/campaigns': administrator,
  'GET /staff/campaigns/:id/results': { as: 'administrator', path: () => aCampaign('results') },
  'GET /staff/campaigns/:id/petition': { as: 'administrator', path: () => aCampaign('petition') },
  'GET /staff/replies': moderator,
  'GET /staff/quotes': moderator,
  'GET /staff/me': moderator,
  'GET /staff/me/chat': moderator,
  'GET /staff/app': {},
  'GET /staff/app/queue': moderator,
  'GET /staff/keys': moderator,
  'GET /staff/keys/:holder/retire': { as: 'administrator', path: aKey },
  'GET /staff/keys/paper': administrator,
  'GET /staff/keys/recover': administrator,
  'GET /staff/help/keys': {},
  'GET /staff/people': administrator,
  'GET /staff/audit': administrator,
  'GET /staff/duty': moderator,
  'GET /staff/settings/demands': moderator,
  'GET /staff/settings/deadlines': administrator,
  'GET /staff/settings/retention': administrator,
}
/** What answers with something else than a page. */
const OTHERS = [
  'GET /staff/campaigns/:id/events',
  'GET /staff/campaigns/:id/words/sealed',
  'GET /staff/campaigns/:id/media/:hash',
  'GET /staff/case/:id/save',
  'GET /staff/case/:id/sealed',
  'GET /staff/keys/:holder/missing',
  'GET /staff/keys/own',
  'GET /staff/signing/own',
  'GET /staff/queue/events',
]
/** Where a demo person has nothing to change; looked at in passkeys.test.ts. */
const ELSEWHERE = ['GET /staff/me/authenticator', 'GET /staff/me/passphrase']

const LISTED = [...readFileSync(join(PROJECT, 'docs/security.md'), 'utf8').matchAll(/^\| `(GET [^`]+)` \|/gm)].map(
  ([, route = '']) => route,
)

const stage = createBrowserStage('web', { ground: ok(mirroredGround()) })

const enter = async (page: Page, role: Role): Promise<void> => {
  await page.goto(`${stage.house.url}/staff/enter/demo`)
  await page.getByRole('button', { name: new RegExp(`Demo ${role}`) }).click()
  await page.locator('h1').waitFor()
}
const openAll = `for (const it of document.querySelectorAll('details')) it.open = true`

it('the walk knows every page that is listed, and no other', () => {
  expect([...Object.keys(PAGES), ...OTHERS, ...ELSEWHERE].sort()).toEqual(LISTED.toSorted())
})

describe.each(VIEWS)(
  'the console, $colorScheme, $width px, $locale',
  { timeout: 60_000 },
  ({ colorScheme, width, locale }) => {
    it.each(Object.entries(PAGES))(
      '%s: axe finds nothing, and nothing is cut or too small',
      async (route, { as, path }) => {
        const context = await stage.browser.newContext({ colorScheme, locale, viewport: { width, height: 800 } })
        try {
          const page = await context.newPage()
          const place = await path?.(page)
          if (as) await enter(page, as)
          const complaints = complaintsOf(page)
          await page.goto(stage.house.url + (place ?? route.replace('GET ', '')))
          expect(await page.locator('html').getAttribute('dir')).toBe(locale === MIRRORED ? 'rtl' : 'ltr')
          // Its words are all there: a key would stand where one is missing.
          expect(await page.locator('body').innerText()).not.toMatch(/\bconsole\.\w/)
          await expectGoodPage(page)
          await page.evaluate(openAll)
          await expectGoodPage(page)
          expect(await page.evaluate(SQUEEZED)).toEqual([])
          expect(complaints).toEqual([])
          const name = `${route.replaceAll(/\W+/g, '-')}-${colorScheme}-${width}-${locale}`
          if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true })
        } finally {
          await context.close()
        }
      },
    )
  },
)
