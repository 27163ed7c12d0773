/** Passkeys over real sockets, with a device that may lie: what does not come from here, now, and a verified person lets nobody in. */
import { expect, test } from 'vitest'
import { type Door, MINUTE, openDoor } from './door-rig.ts'
import { softPasskey, type Twist } from './soft-passkey.ts'

const LOCAL = { local: true }
type Fields = Record<string, string>

const withPasskey = async (role: Parameters<Door['member']>[0] = 'moderator') => {
  const it = await openDoor({}, LOCAL)
  const joined = await it.member(role)
  const cookie = `tulay-staff=${joined.token}`
  const device = softPasskey(it.url)
  const json = async (path: string, from = cookie) => JSON.parse((await it.post(path, {}, from)).html)
  const add = async (own = device, from = cookie, twist: Twist = {}) =>
    it.post(
      '/staff/me/passkeys',
      { name: 'Phone', answer: own.create(await json('/staff/me/passkeys/new', from), twist) },
      from,
    )
  const enter = async (fields: Fields) => it.post('/staff/enter/passkey', fields)
  const signIn = async (twist: Twist = {}) =>
    enter({ answer: device.get(await json('/staff/enter/passkey/options'), twist) })
  return { ...it, joined, cookie, device, json, add, enter, signIn }
}

test('a passkey is added under a name, lets in without a name typed, and is removed', async () => {
  const it = await withPasskey()
  const options = await it.json('/staff/me/passkeys/new')
  const id = (await it.door.who(it.joined.token))?.staff.id
  expect(options.user.id).toBe(id)
  expect(options.authenticatorSelection).toMatchObject({ residentKey: 'required', userVerification: 'required' })
  expect((await it.add()).status).toBe(303)
  expect((await it.get('/staff/me', it.cookie)).html).toContain('<b>Phone</b>')
  const asked = await it.json('/staff/enter/passkey/options', '')
  expect([asked.allowCredentials ?? [], asked.userVerification, asked.rpId]).toEqual([[], 'required', 'localhost'])
  const entered = await it.signIn()
  expect([entered.status, entered.headers.get('location')]).toEqual([303, '/staff'])
  // A person was verified: that is as fresh as a code.
  const own = await it.door.who(entered.cookie.split('=')[1])
  expect(own).toMatchObject({ staff: { id }, proved: true })
  const [, passkey = ''] = /name="passkey" value="([^"]+)"/.exec((await it.get('/staff/me', it.cookie)).html) ?? []
  const other = `tulay-staff=${(await it.member('administrator')).token}`
  expect((await it.post('/staff/me/passkeys/remove', { passkey }, other)).status).toBe(404)
  expect((await it.post('/staff/me/passkeys/remove', { passkey }, it.cookie)).status).toBe(303)
  expect((await it.signIn()).status).toBe(401)
  const { html } = await it.get('/staff/audit', other)
  for (const deed of ['added a passkey', 'removed a passkey']) expect(html).toContain(deed)
})

test('nothing but an answer from here, to a challenge of now, by a verified person, lets anybody in', async () => {
  const it = await withPasskey()
  expect((await it.add()).status).toBe(303)
  const twists: Twist[] = [
    { origin: 'https://evil.example' },
    { origin: it.url.replace(/\d+$/, '1') },
    { rpId: 'evil.example' },
    { verified: false },
    { handle: 'A'.repeat(22) },
    { handle: '' },
    { type: 'webauthn.create' },
  ]
  for (const twist of twists) {
    expect([twist, (await it.signIn(twist)).status]).toEqual([twist, 401])
    it.clock.now += MINUTE
  }
  // Signed by another device, and nothing at all.
  const wrong = JSON.parse(it.device.get(await it.json('/staff/enter/passkey/options')))
  const { response } = JSON.parse(softPasskey(it.url).get(await it.json('/staff/enter/passkey/options')))
  wrong.response.signature = response.signature
  for (const answer of ['', '{}', 'null', JSON.stringify(wrong)]) expect((await it.enter({ answer })).status).toBe(401)
  it.clock.now += MINUTE
  expect((await it.signIn()).status).toBe(303)
})

test('a challenge is good once, for five minutes, and for what it was given', async () => {
  const it = await withPasskey()
  await it.add()
  const answer = it.device.get(await it.json('/staff/enter/passkey/options'))
  expect((await it.enter({ answer })).status).toBe(303)
  expect((await it.enter({ answer })).status).toBe(401)
  // The same challenge with a higher counter, as the device itself could make it.
  const asked = await it.json('/staff/enter/passkey/options')
  expect((await it.enter({ answer: it.device.get(asked) })).status).toBe(303)
  expect((await it.enter({ answer: it.device.get(asked) })).status).toBe(401)
  const late = it.device.get(await it.json('/staff/enter/passkey/options'))
  it.clock.now += 5 * MINUTE
  expect((await it.enter({ answer: late })).status).toBe(401)
  const made = { challenge: Buffer.alloc(38, 1).toString('base64url'), rpId: 'localhost' }
  expect((await it.enter({ answer: it.device.get(made) })).status).toBe(401)
  const other = `tulay-staff=${(await it.member('moderator')).token}`
  const proof = await it.json('/staff/prove/passkey/options')
  it.clock.now += MINUTE
  expect((await it.enter({ answer: it.device.get(proof) })).status).toBe(401)
  expect((await it.post('/staff/prove/passkey', { answer: it.device.get(proof) }, other)).status).toBe(401)
  it.clock.now += MINUTE
  expect((await it.post('/staff/prove/passkey', { answer: it.device.get(proof) }, it.cookie)).status).toBe(303)
})

