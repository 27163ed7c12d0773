/** The public pages are found from the web chat, and only when there is something on them. */
import { expect, onTestFinished, test } from 'vitest'
import { createStub, serveWeb } from '../channels/web-stub.ts'
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
