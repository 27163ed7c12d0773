/** How far a campaign is, as staff see it: what became of its messages, and that an open page follows. */
import { expect, onTestFinished, test } from 'vitest'
import { retireSignersOf } from '../../../src/app/campaigns/signing/retire.ts'
import { HOLD } from '../../../src/domain/campaigns/hold.ts'
import { addCounts } from '../../../src/store/campaigns/counts.ts'
import { writeMeta } from '../../../src/store/meta.ts'
import { signedCampaign } from '../../app/campaigns/signed.ts'
import { plantCampaign, plantRun } from '../../store/planted-campaigns.ts'
import { serveConsole } from '../console-stub.ts'
import { textOf } from '../queue-rig.ts'

const open = async () => {
  const server = await serveConsole([])
  onTestFinished(server.close)
  const headers = await server.as('moderator')
  const get = async (path: string) => {
    const answer = await fetch(`${server.url}/staff/campaigns/${path}`, { headers })
    return { status: answer.status, text: textOf(await answer.text()) }
  }
  return { ...server, headers, get }
}

test('what became of the messages, with reasons in words, by language and channel', async () => {
  const { store, get } = await open()
  const id = await plantCampaign(store)
  await plantRun(store, id, {
    lines: [
      ['frozen', 'fil', 'telegram', 9000],
      ['frozen', 'ko', 'telegram', 1000],
      ['sent', 'fil', 'telegram', 4000],
      ['sent', 'ko', 'telegram', 3],
      ['gone', 'fil', 'telegram', 40],
      ['failed:400', 'fil', 'telegram', 7],
      ['failed:499', 'fil', 'telegram', 1],
      ['put-off', 'fil', 'telegram', 12],
    ],
  })
  const { text } = await get(`${id}/progress`)
  expect(text).toMatch(/The call going out 4 051 of 10 000 are settled/)
  expect(text).toMatch(
    /Taken by the platform 4 003 Has blocked or deleted the bot; unsubscribed 40 Refused: there is no such chat, or the message is not allowed there 7 Failed, code 499 1 Still to go out 0 Wait on the web until the person looks 5 949 12 times somebody had to wait/,
  )
  // Three in Korean are not told, and so neither is the other language.
  expect(text).toMatch(/Arrived, by language: too few to be told/)
  expect(text).not.toMatch(/4.000/)
})

test('when it will be over is told while it goes, and not while everything stands still', async () => {
  const { store, get } = await open()
  const id = await plantCampaign(store)
  await plantRun(store, id, { lines: [['frozen', 'en', 'telegram', 600]] })
  // In the stub nothing is pushed: all of it waits on the web.
  expect((await get(`${id}/progress`)).text).toMatch(/Wait on the web until the person looks 600/)
  await store.tx(tx => writeMeta(tx, 'campaigns', 'stopped'))
  expect((await get(`${id}/progress`)).text).not.toContain('Will be over')
})

test('who looks hears that nothing more goes out because a signer has left', async () => {
  const { store, privacy, get } = await open()
  const rooms = { store, privacy, demo: false }
  const now = Date.now()
  const { campaign, people } = await signedCampaign(rooms, {
    at: now - HOLD.usual - 1,
    state: 'running',
    until: now + 9e8,
  })
  await plantRun(store, campaign.id, { lines: [['frozen', 'en', 'web', 600]] })
  const left = 'Nothing more of it goes out until others sign a correction'
  expect((await get(`${campaign.id}/progress`)).text).not.toContain(left)
  const [{ staff }, other] = people
  await store.tx(tx => retireSignersOf(tx, rooms, { staff: staff.id, by: other.staff.id, now }))
  expect((await get(`${campaign.id}/progress`)).text).toContain(left)
})

test('the newest sending comes first; of a campaign of the demo, or of none, nothing is told', async () => {
  const { store, get } = await open()
  const id = await plantCampaign(store)
  expect((await get(`${id}/progress`)).text).toContain('Nothing has gone out yet')
  await plantRun(store, id)
  await plantRun(store, id, { purpose: 'recall' })
  expect((await get(`${id}/progress`)).text).toMatch(/Recall going out .* The call going out/)
  const demo = await plantCampaign(store, { demo: true })
  for (const path of [`${demo}/progress`, `${'A'.repeat(22)}/progress`, 'nonsense/progress'])
    expect((await get(path)).status).toBe(404)
})

test('an open page hears of a change within seconds, from whatever process it came', async () => {
  const { store, url, headers } = await open()
  const id = await plantCampaign(store)
  const run = await plantRun(store, id)
  const stream = await fetch(`${url}/staff/campaigns/${id}/events`, { headers })
  const reader = stream.body?.getReader()
  const said = new TextDecoder()
  expect(said.decode((await reader?.read())?.value)).toBe(':\n\n')
  // Long enough for a first look, which changes nothing.
  await new Promise(resolve => setTimeout(resolve, 2200))
  const counts = [{ what: 'sent', lang: 'en', channel: 'telegram' as never, n: 1 }]
  await store.tx(tx => addCounts(tx, { campaign: id, run }, counts))
  expect(said.decode((await reader?.read())?.value)).toBe('data: changed\n\n')
  await reader?.cancel()
})
