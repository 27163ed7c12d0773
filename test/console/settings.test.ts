/** What an administrator sets: how long a case may wait, and how long one is kept. */
import { randomBytes } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { auditPage } from '../../src/store/audit.ts'
import { setStatus } from '../../src/store/case-status.ts'
import { type ConcernRow, insertConcern } from '../../src/store/concerns.ts'
import { loadPromises } from '../../src/store/deadlines.ts'
import { loadRetention } from '../../src/store/retention.ts'
import { anyKept, coded } from '../store/fresh.ts'
import { serveConsole } from './console-stub.ts'
import { joinAs } from './joined.ts'
import { textOf } from './queue-rig.ts'

const DAY = 86_400_000

const open = async () => {
  const clock = { now: Date.UTC(2026, 5, 1, 3) }
  const world = { now: () => clock.now, random: (size: number) => crypto.getRandomValues(new Uint8Array(size)) }
  const server = await serveConsole([], { world })
  onTestFinished(() => server.close())
  const { store, door, url } = server
  const admin = await joinAs(store, door, world, 'administrator')
  const headers = { cookie: `tulay-staff=${admin.token}`, 'sec-fetch-site': 'same-origin' }
  const get = async (path: string) => textOf(await (await fetch(`${url}/staff/${path}`, { headers })).text())
  const post = async (path: string, fields: Record<string, string>) => {
    const init = { method: 'POST', headers, body: new URLSearchParams(fields), redirect: 'manual' as const }
    const answer = await fetch(`${url}/staff/settings/${path}`, init)
    return { status: answer.status, text: textOf(await answer.text()) }
  }
  const file = async (fields: Partial<ConcernRow> = {}) => {
    const row = coded(fields)
    const [capability, receipt] = [randomBytes(32), randomBytes(32)]
    await store.tx(tx => insertConcern(tx, { ...row, capability, receipt, sealed: anyKept() }))
    return row.id
  }
  return { ...server, clock, get, post, file }
}

test('deadlines are set for all, for emergencies and for a category, and taken back', async () => {
  const { store, get, post } = await open()
  expect(await get('settings/deadlines')).toMatch(
    /Everything else taken up within 3 days, answered within 14 days .* Emergencies taken up within 4 hours, answered within 4 hours/,
  )
  for (const [category, acknowledge, answer] of [
    ['*', '48', '240'],
    ['!', '1', '5'],
    ['detention', '2', '24'],
  ] as const)
    expect((await post('deadlines', { category, acknowledge, answer })).status).toBe(303)
  expect(await get('settings/deadlines')).toMatch(
    /else taken up within 2 days, answered within 10 days .*within 1 hour, answered within 5 hours .*within 2 hours, answered within 1 day /,
  )
  expect((await post('deadlines', { category: 'detention', remove: '1' })).status).toBe(303)
  expect([...(await store.tx(loadPromises)).keys()].toSorted()).toEqual(['!', '*'])
  const deeds = await store.tx(tx => auditPage(tx, { limit: 9, action: 'deadline set' }))
  expect(deeds.map(({ code }) => code)).toEqual(['detention', 'detention 2 24', '! 1 5', '* 48 240'])
})

test.each([
  [{ category: '*', acknowledge: '25', answer: '24' }, 'cannot be answered before'],
  [{ category: '*', acknowledge: '0', answer: '24' }, 'whole hours'],
  [{ category: '*', acknowledge: '24', answer: '2161' }, 'whole hours'],
  [{ category: '*', acknowledge: '1.5', answer: '24' }, 'whole hours'],
  [{ category: '*', acknowledge: '', answer: '' }, 'whole hours'],
  [{ category: 'nonsense', acknowledge: '1', answer: '2' }, 'no such category'],
])('%j is refused in words, and changes nothing', async (fields, why) => {
  const { store, post } = await open()
  const { status, text } = await post('deadlines', fields)
  expect([status, text]).toEqual([400, expect.stringContaining(why)])
  expect((await store.tx(loadPromises)).size).toBe(0)
})

test('days to keep are set by status; a slip of the finger is refused; the page says what the next night erases', async () => {
  const { store, clock, get, post, file } = await open()
  expect(await get('settings/retention')).toContain('The next night erases 0 cases.')
  const id = await file()
  await store.tx(tx => setStatus(tx, id, { status: 'closed', day: '2026-06-01', byStaff: true, outcome: 'helped' }))
  expect(await get(`case/${id}`)).toContain('Will be erased on Nov 28, 2026')
  for (const wrong of ['6', '-1', '3651', 'x', '7.5']) {
    const { status, text } = await post('retention', { closed: wrong, new: '0' })
    expect([status, text]).toEqual([400, expect.stringContaining('Nothing was changed')])
  }
  expect((await store.tx(loadRetention)).size).toBe(0)
  expect((await post('retention', { closed: '30', answered: '0' })).status).toBe(303)
  expect(await get(`case/${id}`)).toContain('Will be erased on Jul 1, 2026')
  expect((await post('retention', { closed: '0' })).status).toBe(303)
  expect(await get(`case/${id}`)).not.toContain('erased on')
  expect((await post('retention', { closed: '7' })).status).toBe(303)
  clock.now += 7 * DAY
  const deeds = await store.tx(tx => auditPage(tx, { limit: 9, action: 'retention set' }))
  expect(deeds.map(({ code }) => code)).toEqual(['closed 7', 'closed 0', 'closed 30'])
})
