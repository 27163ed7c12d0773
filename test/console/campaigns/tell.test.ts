/** What is said after a call, and how often campaigns may ring: what staff set, and what is refused. */
import { expect, onTestFinished, test } from 'vitest'
import { readSheet } from '../../../src/domain/campaigns/sheet.ts'
import { auditPage } from '../../../src/store/audit.ts'
import { sheetsOf } from '../../../src/store/campaigns/index.ts'
import { readCeilings } from '../../../src/store/quotas.ts'
import { plantCampaign, plantRun } from '../../store/planted-campaigns.ts'
import { serveConsole } from '../console-stub.ts'
import { textOf } from '../queue-rig.ts'

const open = async () => {
  const server = await serveConsole([])
  onTestFinished(server.close)
  const headers = { ...(await server.as('administrator')), 'sec-fetch-site': 'same-origin' }
  const get = async (path: string) => {
    const answer = await fetch(`${server.url}/staff/${path}`, { headers })
    const html = await answer.text()
    return { status: answer.status, html, text: textOf(html) }
  }
  const post = async (path: string, fields: Record<string, string>) => {
    const init = { method: 'POST', headers, body: new URLSearchParams(fields), redirect: 'manual' as const }
    const answer = await fetch(`${server.url}/staff/${path}`, init)
    return { status: answer.status, text: textOf(await answer.text()) }
  }
  /** A campaign whose call has begun to go out. */
  const begun = async (it: Parameters<typeof plantCampaign>[1] = {}) => {
    const id = await plantCampaign(server.store, it)
    await plantRun(server.store, id)
    return id
  }
  return { ...server, get, post, begun }
}
const RESULT = { 'title-en': 'We won', 'body-en': 'Wages\r\nare paid.' }

test('a result is a sheet of its own for the same people, and asks nothing of anybody', async () => {
  const { store, get, post, begun } = await open()
  const id = await begun({ sheet: { ends: 4_000_000_000_000, emergency: true } })
  expect((await post(`campaigns/${id}/result`, RESULT)).status).toBe(303)
  expect((await get(`campaigns/${id}/result`)).text).toContain('Kept as sheet 2')
  const [kept] = await store.tx(tx => sheetsOf(tx, id, 'result'))
  const sheet = readSheet(kept?.body ?? '')
  expect(sheet).toMatchObject({
    ...{ number: 2, purpose: 'result', actions: [], ends: null, emergency: false, fallback: 'en' },
    texts: { en: { title: 'We won', body: 'Wages\nare paid.' } },
  })
  expect(sheet?.until).toBeGreaterThan(Date.now())
  // Written anew it is the next one: what was signed is never changed.
  await post(`campaigns/${id}/result`, { ...RESULT, 'title-ja': '勝った', 'body-ja': '給料' })
  expect((await store.tx(tx => sheetsOf(tx, id, 'result'))).map(({ number }) => number)).toEqual([3, 2])
})

test('a correction begins with the words that went out, and leaves all else as it was', async () => {
  const { store, get, post, begun } = await open()
  const id = await begun()
  expect((await get(`campaigns/${id}/correction`)).html).toContain('This is a demo call for {{area}}.')
  const words = { 'title-en': 'Demo: pay on time', 'body-en': 'Corrected.' }
  expect((await post(`campaigns/${id}/correction`, words)).status).toBe(303)
  const [kept, call] = (await store.tx(tx => sheetsOf(tx, id))).map(({ body }) => readSheet(body))
  expect(kept).toEqual({
    ...call,
    // It is sent for two days, and one can take part as long as the call said.
    ...{ number: 2, purpose: 'correction', fallback: 'en', until: kept?.until, ends: call?.until },
    texts: { en: { title: 'Demo: pay on time', body: 'Corrected.' } },
  })
})

test.each([
  [{}, 'in one language at least'],
  [{ 'title-en': 'We won' }, 'a title and words'],
  [{ 'body-en': 'We won' }, 'a title and words'],
  [{ 'title-en': 'x'.repeat(101), 'body-en': 'We won' }, 'may have 100 characters'],
  [{ 'title-en': 'We won', 'body-en': 'x'.repeat(3001) }, 'may have 100 characters'],
  [{ 'title-xx': 'We won', 'body-xx': 'A language that the call has not' }, 'in one language at least'],
])('%j is refused in words, and what was typed stays', async (fields, why) => {
  const { store, post, begun } = await open()
  const id = await begun()
  const { status, text } = await post(`campaigns/${id}/result`, fields as Record<string, string>)
  expect([status, text]).toEqual([400, expect.stringContaining(why)])
  expect(await store.tx(tx => sheetsOf(tx, id, 'result'))).toEqual([])
})

test('before a call has begun to go out there is nothing to correct, and nothing came of it', async () => {
  const { store, get, post, begun } = await open()
  for (const state of ['draft', 'signing', 'template', 'approved', 'running', 'cancelled'] as const) {
    const id = await plantCampaign(store, { state })
    // That of a result is no sending of the call.
    await plantRun(store, id, { purpose: 'result' })
    for (const purpose of ['result', 'correction']) {
      expect((await get(`campaigns/${id}/${purpose}`)).status).toBe(404)
      expect((await post(`campaigns/${id}/${purpose}`, RESULT)).status).toBe(404)
      const pages = [await get(`campaigns/${id}/results`), await get(`campaigns/${id}/progress`)]
      for (const { status, html } of pages)
        expect([status, html]).toEqual([200, expect.not.stringContaining(`/${purpose}"`)])
    }
    expect(await store.tx(tx => sheetsOf(tx, id))).toHaveLength(1)
  }
  const runs = await begun()
  expect((await get(`campaigns/${runs}/results`)).html).toContain('/result"')
  expect((await get(`campaigns/${runs}/progress`)).html).toContain('/correction"')
  const cancelled = await begun({ state: 'cancelled' })
  expect((await get(`campaigns/${cancelled}/correction`)).status).toBe(200)
  expect((await get(`campaigns/${cancelled}/result`)).status).toBe(404)
})

test('ceilings are set within bounds, by the hour, the day and the week', async () => {
  const { store, get, post } = await open()
  expect((await get('settings/campaigns')).html).toMatch(/name="hour"[^>]* value="1".* name="week"[^>]* value="7"/s)
  expect((await post('settings/campaigns', { hour: '2', day: '4', week: '9' })).status).toBe(303)
  expect(await store.tx(readCeilings)).toEqual({ hour: 2, day: 4, week: 9 })
  for (const wrong of [{ hour: '5' }, { hour: '0' }, { day: '1' }, { week: '3' }, { week: '31' }, { day: 'x' }]) {
    const { status, text } = await post('settings/campaigns', { hour: '2', day: '4', week: '9', ...wrong })
    expect([status, text]).toEqual([400, expect.stringContaining('Nothing was changed')])
  }
  expect(await store.tx(readCeilings)).toEqual({ hour: 2, day: 4, week: 9 })
  const deeds = await store.tx(tx => auditPage(tx, { limit: 9, action: 'campaign limits set' }))
  expect(deeds.map(({ code }) => code)).toEqual(['2 4 9'])
})
