/** Joining, signing in and being let go, as a browser without a script does it: real routes, a real database. */
import { expect, test } from 'vitest'
import { createDemoStaff } from '../../src/app/demo.ts'
import { createStaffDoor } from '../../src/app/staff/index.ts'
import { hashOf } from '../../src/app/staff/tokens.ts'
import { createPrivacy } from '../../src/privacy/index.ts'
import { openSodium } from '../../src/privacy/sodium.ts'
import { fromBase32 } from '../../src/privacy/totp.ts'
import { verifyAudit } from '../../src/store/audit.ts'
import { LATER, linkIn, MINUTE, openDoor } from './door-rig.ts'
import { codeAt } from './joined.ts'

test('the printed link makes the first administrator, once; then there is no such link any more', async () => {
  const it = await openDoor()
  const path = await it.link()
  expect(path).toMatch(/^\/staff\/join\/[\w-]{22}$/)
  for (let preview = 0; preview < 3; preview++) expect((await it.get(path)).status).toBe(200)
  const joined = await it.join(path, 'Maya')
  expect(joined.status).toBe(200)
  expect(joined.set).toMatch(/^tulay-staff=[\w-]{22}; Path=\/; HttpOnly; SameSite=Strict$/)
  // Printable, in groups of four.
  expect(joined.html).toContain(joined.key.match(/.{4}/g)?.join(' '))
  expect((await it.get('/staff/people', joined.cookie)).html).toContain('Maya')
  expect((await it.get(path)).status).toBe(401)
  expect((await it.join(path, 'Second')).status).toBe(401)
  expect(await it.link()).toBe('/staff/enter')
})

test('a link dies after a day, and when the server prints a newer one', async () => {
  const it = await openDoor()
  const [first, second] = [await it.link(), await it.link()]
  expect((await it.get(first)).status).toBe(401)
  it.clock.now += 24 * 60 * MINUTE - 1
  expect((await it.get(second)).status).toBe(200)
  it.clock.now += 1
  expect((await it.get(second)).status).toBe(401)
})

test('a form that is wrong costs nothing: the link, the authenticator and the key on paper stay', async () => {
  const it = await openDoor()
  const path = await it.link()
  const wrong = await it.join(path, 'Maya', { code: '000000' })
  expect([wrong.status, wrong.cookie]).toEqual([400, ''])
  expect(wrong.html).toContain(wrong.totp)
  expect(wrong.html).toContain(wrong.key)
  for (const name of ['M', 'x'.repeat(41), 'a\u202eb']) expect((await it.join(path, name)).status).toBe(400)
  expect((await it.join(path, 'Maya', { spare: 'AAAA' })).status).toBe(400)
  expect((await it.join(path, 'Maya', { sealed: 'AAAA' })).status).toBe(400)
  expect((await it.join(path, 'Maya')).status).toBe(200)
})

