/** The way in from a linked chat: what Telegram signed proves an account there, once, for five minutes, and opens nothing. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { changeStaff } from '../../src/store/staff.ts'
import { addCampaign, addPerson } from '../app/campaigns/signed.ts'
import { openStaffHouse, type StaffHouse, type StaffPhone } from './rig.ts'

const MINUTE = 60_000
let it_: StaffHouse
beforeAll(async () => {
  it_ = await openStaffHouse('telegram-polling')
})
afterAll(() => it_.stop())

const OWN = { 'sec-fetch-site': 'same-origin' }
const post = async (fields: Record<string, string>, headers: Record<string, string> = OWN) => {
  const answer = await fetch(`${it_.url}/staff/app`, { method: 'POST', headers, body: new URLSearchParams(fields) })
  const text = await answer.text()
  return { status: answer.status, text, cookie: answer.headers.get('set-cookie') ?? '' }
}
const get = async (path: string, cookie = '') => {
  const answer = await fetch(`${it_.url}${path}`, {
    headers: { cookie: cookie.split(';')[0] ?? '' },
    redirect: 'manual',
  })
  return { status: answer.status, text: await answer.text(), headers: answer.headers }
}
const dataOf = ({ phone }: StaffPhone, at = it_.world.now()): string => it_.fake?.initData(phone, { at }) ?? ''
const linkedOne = async (role: 'moderator' | 'administrator' = 'moderator') => {
  const member = await it_.member(role)
  return { ...member, chat: await it_.linked(member) }
}

it('lets in whose chat is linked, to coded fields and to nothing else', async () => {
  const { chat } = await linkedOne()
  const concern = await it_.file({ urgency: 'emergency', area: 'JP-13' })
  const entered = await post({ data: dataOf(chat), case: concern })
  expect(entered.status).toBe(200)
  expect(JSON.parse(entered.text)).toEqual({ next: `/staff/app/queue?case=${concern}` })
  expect(entered.cookie).toMatch(/^tulay-app=[\w-]{22}; Path=\/; HttpOnly; SameSite=Strict$/)
  const page = await get(`/staff/app/queue?case=${concern}`, entered.cookie)
  expect(page.status).toBe(200)
  expect(page.text).toContain('Tokyo')
  expect(page.text).toContain(`href="/staff/case/${concern}"`)
  // The pass is no session: under its own name, and under that of a session.
  for (const name of ['tulay-app', 'tulay-staff'])
    for (const path of [
      '/staff',
      '/staff/me',
      '/staff/me/chat',
      `/staff/case/${concern}`,
      `/staff/case/${concern}/sealed`,
      '/staff/people',
      '/staff/audit',
      '/staff/queue/events',
    ])
      expect((await get(path, entered.cookie.replace('tulay-app', name))).status, `${name} ${path}`).toBe(401)
})

it('refuses what is forged, old, of tomorrow, of a stranger, or was used before', async () => {
  const { chat } = await linkedOne()
  const good = dataOf(chat)
  const forged = new URLSearchParams(good)
  forged.set('user', JSON.stringify({ id: chat.phone.id + 1 }))
  const refused = {
    nothing: '',
    forged: forged.toString(),
    old: dataOf(chat, it_.world.now() - 5 * MINUTE - 2000),
    'of tomorrow': dataOf(chat, it_.world.now() + 2 * MINUTE),
    'of a stranger': dataOf(it_.phone()),
    'too long': `${good}&x=${'x'.repeat(9000)}`,
  }
  const texts = new Set<string>()
  for (const [what, data] of Object.entries(refused)) {
    const answer = await post({ data })
    expect([what, answer.status, answer.cookie]).toEqual([what, 401, ''])
    texts.add(answer.text)
  }
  // What was wrong is not said.
  expect(texts.size).toBe(1)
  expect((await post({ data: good }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  expect((await post({ data: good })).status).toBe(200)
  expect((await post({ data: good })).status).toBe(401)
  // The same in another writing.
  const turned = [...new URLSearchParams(good)].toReversed()
  expect((await post({ data: new URLSearchParams(turned).toString() })).status).toBe(401)
  expect((await post({ data: dataOf(chat, it_.world.now() - 4 * MINUTE) })).status).toBe(200)
})

it('ends with the link, the role and half an hour', async () => {
  const { chat, signed } = await linkedOne()
  const enter = async () => (await post({ data: dataOf(chat) })).cookie
  const isIn = async (cookie: string) => (await get('/staff/app/queue', cookie)).status
  const first = await enter()
  expect(await isIn(first)).toBe(200)
  it_.clock.ahead += 30 * MINUTE + 1000
  expect(await isIn(first)).toBe(401)
  const second = await enter()
  await it_.store.tx(tx => changeStaff(tx, signed.staff.id, { role: 'reader', holder: undefined }))
  expect(await isIn(second)).toBe(401)
  expect((await post({ data: dataOf(chat) })).status).toBe(401)
  await it_.store.tx(tx => changeStaff(tx, signed.staff.id, { role: 'moderator', holder: undefined }))
  expect(await isIn(second)).toBe(200)
  await chat.say('/unlink')
  expect(await isIn(second)).toBe(401)
  expect((await post({ data: dataOf(chat) })).status).toBe(401)
})

it('only the page that a button opens may stand in a frame, and only in Telegram’s', async () => {
  const page = await get('/staff/app')
  expect(page.headers.get('content-security-policy')).toContain('frame-ancestors https://web.telegram.org')
  expect(page.headers.get('x-frame-options')).toBeNull()
  expect(page.text).not.toMatch(/telegram\.org|<script>/)
  for (const path of ['/staff/app/queue', '/staff', '/staff/enter', '/staff/app/other', '/']) {
    const { headers } = await get(path)
    expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'")
  }
})

it('shows campaigns in codes and figures, with the way to where one signs, and opens none of these pages', async () => {
  const rooms = { store: it_.store, privacy: it_.privacy }
  const owner = await addPerson(rooms)
  const { id } = await addCampaign(rooms, { owner: owner.staff.id, state: 'signing', kind: 'petition' })
  const { chat } = await linkedOne()
  expect((await get('/staff/app?see=campaigns')).text).toContain('data-enter="/staff/app?see=campaigns"')
  const headers = { ...OWN }
  const entered = await fetch(`${it_.url}/staff/app?see=campaigns`, {
    ...{ method: 'POST', headers, body: new URLSearchParams({ data: dataOf(chat) }) },
  })
  expect(await entered.json()).toEqual({ next: '/staff/app/queue#campaigns' })
  const cookie = entered.headers.get('set-cookie') ?? ''
  const page = await get('/staff/app/queue', cookie)
  expect(page.text).toMatch(/Petition · begun 2023-11-14 · to be signed · 0 of 2 have signed/)
  expect(page.text).toContain(`href="/staff/campaigns/${id}/approve?sheet=1"`)
  // The campaign's name and its words stay on the console.
  expect(page.text).not.toContain('Demo: pay on time')
  for (const path of ['/staff/campaigns', `/staff/campaigns/${id}/progress`, '/staff/posters'])
    expect((await get(path, cookie)).status, path).toBe(401)
})
