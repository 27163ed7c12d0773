/** The public pages are found from the web chat, and only when there is something on them; and a link to a call leads into the chat. */
import { expect, onTestFinished, test } from 'vitest'
import { webDriver } from '../browser/web-driver.ts'
import { createStub, serveWeb, words } from '../channels/web-stub.ts'
import { openArchive } from './rig.ts'

test('the web chat has a small link to the calls as soon as there is one, and none before', async () => {
  const it = await openArchive()
  const served = await serveWeb(createStub(), { calls: it.archive.any })
  onTestFinished(served.close)
  const page = async () => (await fetch(served.url)).text()
  expect(await page()).not.toContain('/calls')
  await it.send({ open: false })
  it.clock.now += 5000
  expect(await page()).not.toContain('/calls')
  const { campaign } = await it.send()
  it.clock.now += 5000
  expect(await page()).toContain('<a href="/calls?lang=en">')
  await it.run(campaign.id, 1, 'recall')
  it.clock.now += 5000
  expect(await page()).not.toContain('/calls')
})

test('a link to a call shows a button that opens it in the chat, in the language of the link; following it changes nothing', async () => {
  const stub = createStub()
  const served = await serveWeb(stub)
  onTestFinished(served.close)
  const browser = webDriver(served.url)
  const id = 'Ab0_-'.padEnd(22, 'x')
  for (const odd of ['', '?c=', '?c=short', `?c=${id}x`, '?c=%22%3E%3Cb%3Eaaaaaaaaaaaaaaaaaa']) {
    await browser.come(odd)
    expect(browser.last().html).not.toMatch(/name="token" value="c\.|"><b>/)
  }
  await browser.come(`?c=${id}&lang=ja`)
  expect(stub.heard).toEqual([])
  await browser.tap(words.text('ja', 'web.invited.open'))
  expect(stub.heard).toMatchObject([{ it: { kind: 'tap', token: `c.${id}.open` }, guess: 'ja' }])
})