test('name, key and code sign in; a code works once, and nothing tells which of them was wrong', async () => {
  const it = await openDoor()
  const maya = await it.member('administrator')
  expect((await it.signIn(maya)).status).toBe(401)
  it.clock.now += LATER
  const code = codeAt(maya.totp, it.clock.now)
  const wrongs = [
    { name: 'nobody', key: maya.key, code },
    { name: maya.name, key: 'A'.repeat(32), code },
    { name: maya.name, key: '', code },
    { name: maya.name, key: maya.key, code: '123456' },
  ]
  const pages = new Set<string>()
  for (const fields of wrongs) {
    const { status, html, cookie } = await it.post('/staff/enter', fields)
    expect([status, cookie]).toEqual([401, ''])
    pages.add(html.replace(/value="[^"]*"/, ''))
  }
  expect(pages.size).toBe(1)
  it.clock.now += 10 * MINUTE
  const spaced = {
    ...maya,
    name: ` ${maya.name.toUpperCase()} `,
    key: maya.key.toLowerCase().replace(/(.{4})/g, '$1 '),
  }
  const entered = await it.signIn(spaced)
  expect([entered.status, entered.headers.get('location')]).toEqual([303, '/staff'])
  expect((await it.get('/staff', entered.cookie)).status).toBe(200)
  expect((await it.signIn(maya)).status).toBe(401)
  expect((await it.signIn(maya, -1)).status).toBe(401)
})

test('after five tries each wait doubles, by name and by connection, and says how long', async () => {
  const it = await openDoor({ connection: c => c.req.header('cookie') })
  const maya = await it.member('moderator')
  it.clock.now += LATER
  const attempt = (name: string, from: string) =>
    it.post('/staff/enter', { name, key: 'A'.repeat(32), code: '1' }, from)
  for (let n = 0; n < 5; n++) expect((await attempt(maya.name, `c=${n}`)).status).toBe(401)
  // The right one is not looked at either, wherever it comes from.
  expect((await it.signIn(maya)).status).toBe(429)
  const waits: number[] = []
  for (let n = 0; n < 10; n++) {
    const { status, headers } = await attempt(maya.name, `d=${n}`)
    expect(status).toBe(429)
    waits.push(Number(headers.get('retry-after')))
    it.clock.now += (waits.at(-1) ?? 0) * 1000
    expect((await attempt(maya.name, `e=${n}`)).status).toBe(401)
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300])
  for (let n = 0; n < 5; n++) expect((await attempt(`other ${n}`, 'same=1')).status).toBe(401)
  expect((await attempt('another', 'same=1')).status).toBe(429)
  it.clock.now += 20 * MINUTE
  expect((await it.signIn(maya)).status).toBe(303)
})

test('a name that nobody has gets a salt like any other, the same each time', async () => {
  const it = await openDoor()
  const { name } = await it.member('moderator')
  const saltOf = async (of: string) => JSON.parse((await it.post('/staff/salt', { name: of })).html).salt
  const [real, none] = [await saltOf(name), await saltOf('nobody')]
  expect([real, none].map(salt => Buffer.from(salt, 'base64url').length)).toEqual([16, 16])
  expect(none).not.toBe(await saltOf('nobody else'))
  expect([await saltOf(name), await saltOf('Nobody ')]).toEqual([real, none])
})

test('who may not see the queue comes to a page that is theirs', async () => {
  const it = await openDoor()
  const reader = await it.member('reader')
  it.clock.now += LATER
  const entered = await it.signIn(reader)
  expect(entered.headers.get('location')).toBe('/staff/me')
  const { status, html } = await it.get('/staff/me', entered.cookie)
  expect([status, html.includes('/staff/people'), html.includes('/staff/audit')]).toEqual([200, false, false])
})

test('an administrator invites for each role; nobody else does', async () => {
  const it = await openDoor()
  const maya = await it.join(await it.link(), 'Maya')
  const people: Record<string, string> = {}
  for (const role of ['moderator', 'organizer', 'reader', 'administrator']) {
    const { html } = await it.post('/staff/people/invite', { role }, maya.cookie)
    const link = linkIn(html)
    const joined = await it.join(link, `a ${role}`)
    expect(joined.html).toContain(`a ${role}`)
    people[role] = joined.cookie
    expect((await it.get(link)).status).toBe(401)
  }
  expect((await it.post('/staff/people/invite', { role: 'king' }, maya.cookie)).status).toBe(404)
  for (const role of ['moderator', 'organizer', 'reader'])
    expect((await it.post('/staff/people/invite', { role: 'administrator' }, people[role])).status).toBe(403)
  expect((await it.post('/staff/people/invite', { role: 'reader' }, people.administrator)).status).toBe(200)
  // What was not used can be taken back.
  const [, invite = ''] = /name="invite" value="([^"]+)"/.exec((await it.get('/staff/people', maya.cookie)).html) ?? []
  expect((await it.post('/staff/people/withdraw', { invite }, maya.cookie)).status).toBe(303)
  expect((await it.get('/staff/people', maya.cookie)).html).not.toContain(invite)
})