test('a counter that goes back is a copied device; one that does not count says 0', async () => {
  const it = await withPasskey()
  await it.add()
  expect((await it.signIn({ counter: 0 })).status).toBe(303)
  expect((await it.signIn({ counter: 0 })).status).toBe(303)
  expect((await it.signIn({ counter: 7 })).status).toBe(303)
  for (const counter of [7, 6, 0]) expect((await it.signIn({ counter })).status).toBe(401)
  expect((await it.signIn({ counter: 8 })).status).toBe(303)
})

test('two answers at once: one gets in', async () => {
  const it = await withPasskey()
  await it.add()
  const answer = it.device.get(await it.json('/staff/enter/passkey/options'))
  const statuses = await Promise.all([1, 2, 3].map(async () => (await it.enter({ answer })).status))
  expect(statuses.toSorted()).toEqual([303, 401, 401])
})

test('a passkey is a fresh proof, of its own holder only', async () => {
  const it = await withPasskey('administrator')
  await it.add()
  const stranger = softPasskey(it.url)
  await it.add(stranger, `tulay-staff=${(await it.member('administrator')).token}`)
  it.clock.now += 10 * MINUTE
  const invite = () => it.post('/staff/people/invite', { role: 'reader' }, it.cookie)
  expect((await invite()).status).toBe(403)
  // Somebody else's is not offered, and does not fit.
  const asked = await it.json('/staff/prove/passkey/options')
  expect(asked.allowCredentials.map(({ id }: { id: string }) => id)).toEqual([it.device.id])
  const prove = (answer: string, back = 'me') => it.post('/staff/prove/passkey', { answer, back }, it.cookie)
  expect((await prove(stranger.get(asked))).status).toBe(401)
  expect((await invite()).status).toBe(403)
  const done = await prove(it.device.get(await it.json('/staff/prove/passkey/options')))
  expect([done.status, done.headers.get('location')]).toEqual([303, '/staff/me'])
  expect((await invite()).status).toBe(200)
})

test('one is added only after a fresh proof, once, by a verified person, and never twice', async () => {
  const it = await withPasskey()
  for (const twist of [{ verified: false }, { origin: 'https://evil.example' }, { rpId: 'evil.example' }])
    expect((await it.add(it.device, it.cookie, twist)).status).toBe(400)
  const answer = it.device.create(await it.json('/staff/me/passkeys/new'))
  const send = (name: string, from = it.cookie) => it.post('/staff/me/passkeys', { name, answer }, from)
  const other = `tulay-staff=${(await it.member('moderator')).token}`
  expect((await send('Phone', other)).status).toBe(400)
  for (const name of ['', ' ', 'x'.repeat(41), 'a\u202eb']) expect((await send(name)).status).toBe(400)
  expect((await send('Phone')).status).toBe(303)
  expect((await send('Phone')).status).toBe(400)
  // What somebody has, nobody else takes.
  const taken = it.device.create(await it.json('/staff/me/passkeys/new', other))
  expect((await it.post('/staff/me/passkeys', { name: 'Mine', answer: taken }, other)).status).toBe(400)
  it.clock.now += 10 * MINUTE
  for (const path of ['/staff/me/passkeys/new', '/staff/me/passkeys', '/staff/me/passkeys/remove'])
    expect((await it.post(path, {}, it.cookie)).status).toBe(403)
})

test('failed tries wait here too, by connection and by passkey, and stand in the list of deeds', async () => {
  const it = await withPasskey()
  await it.add()
  for (let n = 0; n < 5; n++) expect((await it.signIn({ verified: false })).status).toBe(401)
  const refused = await it.signIn()
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1'])
  // The name is not delayed by it.
  it.clock.now += 40_000
  for (let n = 0; n < 3; n++) await it.signIn({ verified: false })
  expect((await it.signInByCode(it.joined)).status).toBe(303)
})

test('who is removed or came back has no passkey left', async () => {
  const it = await withPasskey()
  await it.add()
  const admin = `tulay-staff=${(await it.member('administrator')).token}`
  const who = (await it.door.who(it.joined.token))?.staff.id ?? ''
  const { html } = await it.post('/staff/people/back', { who }, admin)
  const link = /(\/staff\/join\/[\w-]{22})/.exec(html)?.[1] ?? ''
  expect((await it.signIn()).status).toBe(303)
  const back = await it.join(link, '')
  expect((await it.signIn()).status).toBe(401)
  const again = softPasskey(it.url)
  expect((await it.add(again, back.cookie)).status).toBe(303)
  await it.post('/staff/people/remove', { who }, admin)
  const answer = again.get(await it.json('/staff/enter/passkey/options'))
  expect((await it.enter({ answer })).status).toBe(401)
})

test('an address that only the request says makes no passkey', async () => {
  const it = await openDoor()
  const ask = async (host: string) => {
    const { port, hostname } = new URL(it.url)
    const { request } = await import('node:http')
    const path = '/staff/enter/passkey/options'
    const options = { port, host: hostname, path, method: 'POST', headers: { host, 'sec-fetch-site': 'same-origin' } }
    return new Promise<number | undefined>(resolve => {
      request(options, answer => resolve(answer.resume().statusCode)).end()
    })
  }
  for (const host of ['evil.example', '127.0.0.1:80', 'localhost.evil.example']) expect(await ask(host)).toBe(404)
  expect(await ask('localhost:1234')).toBe(200)
  const known = await openDoor({ hosts: ['tulay.example'], secure: true })
  const asked = JSON.parse((await known.post('/staff/enter/passkey/options', {})).html)
  expect(asked.rpId).toBe('tulay.example')
})
