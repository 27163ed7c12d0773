/** A case from both sides: a person writes from a phone and from a page, a moderator opens, reads and answers on a narrow screen. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { ConcernId } from '../../src/kit/ids.ts'
import { queue } from '../../src/store/concerns.ts'
import { filesBelow, formsOf } from '../faults/search.ts'
import { filing } from '../stories/filing.ts'
import { PHOTO } from '../stories/media.ts'
import { play } from '../stories/player.ts'
import { GROUND } from '../stories/rig.ts'
import { readLines } from '../stories/story.ts'
import { webDriver } from './driver.ts'
import { expectGoodPage } from './measure.ts'
import { demoModerator } from './members.ts'
import { createBrowserStage } from './stage.ts'

if (!GROUND.ok) throw new Error(GROUND.why.join('\n'))
const { words } = GROUND.value
const word = (key: string) => words.text('en', key)
/** A folder for pictures, for whoever wants to look. */
const SHOTS = process.env.TULAY_TEST_SHOTS
const PASSPHRASE = 'demo demo demo demo'

const logged: Buffer[] = []
const logTo = new Writable({
  write(chunk, _, done) {
    logged.push(Buffer.from(chunk))
    done()
  },
})
const stage = createBrowserStage('telegram-polling', { logTo })

const FILE = filing({ said: 'My pay <b>did not come</b>.', told: true })

const filedBy = async (channel: string): Promise<ConcernId> => {
  const rows = await stage.house.store.tx(tx => queue(tx, { limit: 100, offset: 0 }))
  const row = rows.find(it => it.channel === channel)
  if (!row) throw new Error(`nothing was filed by ${channel}`)
  return row.id
}

const shoot = async (page: Page, name: string): Promise<void> => {
  if (SHOTS) await page.screenshot({ path: join(SHOTS, `case-${name}.png`), fullPage: true })
}

const unlock = async (page: Page): Promise<void> => {
  await page.getByLabel('Your passphrase').fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await page.getByRole('button', { name: 'Lock' }).waitFor()
}

