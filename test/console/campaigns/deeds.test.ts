/** What stops a campaign, and what lets it go on. */
import { expect, onTestFinished, test } from 'vitest'
import { auditPage } from '../../../src/store/audit.ts'
import { campaignById } from '../../../src/store/campaigns/index.ts'
import { runsOf } from '../../../src/store/campaigns/runs.ts'
import { readMeta } from '../../../src/store/meta.ts'
import { addLines } from '../../../src/store/outbox.ts'
import { line as aLine } from '../../store/fresh.ts'
import { plantCampaign, plantRun } from '../../store/planted-campaigns.ts'
import { serveConsole } from '../console-stub.ts'
import { joinAs } from '../joined.ts'
import { textOf } from '../queue-rig.ts'

/** A sending planted at NOW is an hour old. */
const open = async () => {
  const clock = { now: 1_700_000_000_000 + 3_600_000 }
  const world = { now: () => clock.now, random: (size: number) => crypto.getRandomValues(new Uint8Array(size)) }
  const server = await serveConsole([], { world })
  onTestFinished(server.close)
  const signer = { cookie: `tulay-staff=${(await joinAs(server.store, server.door, world, 'organizer')).token}` }
  const reader = { cookie: `tulay-staff=${(await joinAs(server.store, server.door, world, 'moderator')).token}` }
  const get = async (path: string, headers = signer) => {
    const answer = await fetch(`${server.url}/staff/campaigns${path}`, { headers })
    return { status: answer.status, text: textOf(await answer.text()) }
  }
  const post = async (path: string, fields: Record<string, string>, as = signer) => {
    const headers = { ...as, 'sec-fetch-site': 'same-origin' }
    const init = { method: 'POST', headers, body: new URLSearchParams(fields), redirect: 'manual' as const }
    const place = path.startsWith('/') ? `campaigns${path}` : path
    return (await fetch(`${server.url}/staff/${place}`, init)).status
  }
  return { ...server, clock, reader, get, post }
}

test('the brake for all stands on top of every page; who may not sign sees that it is pulled', async () => {
  const { store, reader, get, post } = await open()
  const id = await plantCampaign(store)
  for (const path of ['', `/${id}/progress`, `/${id}/results`, `/${id}/petition`])
    expect((await get(path)).text).toContain('Stop all campaigns')
  expect((await get('', reader)).text).not.toContain('Stop all campaigns')
  expect(await post('brake', { do: 'stop' }, reader)).toBe(403)
  expect(await post('brake', { do: 'stop' })).toBe(303)
  expect(await store.tx(tx => readMeta(tx, 'campaigns'))).toBe('stopped')
  expect((await get(`/${id}/progress`, reader)).text).toContain('All campaigns and alerts are stopped')
  expect(await post('brake', { do: 'go' })).toBe(303)
  expect((await get(`/${id}/progress`, reader)).text).not.toContain('are stopped')
})

test('a campaign is paused and goes on; one of the demo, or one that does not run, is let be', async () => {
  const { store, get, post } = await open()
  const id = await plantCampaign(store)
  const state = async () => (await store.tx(tx => campaignById(tx, id)))?.state
  expect(await post(`/${id}/progress`, { do: 'pause' })).toBe(303)
  expect([await state(), (await get(`/${id}/progress`)).text]).toEqual(['paused', expect.stringContaining('Go on')])
  expect(await post(`/${id}/progress`, { do: 'pause' })).toBe(404)
  expect(await post(`/${id}/progress`, { do: 'resume' })).toBe(303)
  expect(await state()).toBe('running')
  const demo = await plantCampaign(store, { demo: true })
  expect(await post(`/${demo}/progress`, { do: 'pause' })).toBe(404)
})

test('a recall ends the campaign and goes to the phones behind it, as long as messages can be taken away', async () => {
  const { store, get, post } = await open()
  const id = await plantCampaign(store)
  expect((await get(`/${id}/recall`)).status).toBe(404)
  await plantRun(store, id)
  expect((await get(`/${id}/progress`)).text).toContain('Take it back from phones')
  // Without a yes nothing is done.
  expect(await post(`/${id}/recall`, {})).toBe(200)
  expect(await post(`/${id}/recall`, { sure: 'yes' })).toBe(303)
  const runs = (await store.tx(tx => runsOf(tx, id))).map(({ purpose, sheet }) => `${purpose} ${sheet}`)
  expect(runs).toEqual(['call 1', 'recall 1'])
  expect((await store.tx(tx => campaignById(tx, id)))?.state).toBe('ended')
  const deeds = await store.tx(tx => auditPage(tx, { limit: 1, action: 'campaign recalled' }))
  expect(deeds[0]?.code).toBe(id)
})

test('after two days nothing can be taken away any more', async () => {
  const { store, clock, get } = await open()
  const [id, other] = [await plantCampaign(store), await plantCampaign(store)]
  const hour = 3_600_000
  await plantRun(store, id, { state: 'done', ended: clock.now - 47 * hour })
  await plantRun(store, other, { state: 'done', ended: clock.now - 48 * hour })
  expect([(await get(`/${id}/recall`)).status, (await get(`/${other}/recall`)).status]).toEqual([200, 404])
})

test('where something may not have arrived, whoever may sign can send it again', async () => {
  const { store, reader, get, post } = await open()
  const id = await plantCampaign(store)
  expect((await get(`/${id}/progress`)).text).not.toContain('Send again')
  await plantRun(store, id, {
    lines: [
      ['frozen', 'en', 'telegram', 9],
      ['unknown', 'en', 'telegram', 9],
    ],
  })
  expect((await get(`/${id}/progress`)).text).toContain('Send again where it may not have arrived')
  expect((await get(`/${id}/progress`, reader)).text).not.toContain('Send again')
  const line = { ...aLine({ state: 'unknown', policy: 'restart' }), campaign: { id, run: 1, lang: 'en' } }
  await store.tx(tx => addLines(tx, [line]))
  expect(await post(`/${id}/progress`, { do: 'again' })).toBe(303)
  expect(await store.tx(tx => tx.selectFrom('outbox').select('state').execute())).toEqual([{ state: 'pending' }])
  expect(await post(`/${id}/progress`, { do: 'again' })).toBe(404)
})
