/** The recovery kit on paper: made, printed and typed back in a browser; its secret never leaves that. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { newKeyholder } from '../../src/privacy/keyholders.ts'
import { joinShares, newRecoveryKit } from '../../src/privacy/recovery.ts'
import { readShare } from '../../src/privacy/shares.ts'
import { openSodium } from '../../src/privacy/sodium.ts'
import { activeHolders, allKeys, insertHolder } from '../../src/store/keyholders.ts'
import { activeStaff, giveKey } from '../../src/store/staff.ts'
import { serveConsole } from '../console/console-stub.ts'
import { joinAs } from '../console/joined.ts'
import { launchChromium } from './driver.ts'
import { complaintsOf, expectGoodPage } from './measure.ts'

/** A folder for pictures, for whoever wants to look. */
const SHOTS = process.env.TULAY_TEST_SHOTS
const PASSPHRASE = 'five words that are long'
const world = { now: () => Date.now(), random: (size: number) => crypto.getRandomValues(new Uint8Array(size)) }
const sodium = await openSodium()

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const shoot = async (page: Page, name: string): Promise<void> => {
  if (SHOTS) await page.screenshot({ path: join(SHOTS, `paper-${name}.png`), fullPage: true })
}

/** An administrator who holds a key, in a browser, where a recovery kit holds already. */
const open = async (colorScheme: 'light' | 'dark', width: number) => {
  const server = await serveConsole([], { world })
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } })
  onTestFinished(async () => {
    await context.close()
    await server.close()
  })
  const { store } = server
  const joined = await joinAs(store, server.door, world, 'administrator')
  const kit = await newRecoveryKit(sodium, world)
  const row = { demo: false, since: '2026-01-05', drilled: '2026-01-05' }
  const mine = `${'M'.repeat(21)}A`
  await store.tx(async tx => {
    const key = await newKeyholder(sodium, PASSPHRASE)
    await insertHolder(tx, { ...row, id: mine, role: 'keyholder', name: joined.name, ...key })
    const paper = { role: 'recovery', name: 'recovery', publicKey: kit.publicKey, wrapped: null } as const
    await insertHolder(tx, { ...row, id: `${'R'.repeat(21)}A`, ...paper })
    const [staff] = await activeStaff(tx)
    if (staff) await giveKey(tx, staff.id, mine)
  })
  await context.addCookies([{ name: 'tulay-staff', value: joined.token, url: server.url }])
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  const sent: string[] = []
  page.on('request', it => sent.push(`${it.method()} ${it.url()} ${it.postData() ?? ''}`))
  return { server, store, page, complaints, sent, kit }
}

/** What stands on the sheets on the screen. */
const sheetsOn = async (page: Page): Promise<string[][]> => {
  const sheets = await page.locator('.sheet').all()
  return Promise.all(sheets.map(sheet => sheet.locator('.words li').allInnerTexts()))
}

test.each([
  ['light', 320],
  ['dark', 1280],
] as const)('a kit is made, printed and shown to be on paper, %s, %i px', async (colorScheme, width) => {
  const { server, store, page, complaints, sent } = await open(colorScheme, width)
  await page.goto(`${server.url}/staff/keys/paper`)
  await page.getByRole('button', { name: 'Make the sheets' }).waitFor()
  await expectGoodPage(page)
  await shoot(page, `begin-${colorScheme}`)
  await page.getByRole('button', { name: 'Make the sheets' }).click()
  await page.getByRole('button', { name: 'Print the sheets' }).waitFor()
  await expectGoodPage(page)
  await shoot(page, `sheets-${colorScheme}`)
  const sheets = await sheetsOn(page)
  expect(sheets.map(words => words.length)).toEqual([26, 26, 26])
  // No word is broken, however narrow the page.
  const broken = `[...document.querySelectorAll('.words li')].filter(it => it.getClientRects().length > 1 || it.offsetHeight > 40).length`
  expect(await page.evaluate(broken)).toBe(0)

  await page.emulateMedia({ media: 'print' })
  const seen = `[...document.querySelectorAll('body *')].filter(it => it.checkVisibility() && it.getClientRects().length > 0 && !it.closest('.sheet') && it.textContent.trim() !== '' && !it.querySelector('.sheet')).map(it => it.outerHTML.slice(0, 80))`
  expect(await page.evaluate(seen)).toEqual([])
  const colours = `[...document.querySelectorAll('.sheet')].map(it => [getComputedStyle(it).color, getComputedStyle(it).backgroundColor].join())`
  expect(new Set((await page.evaluate(colours)) as string[])).toEqual(new Set(['rgb(0, 0, 0),rgb(255, 255, 255)']))
  await shoot(page, `print-${colorScheme}`)
  const pdf = await page.pdf({
    preferCSSPageSize: true,
    printBackground: false,
    ...(SHOTS ? { path: join(SHOTS, `paper-${colorScheme}.pdf`) } : {}),
  })
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(3)
  await page.emulateMedia({ media: 'screen' })

  await page.getByRole('button', { name: 'All three are on paper' }).click()
  // While they are asked for they cannot be read off the screen.
  expect(await page.locator('.sheet').first().isVisible()).toBe(false)
  await expectGoodPage(page)
  await shoot(page, `ask-${colorScheme}`)
  const answer = async (wrong?: number) => {
    for (const at of [1, 2, 3]) {
      const label = await page.locator(`label[for=word-${at}]`).innerText()
      const [, word, sheet] = /^Word (\d+) of sheet (\d)$/.exec(label) ?? []
      expect(sheet).toBe(`${at}`)
      const right = sheets[at - 1]?.[Number(word) - 1] ?? ''
      await page.locator(`#word-${at}`).fill(at === wrong ? 'abandon-ship' : `  ${right.toUpperCase()}`)
    }
    await page.getByRole('button', { name: 'Use this kit' }).click()
  }
  const before = await store.tx(allKeys)
  await answer(2)
  await page.getByText('That is not the word on sheet 2.').waitFor()
  expect(await store.tx(allKeys)).toEqual(before)
  await answer()
  await page.getByText('Waits: a keyholder compares').waitFor()
  await expectGoodPage(page)
  await shoot(page, `waits-${colorScheme}`)
  expect(await page.locator('.sheet').count()).toBe(0)

  const [one, other] = sheets.slice(1).map(words => readShare(words.join(' ')))
  const joined = one?.ok && other?.ok ? await joinShares(sodium, one.value, other.value) : undefined
  if (!joined?.ok) throw new Error('not read')
  const kit = (await store.tx(allKeys)).find(({ state }) => state === 'waits')
  expect(Buffer.from(kit?.publicKey ?? [])).toEqual(Buffer.from(joined.value.publicKey))
  expect((await store.tx(activeHolders)).map(({ id }) => id)).not.toContain(kit?.id)
  // One request told the server anything: the public half, and nothing else.
  const told = sent.filter(it => it.startsWith('POST'))
  expect(told).toEqual([
    `POST ${server.url}/staff/keys/paper key=${Buffer.from(joined.value.publicKey).toString('base64url')}`,
  ])
  expect(complaints).toEqual([])
})

