/** What one changes about one's own way in: after a fresh proof, and every other session ends. */
import { expect, test } from 'vitest'
import { LATER, MINUTE, openDoor } from './door-rig.ts'
import { codeAt } from './joined.ts'

const NEW_KEY = 'ABCD'.repeat(8)

const twice = async () => {
  const it = await openDoor()
  const maya = await it.member('moderator')
  it.clock.now += MINUTE
  const [here, there] = [(await it.signIn(maya)).cookie, `tulay-staff=${maya.token}`]
  const open = async (cookie: string) => (await it.get('/staff', cookie)).status === 200
  const deeds = async () =>
    (await it.get('/staff/audit', `tulay-staff=${(await it.member('administrator')).token}`)).html
  return { ...it, maya, here, there, open, deeds }
}

test('another passphrase lets in, the one before no more; every other session ends', async () => {
  const it = await twice()
  const salt = async () => (await it.post('/staff/salt', { name: it.maya.name })).html
  const before = await salt()
  const changed = await it.post('/staff/me/passphrase', { key: NEW_KEY }, it.here)
  expect([changed.status, changed.html.includes('ABCD ABCD')]).toEqual([200, true])
  expect([await it.open(it.here), await it.open(it.there)]).toEqual([true, false])
  expect(await salt()).toBe(before)
  it.clock.now += LATER
  expect((await it.signIn(it.maya)).status).toBe(401)
  expect((await it.signIn({ ...it.maya, key: NEW_KEY }, 1)).status).toBe(303)
  expect(await it.deeds()).toContain('changed their own passphrase')
})

test('without a script the page brings a key, which is shown once more to be kept', async () => {
  const it = await twice()
  const { html } = await it.get('/staff/me/passphrase', it.here)
  const spare = /name="spare" value="([A-Z2-7]{32})"/.exec(html)?.[1] ?? ''
  expect((await it.post('/staff/me/passphrase', { spare }, it.here)).html).toContain(spare.match(/.{4}/g)?.join(' '))
  it.clock.now += LATER
  expect((await it.signIn({ ...it.maya, key: spare })).status).toBe(303)
})

test('another authenticator counts once a code of it was typed; codes of the one before do not fit', async () => {
  const it = await twice()
  const { html } = await it.get('/staff/me/authenticator', it.here)
  const hidden = (field: string) => new RegExp(`name="${field}" value="([^"]+)"`).exec(html)?.[1] ?? ''
  const [totp, sealed] = [hidden('totp'), hidden('sealed')]
  expect(html).toContain('<svg class="qr"')
  const send = (code: string, cookie = it.here) => it.post('/staff/me/authenticator', { totp, sealed, code }, cookie)
  const wrong = await send('000000')
  expect([wrong.status, wrong.html.includes(totp)]).toEqual([400, true])
  // Another session cannot use it, and nothing was changed so far.
  expect((await send(codeAt(totp, it.clock.now), it.there)).status).toBe(400)
  it.clock.now += LATER
  const code = codeAt(totp, it.clock.now)
  expect((await send(code)).status).toBe(303)
  expect((await send(code)).status).toBe(400)
  expect([await it.open(it.here), await it.open(it.there)]).toEqual([true, false])
  it.clock.now += LATER
  expect((await it.signIn(it.maya)).status).toBe(401)
  expect((await it.signIn({ ...it.maya, totp })).status).toBe(303)
  expect(await it.deeds()).toContain('changed their own authenticator')
})

test('nothing of it without a fresh proof, and no key that is none', async () => {
  const it = await twice()
  for (const key of ['', 'ABCD', '!'.repeat(32)])
    expect((await it.post('/staff/me/passphrase', { key }, it.here)).status).toBe(400)
  it.clock.now += 10 * MINUTE
  for (const path of ['/staff/me/passphrase', '/staff/me/authenticator']) {
    expect((await it.get(path, it.here)).status).toBe(403)
    expect((await it.post(path, { key: NEW_KEY }, it.here)).status).toBe(403)
  }
  expect((await it.signIn(it.maya)).status).toBe(303)
})
