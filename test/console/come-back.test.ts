/** Who lost the phone or the passphrase: a way back that leaves nothing of before. */
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { insertHolder } from '../../src/store/keyholders.ts'
import { LATER, linkIn, MINUTE, openDoor } from './door-rig.ts'

test('no salt tells when somebody joins, comes back or leaves', async () => {
  const it = await openDoor()
  const saltOf = async (name: string) => JSON.parse((await it.post('/staff/salt', { name })).html).salt
  const [before, other] = [await saltOf('Binh'), await saltOf('nobody')]
  const maya = await it.join(await it.link(), 'Maya')
  const invited = await it.post('/staff/people/invite', { role: 'reader' }, maya.cookie)
  await it.join(linkIn(invited.html), 'Binh')
  expect(await saltOf('Binh')).toBe(before)
  const who = (await it.door.members()).find(({ name }) => name === 'Binh')?.id ?? ''
  const back = await it.post('/staff/people/back', { who }, maya.cookie)
  await it.join(linkIn(back.html), '')
  expect(await saltOf('Binh')).toBe(before)
  await it.post('/staff/people/remove', { who }, maya.cookie)
  expect([await saltOf('Binh'), await saltOf('nobody')]).toEqual([before, other])
})

test('who lost phone and passphrase comes back by a link: same name, role and key, and nothing else of before', async () => {
  const it = await openDoor()
  const maya = await it.join(await it.link(), 'Maya')
  const binh = await it.member('moderator')
  const old = `tulay-staff=${binh.token}`
  const who = (await it.door.members()).find(({ name }) => name === binh.name)?.id ?? ''
  const holder = await it.store.tx(async tx => {
    const id = randomBytes(16).toString('base64url')
    await insertHolder(tx, {
      id,
      role: 'keyholder',
      name: 'Binh',
      publicKey: randomBytes(32),
      demo: false,
      since: null,
      drilled: null,
      wrapped: null,
    })
    return id
  })
  await it.post('/staff/people/change', { who, role: 'moderator', holder }, maya.cookie)
  const back = () => it.post('/staff/people/back', { who }, maya.cookie)
  const [first, second] = [await back(), await back()]
  expect(second.html).toContain('make sure on another way that it is really')
  expect(second.html).toContain('The key that opens reports has a passphrase of its own')
  // A newer one ends the one before. Until it is used nothing changes.
  expect((await it.get(linkIn(first.html))).status).toBe(401)
  expect((await it.get('/staff', old)).status).toBe(200)
  const link = linkIn(second.html)
  const page = await it.get(link)
  expect(page.html).toContain(`Come back, ${binh.name}`)
  expect(page.html).not.toContain('id="name"')
  // Whatever name is sent: it is bound to one.
  const returned = await it.join(link, 'Maya')
  expect([returned.status, returned.html.includes('You are back')]).toEqual([200, true])
  expect((await it.get(link)).status).toBe(401)
  expect((await it.get('/staff', old)).status).toBe(401)
  expect((await it.get('/staff', returned.cookie)).status).toBe(200)
  expect((await it.door.members()).find(({ id }) => id === who)).toMatchObject({
    name: binh.name,
    role: 'moderator',
    holder,
  })
  it.clock.now += LATER
  expect((await it.signIn(binh)).status).toBe(401)
  expect((await it.signIn({ ...returned, name: binh.name }, 1)).status).toBe(303)
  const { html } = await it.get('/staff/audit', maya.cookie)
  for (const text of ['made a link to come back for', 'came back with a new passphrase']) expect(html).toContain(text)
})

test('a way back is for who works here: not for oneself, not for who left meanwhile, and not for ever', async () => {
  const it = await openDoor()
  const maya = await it.join(await it.link(), 'Maya')
  const idOf = async (name: string) => (await it.door.members()).find(member => member.name === name)?.id ?? ''
  const back = async (who: string) => it.post('/staff/people/back', { who }, maya.cookie)
  for (const who of [await idOf('Maya'), 'A'.repeat(22), '']) expect((await back(who)).status).toBe(404)
  const binh = await it.member('organizer')
  const who = await idOf(binh.name)
  const link = linkIn((await back(who)).html)
  expect((await it.get('/staff/people', maya.cookie)).html).toContain(`<span>${binh.name}, until`)
  await it.post('/staff/people/remove', { who }, maya.cookie)
  expect((await it.get(link)).status).toBe(401)
  expect((await it.join(link, binh.name)).status).toBe(401)
  const chi = await it.member('reader')
  const late = linkIn((await back(await idOf(chi.name))).html)
  it.clock.now += 24 * 60 * MINUTE
  expect((await it.get(late)).status).toBe(401)
})
