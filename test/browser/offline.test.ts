/** A case without the server: on its page when the connection is gone, and in the viewer, which talks to nobody. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContext, Download, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PROJECT } from '../../src/house.ts'
import type { ConcernId } from '../../src/kit/ids.ts'
import { auditPage } from '../../src/store/audit.ts'
import { entriesOf } from '../../src/store/case-entries.ts'
import { queue } from '../../src/store/concerns.ts'
import { filing } from '../stories/filing.ts'
import { PHOTO, VOICE } from '../stories/media.ts'
import { play } from '../stories/player.ts'
import { GROUND, openStoryHouse, type StoryHouse } from '../stories/rig.ts'
import { launchChromium, webDriver } from './driver.ts'
import { complaintsOf, expectGoodPage } from './measure.ts'

if (!GROUND.ok) throw new Error(GROUND.why.join('\n'))
const { words } = GROUND.value
const PASSPHRASE = 'demo demo demo demo'
const FILE = filing({ said: 'My pay <b>did not come</b>.', files: ['photo', 'voice'], told: true })

let browser: Browser
let house: StoryHouse
let id: ConcernId
const folder = mkdtempSync(join(tmpdir(), 'tulay-viewer-'))
const viewer = join(folder, 'viewer.html')
beforeAll(async () => {
  browser = await launchChromium()
  house = await openStoryHouse('web')
  const person = webDriver(house.url)
  await person.open()
  const send = (media: 'photo' | 'voice') => (media === 'photo' ? person.photo(PHOTO) : person.voice(VOICE))
  await play(FILE, { ...person, send }, words, 'en', 'tap')
  const rows = await house.store.tx(tx => queue(tx, { limit: 100, offset: 0 }))
  id = rows.find(it => it.channel === 'web')?.id ?? id
  execFileSync(process.execPath, ['src/main.ts', 'viewer', viewer], { cwd: PROJECT, env: { PATH: process.env.PATH } })
}, 120_000)
afterAll(async () => {
  await house.stop()
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
})

const signIn = async (): Promise<{ context: BrowserContext; page: Page }> => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
  const page = await context.newPage()
  await page.goto(`${house.url}/staff/enter/demo`)
  await page.getByRole('button', { name: /Demo moderator/ }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  return { context, page }
}
const unlock = async (page: Page, passphrase = PASSPHRASE): Promise<void> => {
  await page.getByLabel('Your passphrase').fill(passphrase)
  await page.getByRole('button', { name: 'Open', exact: true }).click()
}
const saved = async (download: Download): Promise<string> => {
  const path = join(folder, `${Math.random()}.json`)
  await download.saveAs(path)
  return path
}
const opened = () => house.store.tx(tx => auditPage(tx, { concern: id, limit: 9 }))

describe('a case without the server', { timeout: 120_000 }, () => {
  it('opens on its page when the connection is gone after loading; what is written stays, and is told', async () => {
    const { context, page } = await signIn()
    const ahead = page.waitForResponse(answer => answer.url().endsWith('/sealed?ahead'))
    await page.goto(`${house.url}/staff/case/${id}`)
    await ahead
    await page.getByLabel('Your passphrase').waitFor()
    await context.setOffline(true)
    await unlock(page)
    await page.getByRole('button', { name: 'Lock' }).waitFor()
    expect(await page.locator('#words .written').allTextContents()).toContain('My pay <b>did not come</b>.')
    await page.locator('#words img').waitFor()
    await page.getByLabel('To the person').fill('Written in a tunnel')
    await page.getByRole('button', { name: 'Send the answer' }).click()
    await page.getByText(words.text('en', 'console.case.script.offline')).waitFor()
    expect(await page.getByLabel('To the person').inputValue()).toBe('Written in a tunnel')
    // Locked and opened again, still without it.
    await page.getByRole('button', { name: 'Lock' }).click()
    await unlock(page)
    await page.getByRole('button', { name: 'Lock' }).waitFor()
    await page.getByLabel('To the person').fill('Written in a tunnel')
    await context.setOffline(false)
    await page.getByRole('button', { name: 'Send the answer' }).click()
    await page.getByText('Written in a tunnel').first().waitFor()
    expect((await opened()).map(({ action }) => action)).toEqual(['case reply', 'case opened'])
    await context.close()
  })

  it('is saved by a plain link, opened and answered in the viewer, and the answer is brought without a script', async () => {
    const { context, page } = await signIn()
    await page.goto(`${house.url}/staff/case/${id}`)
    await page.getByText('Without this page').click()
    await expectGoodPage(page)
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Save the sealed case' }).click()
    expect((await download).suggestedFilename()).toBe('sealed.json')
    const file = await saved(await download)
    expect((await opened())[0]?.action).toBe('case saved')
    await context.close()

    // In a browser of its own, without a network.
    const alone = await browser.newContext({ viewport: { width: 360, height: 740 }, offline: true })
    const view = await alone.newPage()
    const complaints = complaintsOf(view)
    const asked: string[] = []
    view.on('request', request => asked.push(request.url()))
    await view.goto(pathToFileURL(viewer).href)
    await view.getByLabel('The sealed case').setInputFiles(file)
    await expectGoodPage(view)
    await unlock(view, 'not the passphrase')
    await view.getByText('This is not the passphrase.').waitFor()
    expect(await view.getByText('did not come').count()).toBe(0)
    await unlock(view)
    await view.getByRole('button', { name: 'Lock' }).waitFor()
    expect(await view.locator('#words .written').allTextContents()).toContain('My pay <b>did not come</b>.')
    const wide = `(async img => (await img.decode(), img.naturalWidth))(document.querySelector('#words img'))`
    expect(await view.evaluate(wide)).toBeGreaterThan(0)
    expect(await view.locator('#words audio').getAttribute('src')).toMatch(/^blob:/)
    expect(await view.locator('#timeline .written').allTextContents()).toEqual(['Written in a tunnel'])
    await expectGoodPage(view)
    await view.emulateMedia({ colorScheme: 'dark' })
    await expectGoodPage(view)
    await view.getByLabel('To the person').fill('Sealed far away, zyzzyva')
    const answer = view.waitForEvent('download')
    await view.getByRole('button', { name: 'Save it as a question' }).click()
    expect((await answer).suggestedFilename()).toBe('answer.json')
    const sealed = await saved(await answer)
    expect(readFileSync(sealed, 'utf8')).not.toContain('zyzzyva')
    await view.getByText('Saved. Bring the file').waitFor()
    expect(complaints).toEqual([])
    // It can ask nobody: the policy refuses before the network does.
    await alone.setOffline(false)
    const tried = await view.evaluate(`fetch('${house.url}/healthz').then(() => 'went out', () => 'stayed in')`)
    expect(tried).toBe('stayed in')
    expect(complaints.filter(it => !it.includes('Content Security Policy'))).toEqual([])
    expect(asked.filter(url => !/^(file|blob|data):/.test(url))).toEqual([])
    await view.getByRole('button', { name: 'Lock' }).click()
    expect(await view.getByText('did not come').count()).toBe(0)
    await alone.close()

    const { context: with_, page: signed } = await signIn()
    const state = await with_.storageState()
    await with_.close()
    await signed.close()
    const plain = await browser.newContext({ javaScriptEnabled: false, storageState: state })
    const bringing = await plain.newPage()
    await bringing.goto(`${house.url}/staff/case/${id}`)
    await bringing.getByText('Without this page').click()
    await bringing.getByLabel('Bring a sealed answer').setInputFiles(sealed)
    await bringing.getByRole('button', { name: 'Bring it' }).click()
    await bringing.getByText('Waiting', { exact: true }).first().waitFor()
    const last = (await house.store.tx(tx => entriesOf(tx, id))).at(-1)
    expect([last?.kind, last?.mail?.length]).toEqual(['question', 48 + 256])
    // The second time its place is taken; what is none is refused.
    await bringing.getByText('Without this page').click()
    await bringing.getByLabel('Or what stands in it').fill(readFileSync(sealed, 'utf8'))
    await bringing.getByRole('button', { name: 'Bring it' }).click()
    await bringing.getByRole('heading', { name: 'Somebody wrote meanwhile' }).waitFor()
    await bringing.goto(`${house.url}/staff/case/${id}`)
    await bringing.getByText('Without this page').click()
    writeFileSync(sealed, JSON.stringify({ ...JSON.parse(readFileSync(sealed, 'utf8')), id: 'A'.repeat(22) }))
    await bringing.getByLabel('Bring a sealed answer').setInputFiles(sealed)
    await bringing.getByRole('button', { name: 'Bring it' }).click()
    await bringing.getByRole('heading', { name: 'This is no sealed answer' }).waitFor()
    await plain.close()
    // And the one who is asked reads it: it is sealed as if it had been written on the page.
    const { context: again, page: after } = await signIn()
    await after.goto(`${house.url}/staff/case/${id}`)
    await unlock(after)
    await after.getByText('Sealed far away, zyzzyva').waitFor()
    await again.close()
  })
})
