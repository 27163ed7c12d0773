/** What goes between a moderator and a person beside answers: a desk, ready replies, notes on how words read, words to be printed. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { plain } from '../../src/kit/message.ts'
import { openCounter } from '../app/counter.ts'
import { directory } from '../app/rig.ts'
import { filing } from '../stories/filing.ts'
import { PHOTO, VOICE } from '../stories/media.ts'
import { play } from '../stories/player.ts'
import { GROUND } from '../stories/rig.ts'
import { readLines } from '../stories/story.ts'
import { chromiumDriver } from './driver.ts'
import { expectGoodPage } from './measure.ts'
import { demoModerator } from './members.ts'
import { createBrowserStage } from './stage.ts'

if (!GROUND.ok) throw new Error(GROUND.why.join('\n'))
const { words } = GROUND.value
const fil = (key: string) => words.text('fil', key)
const SHOTS = process.env.TULAY_TEST_SHOTS
const stage = createBrowserStage('chromium')

const FILE = filing({
  said: 'Hindi nila ako binayaran. Si Tanaka ang amo ko, 080-1234-5678.',
  place: 'Saitama',
  files: ['photo', 'voice'],
  told: true,
})
const story = (lines: string) => readLines('letters', lines)

const person = async () => {
  const it = chromiumDriver(stage.house.url, { browser: stage.browser, locale: 'fil' })
  await it.open()
  const send = (media: 'photo' | 'voice') => (media === 'photo' ? it.photo(PHOTO) : it.voice(VOICE))
  return { ...it, send }
}

const shoot = async (page: Page, name: string) => {
  if (SHOTS) await page.screenshot({ path: join(SHOTS, `letters-${name}.png`), fullPage: true })
}
const unfold = (page: Page, name: string) => page.locator('summary', { hasText: name }).first().click()

describe('a moderator and a person', { timeout: 300_000 }, () => {
  it('a desk is named, its card is read in Filipino, and a week later it did not help; words are printed after a yes', async () => {
    const ana = await person()
    const receipt = (await play(FILE, ana, words, 'fil', 'tap')).get('receipt') ?? ''
    const counter = openCounter({ ...stage.house, world: { now: Date.now, random: size => new Uint8Array(size) } })
    const id = await counter.caseOf(receipt)
    const { page, complaints, close } = await demoModerator(stage)
    await page.goto(`${stage.house.url}/staff/case/${id}`)
    await page.getByLabel('Your passphrase').fill('demo demo demo demo')
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    await page.getByRole('button', { name: 'Lock' }).waitFor()
    // Everything that was sent is there, in a frame of its own.
    expect(await page.locator('#words img').count()).toBe(1)
    expect(await page.locator('#words audio').count()).toBe(1)

    // How the words read, beside them.
    await page.locator('.original').first().locator('summary').click()
    await page.getByLabel('How it reads').first().fill('They did not pay me, zyzzyva.')
    await page.getByRole('button', { name: 'Keep the note' }).first().click()
    await page.locator('#words .reads', { hasText: 'zyzzyva' }).waitFor()
    expect(await page.locator('#timeline .written').count()).toBe(0)

    // The desk that speaks their language is found, and only its id is asked for in clear.
    const asked: string[] = []
    page.on('request', request => {
      if (request.url().includes('/staff/')) asked.push(`${request.url()} ${request.postData() ?? ''}`)
    })
    await unfold(page, 'Name a help desk')
    await page.getByRole('button', { name: 'Send this desk' }).click()
    await page.getByText('Choose a desk first.').waitFor()
    await page.getByLabel('Part of its name').fill('saitama')
    await page.getByLabel('Topic', { exact: true }).selectOption('')
    await page.getByRole('button', { name: 'Look for desks' }).click()
    await page.getByLabel(/Saitama Information and Support/).check()
    await expectGoodPage(page)
    await shoot(page, 'refer')

    // A ready reply in Filipino comes first, with the promised day; the desk is filled in.
    const first = await page.locator('#canned-choice option').first().textContent()
    expect(first).toContain('Filipino')
    const choice = page.locator('#canned-choice option', { hasText: 'This desk can help · Filipino' })
    await page.locator('#canned-choice').selectOption((await choice.getAttribute('value')) ?? '')
    await page.getByRole('button', { name: 'Put it into the text' }).click()
    expect(await page.getByLabel('To the person').inputValue()).toContain('Saitama Information and Support')
    const day = new Intl.DateTimeFormat('fil', { dateStyle: 'full', timeZone: 'UTC' })
    const received = page.locator('#canned-choice option', { hasText: 'We have read it · Filipino' })
    await page.locator('#canned-choice').selectOption((await received.getAttribute('value')) ?? '')
    await page.getByLabel('To the person').fill('')
    await page.getByRole('button', { name: 'Put it into the text' }).click()
    const deadline = (await page.locator('.facts time').first().getAttribute('datetime')) ?? ''
    expect(await page.getByLabel('To the person').inputValue()).toContain(day.format(new Date(deadline)))
    await page.getByLabel('To the person').fill('Nabasa na namin. {day}')
    await page.getByRole('button', { name: 'Send the answer' }).click()
    await page.getByText('Fill in what stands in { } first.').waitFor()
    await page.getByLabel('To the person').fill('Nabasa na namin.')
    await page.getByLabel('Status with it').selectOption('status.working')
    await page.getByRole('button', { name: 'Send the answer' }).click()
    await page.getByText('Status: In work.').waitFor()
    expect(await page.locator('#status').textContent()).toBe('In work')

    await page.getByLabel(/Saitama Information and Support/).check()
    await page.getByLabel('A sentence with it').fill('Bukas sila ng alas-nuwebe.')
    await page.getByRole('button', { name: 'Send this desk' }).click()
    await page.getByText('Help desk: Saitama Information and Support').waitFor()
    expect(await page.locator('#status').textContent()).toBe('Referred')
    const posted = asked.filter(it => it.includes('body='))
    expect(posted.length).toBe(2)
    for (const it of posted) expect(it).not.toMatch(/saitama|alas-nuwebe|Nabasa/i)
    await expectGoodPage(page)
    await shoot(page, 'named')

    // Ana reads the card in her language.
    await play(
      story(`> /news\n> "${receipt}"\n< notices.mail.desk\n< notices.status.referred`),
      ana,
      words,
      'fil',
      'tap',
    )
    const said = (await ana.heard())
      .map(({ text }) => text)
      .join('\n')
      .replace(/\s+/g, ' ')
    const [card] = directory.look('desk', { lang: 'fil', now: Date.now(), with: { desk: 'jp-saitama' } })
    for (const line of plain(card?.text ?? [])
      .split('\n')
      .filter(Boolean))
      expect(said).toContain(line.replace(/\s+/g, ' '))
    expect(said).toContain('Bukas sila ng alas-nuwebe.')
    expect(said).not.toContain(fil('flows.news.helped.ask'))
    await play(story('> /menu'), ana, words, 'fil', 'tap')

    // A week later.
    await counter.named(id, '2026-01-05')
    await play(
      story(`> /news
> "${receipt}"
< flows.news.helped.ask
> [flows.news.helped.options.unreached]
< flows.news.sorry.say
> /menu`),
      ana,
      words,
      'fil',
      'tap',
    )
    await page.reload()
    await page.getByText('could not reach the desk').waitFor()
    expect(await page.locator('#status').textContent()).toBe('New words')

    // Words of hers, with what could point at somebody blacked out.
    const original = page.locator('#words .written').first()
    await original.waitFor()
    await page.evaluate(`getSelection().selectAllChildren(document.querySelector('#words .written'))`)
    await unfold(page, 'Ask to print words')
    await page.getByRole('button', { name: 'Take the words selected above' }).click()
    const quote = page.getByLabel('Exactly these words')
    expect(await quote.inputValue()).toContain('Tanaka')
    await page.getByText(/Could this point at somebody\?.*Tanaka.*080-1234-5678/).waitFor()
    const black = `it.setSelectionRange(it.value.indexOf('Si Tanaka'), it.value.length)`
    await page.evaluate(`const it = document.querySelector('#quote-text'); ${black}`)
    await page.getByRole('button', { name: 'Black out what is selected here' }).click()
    expect(await quote.inputValue()).toBe('Hindi nila ako binayaran. […]')
    expect(await page.locator('#quote-told').textContent()).toBe('')
    await expectGoodPage(page)
    await shoot(page, 'quote')
    await page.getByRole('button', { name: 'Ask the person' }).click()
    await page.getByText('May these words be printed?').waitFor()
    expect(await page.locator('#status').textContent()).toBe('New words')

    await page.goto(`${stage.house.url}/staff/quotes`)
    await page.getByText('There are none yet.').waitFor()
    await play(story(`> /news\n> "${receipt}"\n< flows.news.print.ask`), ana, words, 'fil', 'tap')
    expect((await ana.heard()).map(({ text }) => text).join('\n')).toContain('Hindi nila ako binayaran. […]')
    await play(story('> [flows.news.print.options.yes]\n< flows.news.printing.say'), ana, words, 'fil', 'tap')
    await page.reload()
    expect(await page.locator('blockquote').textContent()).toBe('Hindi nila ako binayaran. […]')
    await expectGoodPage(page)
    await shoot(page, 'quotes')
    expect(complaints).toEqual([])
    await close()
    await ana.close()
  })
})