describe('a case', { timeout: 120_000 }, () => {
  it('goes from a phone to a moderator and back, until the person takes it back', async () => {
    const caller = stage.house.caller('en')
    await play(FILE, caller, words, 'en', 'tap')
    const id = await filedBy('telegram')
    const { page, complaints, close } = await demoModerator(stage)
    await page.goto(`${stage.house.url}/staff/case/${id}`)
    await page.getByLabel('Your passphrase').waitFor()
    // A newcomer to the demo cannot know it.
    await page.getByText(`In the demo everybody may know it: ${PASSPHRASE}`).waitFor()
    await expectGoodPage(page)
    await shoot(page, 'locked-light')
    // What is not the passphrase opens nothing, and says so.
    await page.getByLabel('Your passphrase').fill('demo')
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    await page.getByText('This is not the passphrase.').waitFor()
    expect(await page.getByText('did not come').count()).toBe(0)
    await unlock(page)
    // Words stay words.
    expect(await page.locator('#words .written').allTextContents()).toEqual(['My pay <b>did not come</b>.'])
    await page.getByLabel('Note for staff').fill('CANARY-NOTE ask the union zyzzyva')
    await page.getByRole('button', { name: 'Keep the note' }).click()
    await page.getByText('zyzzyva').waitFor()
    await page.getByLabel('To the person').fill('CANARY-REPLY Since <i>when</i>?')
    await page.getByRole('button', { name: 'Send as a question' }).click()
    await page.getByText('CANARY-REPLY').waitFor()
    expect(await page.locator('#status').textContent()).toBe('Waiting')
    await expectGoodPage(page)
    await shoot(page, 'open-light')

    const { phone } = caller
    await stage.house.fake?.until(() => phone.heard.some(({ text }) => text.includes(word('notices.news'))))
    expect(phone.heard.every(({ text }) => !text.includes('CANARY'))).toBe(true)
    const button = phone.heard.flatMap(({ buttons }) => buttons.flat()).findLast(({ data }) => data?.startsWith('n.'))
    // By what it does: the menu has a button of the same name, which asks for the receipt.
    await caller.tap(button?.data ?? 'the button under the receipt')
    const heard = (await caller.heard()).map(({ text }) => text).join('\n')
    expect(heard).toContain('Since <i>when</i>?')
    expect(heard).toContain(word('notices.status.asked'))
    const answer = readLines(
      'answer',
      `> [flows.news.news.options.answer]
> "Since June, quokka."
> @photo
> verb done
< flows.news.added.say`,
    )
    await play(answer, caller, words, 'en', 'tap')

    // Nothing of it is on the disk or in the log, in any form, while all of it is held: database, journal, halves.
    const files = filesBelow(stage.house.data).map(path => ({ path, bytes: readFileSync(path) }))
    expect(files.filter(({ path, bytes }) => path.endsWith('-wal') && bytes.length > 0)).not.toEqual([])
    const log = Buffer.concat(logged)
    expect(log.length).toBeGreaterThan(0)
    for (const planted of ['CANARY-NOTE', 'zyzzyva', 'CANARY-REPLY', 'quokka', 'did not come'])
      for (const form of formsOf(planted))
        for (const { path, bytes } of [...files, { path: 'the log', bytes: log }])
          expect(bytes.includes(form), `${planted} in ${path}`).toBe(false)

    await page.reload()
    // The key is still in this tab.
    await page.getByText('Since June, quokka.').waitFor()
    expect(await page.locator('#status').textContent()).toBe('New words')
    await page.locator('#timeline img').waitFor()
    const wide = `(async img => (await img.decode(), img.naturalWidth))(document.querySelector('#timeline img'))`
    expect(await page.evaluate(wide)).toBeGreaterThan(0)
    await expectGoodPage(page)
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectGoodPage(page)
    await shoot(page, 'open-dark')
    await page.getByRole('button', { name: 'Lock' }).click()
    expect(await page.getByText('quokka').count()).toBe(0)
    expect(await page.evaluate('sessionStorage.length')).toBe(0)
    await expectGoodPage(page)
    await shoot(page, 'locked-dark')
    await unlock(page)

    await caller.tap(button?.data ?? '')
    const back = readLines(
      'back',
      `> [flows.news.news.options.withdraw]
> [flows.news.sure.options.yes]
< flows.news.gone.say`,
    )
    await play(back, caller, words, 'en', 'tap')
    await page.getByLabel('To the person').fill('Too late, and still here')
    expect(complaints.filter(it => !it.includes('404'))).toEqual([])
    await page.getByRole('button', { name: 'Send the answer' }).click()
    await page.getByText('This case is gone').waitFor()
    expect(await page.getByLabel('To the person').inputValue()).toBe('Too late, and still here')
    await page.reload()
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
    expect(complaints.filter(it => !it.includes('404'))).toEqual([])
    await close()
  })

  it('goes from a page to a moderator and back by the receipt', async () => {
    const person = webDriver(stage.house.url)
    await person.open()
    const driver = { ...person, send: () => person.photo(PHOTO) }
    const kept = await play(FILE, driver, words, 'en', 'tap')
    const id = await filedBy('web')
    const { page, complaints, close } = await demoModerator(stage, { colorScheme: 'dark' })
    await page.goto(`${stage.house.url}/staff/case/${id}`)
    await unlock(page)
    // In a hurry: a double click sends once, and what is sent before the first has come back waits for its turn.
    await page.route('**/reply', async route => {
      await new Promise(resolve => setTimeout(resolve, 500))
      await route.continue()
    })
    await page.getByLabel('Note for staff').fill('kept at once')
    await page.getByLabel('To the person').fill('Come on Monday.')
    await page.getByRole('button', { name: 'Send the answer' }).dblclick()
    await page.getByRole('button', { name: 'Keep the note' }).click()
    const timeline = page.locator('#timeline')
    await timeline.getByText('kept at once').waitFor()
    expect(await timeline.getByText('Come on Monday.').count()).toBe(1)
    await page.unroute('**/reply')
    await page.getByText('Not read yet.').waitFor()
    // Two write at once: the second is told, and the text stays.
    const other = await demoModerator(stage)
    await other.page.goto(`${stage.house.url}/staff/case/${id}`)
    await unlock(other.page)
    await page.getByLabel('Note for staff').fill('first')
    await page.getByRole('button', { name: 'Keep the note' }).click()
    await page.getByText('Done.').waitFor()
    await other.page.getByLabel('Note for staff').fill('second')
    await other.page.getByRole('button', { name: 'Keep the note' }).click()
    await other.page.getByText('Somebody wrote at the same time.').waitFor()
    expect(await other.page.getByLabel('Note for staff').inputValue()).toBe('second')
    await other.page.getByRole('button', { name: 'Keep the note' }).click()
    await other.page.getByText('Done.').waitFor()
    await other.close()
    const read = readLines(
      'read',
      `> /news
< flows.news.receipt.ask
> "${kept.get('receipt')}"
< notices.status.answered
> [flows.news.news.options.finish]
< flows.news.bye.say`,
    )
    await play(read, driver, words, 'en', 'tap')
    await page.reload()
    await page.getByText('first').waitFor()
    await page.getByText(/answer by Demo moderator\. Read\./).waitFor()
    // Nobody touches it for a quarter of an hour.
    await page.evaluate(
      `sessionStorage.setItem('tulay-key', sessionStorage.getItem('tulay-key').replace(/"at":\\d+/, '"at":1'))`,
    )
    await page.getByText('nobody used the page for 15 minutes').waitFor()
    expect(await page.getByText('Come on Monday.').count()).toBe(0)
    expect(complaints.filter(it => !it.includes('409'))).toEqual([])
    await close()
  })

  it('says without a script what needs one, and takes everything else', async () => {
    const { page, close } = await demoModerator(stage, { scripts: false })
    const rows = await stage.house.store.tx(tx => queue(tx, { limit: 1, offset: 0 }))
    await page.goto(`${stage.house.url}/staff/case/${rows[0]?.id}`)
    await page.getByText('To open it, switch on JavaScript').waitFor()
    await page.getByLabel('New status').selectOption('passed')
    await page.getByRole('button', { name: 'Set the status' }).click()
    expect(await page.locator('#status').textContent()).toBe('Passed on')
    await page.getByLabel('How it ended').selectOption('could-not-help')
    await page.getByRole('button', { name: 'Close the case' }).click()
    expect(await page.locator('#status').textContent()).toBe('Closed')
    await page.getByText('closed the case: Could not help').waitFor()
    await page.getByRole('button', { name: 'Open the case again' }).click()
    expect(await page.locator('#status').textContent()).toBe('In work')
    await close()
  })
})