test('who is removed is out at once, everywhere; who is given another role has it at once', async () => {
  const it = await openDoor()
  const maya = await it.join(await it.link(), 'Maya')
  const binh = await it.member('moderator')
  const cookie = `tulay-staff=${binh.token}`
  const id = (await it.door.members()).find(({ name }) => name === binh.name)?.id ?? ''
  const change = (fields: Record<string, string>) =>
    it.post('/staff/people/change', { who: id, ...fields }, maya.cookie)
  expect((await change({ role: 'reader' })).status).toBe(303)
  expect((await it.get('/staff', cookie)).status).toBe(403)
  expect((await change({ role: 'organizer', holder: 'A'.repeat(22) })).status).toBe(404)
  expect((await change({ role: 'moderator' })).status).toBe(303)
  expect((await it.get('/staff', cookie)).status).toBe(200)
  expect((await it.post('/staff/people/remove', { who: id }, maya.cookie)).status).toBe(303)
  expect((await it.get('/staff', cookie)).status).toBe(401)
  it.clock.now += LATER
  expect((await it.signIn(binh)).status).toBe(401)
  // Nobody locks everybody out: not even oneself.
  const own = (await it.door.members())[0]?.id ?? ''
  expect((await it.post('/staff/people/remove', { who: own }, maya.cookie)).status).toBe(404)
  expect((await it.post('/staff/people/change', { who: own, role: 'reader' }, maya.cookie)).status).toBe(404)
})

test('ten minutes after the last code staff are changed only with another one', async () => {
  const it = await openDoor()
  const maya = await it.join(await it.link(), 'Maya')
  it.clock.now += 10 * MINUTE
  const invite = () => it.post('/staff/people/invite', { role: 'reader' }, maya.cookie)
  expect((await invite()).status).toBe(403)
  expect(await it.door.invites()).toEqual([])
  const code = codeAt(maya.totp, it.clock.now)
  expect((await it.post('/staff/prove', { code: '000000' }, maya.cookie)).status).toBe(401)
  expect((await it.post('/staff/prove', { code }, maya.cookie)).status).toBe(303)
  expect((await invite()).status).toBe(200)
  it.clock.now += 10 * MINUTE
  expect((await it.post('/staff/prove', { code }, maya.cookie)).status).toBe(401)
})

test('one sees where one is signed in, ends one of them, or all', async () => {
  const it = await openDoor()
  const maya = await it.member('moderator')
  const cookies = [`tulay-staff=${maya.token}`]
  for (let n = 0; n < 2; n++) {
    it.clock.now += MINUTE
    cookies.push((await it.signIn(maya)).cookie)
  }
  const other = `tulay-staff=${(await it.member('moderator')).token}`
  const listed = async (cookie?: string) =>
    [...(await it.get('/staff/me', cookie)).html.matchAll(/end\/([\w-]{43})/g)].map(([, id]) => id)
  expect(await listed(cookies[0])).toHaveLength(3)
  const [newest] = await listed(cookies[0])
  expect((await it.post(`/staff/me/end/${newest}`, {}, other)).status).toBe(404)
  expect((await it.post(`/staff/me/end/${newest}`, {}, cookies[0])).status).toBe(303)
  expect((await it.get('/staff', cookies[2])).status).toBe(401)
  expect((await it.get('/staff', cookies[1])).status).toBe(200)
  await it.post('/staff/leave', {}, cookies[0])
  expect((await it.get('/staff', cookies[0])).status).toBe(401)
  expect((await it.post('/staff/me/end-all', {}, cookies[1])).set).toMatch(/^tulay-staff=; Max-Age=0/)
  expect((await it.get('/staff', cookies[1])).status).toBe(401)
  expect((await it.get('/staff', other)).status).toBe(200)
})