test.each([
  ['light', 320],
  ['dark', 1280],
] as const)('what was typed wrongly from two sheets is said, %s, %i px', async (colorScheme, width) => {
  const { server, page, complaints, kit, sent } = await open(colorScheme, width)
  await page.goto(`${server.url}/staff/keys/recover`)
  const button = page.getByRole('button', { name: 'Put the sheets together' })
  await button.waitFor()
  await expectGoodPage(page)
  await shoot(page, `recover-${colorScheme}`)
  const [a, b, c] = kit.sheets
  if (!a || !b || !c) throw new Error('no sheets')
  const strange = (await newRecoveryKit(sodium, world)).sheets[0]
  const typo = b.words.with(6, `${b.words[6]}x`)
  const tries: [one: string, other: string, told: RegExp][] = [
    [a.words.slice(1).join(' '), b.code, /A sheet has 26 words; here are 25\./],
    [
      a.words.join(' '),
      typo.join(' '),
      new RegExp(`Word 7, “${typo[6]}”, stands on no sheet. Is it “${b.words[6]}”\\?`),
    ],
    [a.code.slice(0, -1), b.code, /This is not a whole code/],
    [a.code, a.words.join('\n').toUpperCase(), /Both are the same sheet/],
    [a.code, strange?.code ?? '', /These two sheets do not belong together/],
    [a.words.map(word => word.slice(0, 4)).join(' '), c.code, /This is not the passphrase of your key/],
  ]
  for (const [one, other, told] of tries) {
    await page.getByLabel('Your passphrase').fill('not this passphrase')
    await page.getByLabel('First sheet').fill(one)
    await page.getByLabel('Second sheet').fill(other)
    await button.click()
    await page.getByText(told).waitFor()
  }
  await page.getByLabel('First sheet').fill(a.words.slice(1).join(' '))
  await button.click()
  await page.getByText(/here are 25/).waitFor()
  await expectGoodPage(page)
  await shoot(page, `recover-wrong-${colorScheme}`)
  expect(sent.filter(it => it.startsWith('POST'))).toEqual([])
  expect(complaints).toEqual([])
})

test.each([
  ['light', 320],
  ['dark', 1280],
] as const)(
  'what to do when keys are lost is read by everybody, and printed black on white, %s, %i px',
  async (colorScheme, width) => {
    const { server, page, complaints } = await open(colorScheme, width)
    await page.context().clearCookies()
    await page.goto(`${server.url}/staff/help/keys`)
    await page.getByRole('heading', { level: 1, name: 'When a phone, a passphrase or a key is lost' }).waitFor()
    await expectGoodPage(page)
    await shoot(page, `help-${colorScheme}`)
    const text = await page.locator('.manual').innerText()
    // All of it, and no sign of how it was written down.
    for (const line of ['I lost my phone', 'A keyholder leaves', 'npm run tulay -- invite', 'Put the sheets together'])
      expect(text).toContain(line)
    expect(text).not.toMatch(/\*\*|`|^#/m)
    const steps = readFileSync(new URL('../../docs/keys.md', import.meta.url), 'utf8').match(/^1\. /gm)
    expect(await page.locator('.manual ol').count()).toBe(steps?.length)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('header').isVisible()).toBe(false)
    const colours = '[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor].join()'
    expect(await page.evaluate(colours)).toBe('rgb(0, 0, 0),rgb(255, 255, 255)')
    if (SHOTS) await page.pdf({ preferCSSPageSize: true, path: join(SHOTS, `help-${colorScheme}.pdf`) })
    expect(complaints).toEqual([])
  },
)
