/** What an open page listens to ends with the session that opened it: real sockets, and a clock for what only time ends. */
import { afterEach, expect, test, vi } from 'vitest'
import { type Door, MINUTE, openDoor } from './door-rig.ts'

afterEach(() => vi.useRealTimers())

const listening = async (it: Door) => {
  const maya = await it.member('moderator')
  const cookie = `tulay-staff=${maya.token}`
  const response = await fetch(`${it.url}/staff/queue/events`, { headers: { cookie } })
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
  const reader = response.body?.getReader()
  // Open: it says so at once.
  expect((await reader?.read())?.done).toBe(false)
  let closed = false
  const end = (async () => {
    while (!(await reader?.read())?.done);
    closed = true
    // The server of the test stops.
  })().catch(() => undefined)
  return { maya, cookie, end, open: () => !closed }
}

const ENDINGS: Record<string, (it: Door, who: Awaited<ReturnType<typeof listening>>) => Promise<unknown>> = {
  'signing out': (it, { cookie }) => it.post('/staff/leave', {}, cookie),
  'signing out everywhere': (it, { cookie }) => it.post('/staff/me/end-all', {}, cookie),
  'ending it from another device': async (it, { maya, cookie }) => {
    it.clock.now += MINUTE
    const other = (await it.signIn(maya)).cookie
    const here = [...(await it.get('/staff/me', cookie)).html.matchAll(/end\/([\w-]{43})/g)].map(([, id]) => id)
    await it.post(`/staff/me/end/${here.at(-1)}`, {}, other)
  },
  'another passphrase, from another device': async (it, { maya }) => {
    it.clock.now += MINUTE
    await it.post('/staff/me/passphrase', { key: 'A'.repeat(32) }, (await it.signIn(maya)).cookie)
  },
  'being removed': async (it, { maya }) => {
    const who = (await it.door.who(maya.token))?.staff.id ?? ''
    await it.post('/staff/people/remove', { who }, `tulay-staff=${(await it.member('administrator')).token}`)
  },
  'a role that sees no queue': async (it, { maya }) => {
    const who = (await it.door.who(maya.token))?.staff.id ?? ''
    const admin = `tulay-staff=${(await it.member('administrator')).token}`
    await it.post('/staff/people/change', { who, role: 'reader' }, admin)
  },
}

test.each(Object.entries(ENDINGS))('%s ends it at once', async (_, ending) => {
  const it = await openDoor()
  const mine = await listening(it)
  const others = await listening(it)
  await ending(it, mine)
  await mine.end
  expect([mine.open(), others.open()]).toEqual([false, true])
})

test.each([
  ['half an hour without use', 0],
  ['twelve hours', 36],
])('%s end it at its next beat, which keeps no session alive', async (_, uses) => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const it = await openDoor()
  const mine = await listening(it)
  for (let n = 0; n < uses; n++) {
    if (n > 0) it.clock.now += 20 * MINUTE
    expect((await it.get('/staff', mine.cookie)).status).toBe(200)
  }
  it.clock.now += (uses > 0 ? 20 : 30) * MINUTE - 1
  vi.advanceTimersByTime(25_000)
  await it.get('/staff/enter')
  expect(mine.open()).toBe(true)
  it.clock.now += 1
  vi.advanceTimersByTime(25_000)
  await mine.end
  expect(mine.open()).toBe(false)
})
