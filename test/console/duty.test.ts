/** The rota over HTTP: who may put whom on duty, and that the queue says who it is today. */
import { expect, onTestFinished, test } from 'vitest'
import { onDutyOn } from '../../src/app/duty.ts'
import type { StaffId } from '../../src/kit/ids.ts'
import { auditPage } from '../../src/store/audit.ts'
import { serveConsole } from './console-stub.ts'
import { type Joined, joinAs } from './joined.ts'
import { textOf } from './queue-rig.ts'

/** A Wednesday in Tokyo, a few hours after its midnight: still Tuesday in UTC. */
const NOW = Date.UTC(2026, 0, 6, 18)
const TODAY = '2026-01-07'

const open = async () => {
  const world = { now: () => NOW, random: (size: number) => crypto.getRandomValues(new Uint8Array(size)) }
  const server = await serveConsole([], { world })
  onTestFinished(() => server.close())
  const { store, door, url } = server
  const join = async (role: 'administrator' | 'moderator') => {
    const joined = await joinAs(store, door, world, role)
    return { ...joined, id: (await door.who(joined.token))?.staff.id as StaffId }
  }
  const headers = ({ token }: Joined) => ({ cookie: `tulay-staff=${token}`, 'sec-fetch-site': 'same-origin' })
  const get = async (who: Joined, path: string) => (await fetch(`${url}${path}`, { headers: headers(who) })).text()
  const post = async (who: Joined, path: string, fields: Record<string, string>) => {
    const body = new URLSearchParams(fields)
    const answer = await fetch(`${url}${path}`, { method: 'POST', headers: headers(who), body, redirect: 'manual' })
    return { status: answer.status, text: textOf(await answer.text()) }
  }
  const on = async (day: string) => (await store.tx(tx => onDutyOn(tx, day, false))).map(({ name }) => name)
  const [ana, bo, admin] = [await join('moderator'), await join('moderator'), await join('administrator')]
  return { store, get, post, on, ana, bo, admin }
}

test('one puts oneself on and off; the queue says who is on duty today', async () => {
  const { get, post, on, ana, bo } = await open()
  expect(textOf(await get(bo, '/staff'))).toContain('On duty today: Nobody')
  expect((await post(ana, '/staff/duty', { day: TODAY, on: '1' })).status).toBe(303)
  expect(await on(TODAY)).toEqual([ana.name])
  expect(textOf(await get(bo, '/staff'))).toContain(`On duty today: ${ana.name}`)
  await post(ana, '/staff/duty', { day: TODAY, on: '0' })
  expect(await on(TODAY)).toEqual([])
})

test('only an administrator says it of others, and only of who works on cases', async () => {
  const { store, post, on, ana, bo, admin } = await open()
  const day = '2026-01-09'
  const refused = await post(ana, '/staff/duty', { day, who: bo.id, on: '1' })
  expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('only an administrator')])
  expect(await on(day)).toEqual([])
  await post(admin, '/staff/duty', { day, who: bo.id, on: '1' })
  await post(admin, '/staff/duty', { day, who: bo.id, on: '1' })
  expect(await on(day)).toEqual([bo.name])
  expect((await post(ana, '/staff/duty', { day, who: bo.id, on: '0' })).status).toBe(403)
  // Without a key an administrator works on no case.
  expect((await post(admin, '/staff/duty', { day, who: admin.id, on: '1' })).status).toBe(404)
  expect((await post(admin, '/staff/duty', { day, who: 'A'.repeat(22), on: '1' })).status).toBe(404)
  const deeds = await store.tx(tx => auditPage(tx, { limit: 50, action: 'put on duty' }))
  expect(deeds.map(({ staff, code }) => [staff, code])).toEqual([[admin.id, `${bo.id} ${day}`]])
})

test('what is over stays, and a day that is none is refused', async () => {
  const { post, on, ana } = await open()
  expect((await post(ana, '/staff/duty', { day: '2026-01-06', on: '1' })).status).toBe(409)
  for (const day of ['', '2026-02-30', '2026-1-9', 'tomorrow'])
    expect((await post(ana, '/staff/duty', { day, on: '1' })).status).toBe(400)
  expect(await on('2026-01-06')).toEqual([])
})

test('a week is copied to the next: one’s own, by an administrator everybody’s', async () => {
  const { get, post, on, ana, bo, admin } = await open()
  const week = '2026-01-12'
  await post(ana, '/staff/duty', { day: '2026-01-12', on: '1' })
  await post(bo, '/staff/duty', { day: '2026-01-18', on: '1' })
  await post(ana, '/staff/duty/copy', { week })
  expect([await on('2026-01-19'), await on('2026-01-25')]).toEqual([[ana.name], []])
  await post(admin, '/staff/duty/copy', { week })
  expect([await on('2026-01-19'), await on('2026-01-25')]).toEqual([[ana.name], [bo.name]])
  expect((await post(admin, '/staff/duty/copy', { week: '2026-01-13' })).status).toBe(409)
  expect((await post(admin, '/staff/duty/copy', { week: '2025-12-29' })).status).toBe(409)
  expect(textOf(await get(ana, '/staff/duty'))).toMatch(new RegExp(`Mon Jan 19, 2026 ${ana.name} I am not`))
})

test('who has left is on no duty any more', async () => {
  const { store, post, on, ana } = await open()
  await post(ana, '/staff/duty', { day: TODAY, on: '1' })
  await store.tx(tx =>
    tx.updateTable('staff').set({ active: 0 }).where('id', '=', Buffer.from(ana.id, 'base64url')).execute(),
  )
  expect(await on(TODAY)).toEqual([])
})