test('over https the cookie can be set by nobody else, and links lead to the public address', async () => {
  const it = await openDoor({ secure: true, hosts: ['tulay.example'] })
  const maya = await it.join(await it.link(), 'Maya')
  expect(maya.set).toMatch(/^__Host-tulay-staff=[\w-]{22}; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
  const { html } = await it.post('/staff/people/invite', { role: 'reader' }, maya.cookie)
  expect(html).toContain('https://tulay.example/staff/join/')
})

test('the database lets nobody in: no token, no key and no secret of an authenticator stands in it', async () => {
  const it = await openDoor()
  const path = await it.link()
  const maya = await it.join(path, 'Maya')
  const tables = ['staff', 'staff_sessions', 'staff_invites', 'audit'] as const
  const rows = await it.store.tx(tx => Promise.all(tables.map(table => tx.selectFrom(table).selectAll().execute())))
  const kept = rows
    .flat()
    .flatMap(row => Object.values(row))
    .filter(it => it instanceof Uint8Array)
  expect(kept.length).toBeGreaterThan(5)
  const secrets = [maya.cookie.split('=')[1] ?? '', path.split('/').at(-1) ?? ''].map(it =>
    Buffer.from(it, 'base64url'),
  )
  for (const secret of [...secrets, fromBase32(maya.key) ?? [], fromBase32(maya.totp) ?? []])
    for (const bytes of kept) expect(Buffer.from(bytes).includes(Buffer.from(secret))).toBe(false)
})

test('what was done is written down in a chain that holds', async () => {
  const it = await openDoor()
  const maya = await it.join(await it.link(), 'Maya')
  await it.post('/staff/people/invite', { role: 'reader' }, maya.cookie)
  await it.post('/staff/enter', { name: 'somebody secret', key: '', code: '' })
  const { html } = await it.get('/staff/audit', maya.cookie)
  for (const text of ['joined', 'signed in', 'invited somebody', 'sign-in failed', 'The list is whole: 4 entries.'])
    expect(html).toContain(text)
  expect(html).not.toContain('somebody secret')
  expect(html).not.toMatch(/>\s*console\.\w/)
  const { head } = await it.store.tx(verifyAudit)
  expect(html).toContain(
    Buffer.from(head)
      .toString('hex', 0, 8)
      .replace(/.{4}(?!$)/g, '$& '),
  )
  expect(await it.store.tx(verifyAudit)).toMatchObject({ rows: 4, broken: undefined })
  await it.store.tx(tx => tx.updateTable('audit').set({ code: 'moderator' }).where('number', '=', 3).execute())
  expect((await it.get('/staff/audit', maya.cookie)).html).toContain(
    'Somebody changed this list outside Tulay, at number 3',
  )
})

test('a database that was a demo lets no demo person in any more, and the other way round', async () => {
  const it = await openDoor()
  const world = { now: () => it.clock.now, random: (size: number) => crypto.getRandomValues(new Uint8Array(size)) }
  const privacy = createPrivacy({ secret: world.random(32), world })
  await createDemoStaff({ store: it.store, privacy, sodium: await openSodium(), world })
  const demo = createStaffDoor({ store: it.store, privacy, world, demo: true })
  const [person] = await demo.members()
  const token = await demo.enterDemo(person?.id ?? '')
  expect((await demo.who(token))?.staff.demo).toBe(true)
  expect(await it.door.who(token)).toBeUndefined()
  expect(await it.door.enterDemo(person?.id ?? '')).toBeUndefined()
  expect(await it.door.members()).toEqual([])
  expect(await it.link()).toMatch(/^\/staff\/join\//)
  const maya = await it.member('administrator')
  expect(await demo.who(maya.token)).toBeUndefined()
})

test('a session, or a proof of one, that somebody writes into the database changes nobody', async () => {
  const it = await openDoor()
  const maya = await it.member('administrator')
  it.clock.now += 11 * MINUTE
  const entered = await it.signIn(maya, 1)
  const invite = (cookie: string) => it.post('/staff/people/invite', { role: 'reader' }, cookie)
  expect((await invite(entered.cookie)).status).toBe(200)
  it.clock.now += 11 * MINUTE
  expect((await invite(entered.cookie)).status).toBe(403)
  const now = it.clock.now
  // The column alone, and a proof that was good for another moment.
  await it.store.tx(tx => tx.updateTable('staff_sessions').set({ proved: now }).execute())
  expect((await invite(entered.cookie)).status).toBe(403)
  // A session of one's own making, with a proof of somebody else's session.
  const token = 'A'.repeat(22)
  await it.store.tx(async tx => {
    const rows = await tx.selectFrom('staff_sessions').selectAll().execute()
    const [row] = rows
    if (!row) throw new Error('nobody is signed in')
    const times = { began: now, seen: now, proved: row.proved, proof: row.proof as never }
    await tx
      .insertInto('staff_sessions')
      .values({ ...row, ...times, token: hashOf(token) })
      .execute()
  })
  expect((await invite(entered.cookie.replace(/=.*/, `=${token}`))).status).toBe(403)
})
