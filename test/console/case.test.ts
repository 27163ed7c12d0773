/** The case page over HTTP: who gets what, under which headers, and what is not sealed is not taken. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConcernId } from '../../src/kit/ids.ts'
import { entriesOf } from '../../src/store/case-entries.ts'
import { concernById, queue } from '../../src/store/concerns.ts'
import { activeStaff } from '../../src/store/staff.ts'
import { openStoryHouse, type StoryHouse } from '../stories/rig.ts'

let house: StoryHouse
let id: ConcernId
const cookies = new Map<string, string>()
beforeAll(async () => {
  house = await openStoryHouse('web')
  // The demo's reports are filed while the house warms up.
  for (;;) {
    const [row] = await house.store.tx(tx => queue(tx, { limit: 1, offset: 0 }))
    if (row) id = row.id
    if (row) break
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  for (const role of ['moderator', 'organizer', 'administrator']) cookies.set(role, await signIn(role))
})
afterAll(() => house.stop())

const signIn = async (role: string): Promise<string> => {
  const page = await (await fetch(`${house.url}/staff/enter/demo`)).text()
  const [, name = '', value = ''] = new RegExp(`name="(\\w+)" value="([^"]+)"[^>]*>[^<]*Demo ${role}`).exec(page) ?? []
  const body = new URLSearchParams({ [name]: value })
  const headers = { 'sec-fetch-site': 'same-origin' }
  const answer = await fetch(`${house.url}/staff/enter/demo`, { method: 'POST', body, headers, redirect: 'manual' })
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

const ask = (role: string, path: string, fields?: Record<string, string>, site = 'same-origin') =>
  fetch(`${house.url}/staff/case/${path}`, {
    redirect: 'manual',
    headers: { cookie: cookies.get(role) ?? '', 'sec-fetch-site': site },
    ...(fields ? { method: 'POST', body: new URLSearchParams(fields) } : {}),
  })

const bytes = (size: number, first = 1): string => {
  const it = Buffer.alloc(size, 7)
  it[0] = first
  return it.toString('base64url')
}
const NOTE = { number: '1', body: bytes(41 + 256) }
const REPLY = { kind: 'reply', number: '1', body: bytes(41 + 256), mail: bytes(48 + 256) }

describe('who gets what', () => {
  it.each([
    ['nobody', [401, 401, 401, 401, 401, 401]],
    ['organizer', [403, 403, 403, 403, 403, 403]],
    ['administrator', [200, 403, 403, 403, 403, 403]],
  ] as const)('%s', async (role, expected) => {
    const answers = [
      await ask(role, id),
      await ask(role, `${id}/sealed`),
      await ask(role, `${id}/note`, NOTE),
      await ask(role, `${id}/reply`, REPLY),
      await ask(role, `${id}/status`, { status: 'working' }),
      await ask(role, `${id}/close`, { outcome: 'helped' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual(expected)
    expect(await house.store.tx(tx => entriesOf(tx, id))).toEqual([])
  })

  it('who may look and holds no key gets no script and no forms', async () => {
    const page = await (await ask('administrator', id)).text()
    expect(page).toContain('Your account holds no key')
    // But they may say whose it is.
    expect(page.replace(/<select id="to"/, '')).not.toMatch(/<script|<select|<textarea/)
  })

  it('nothing from another site, and no case of another form', async () => {
    expect((await ask('moderator', `${id}/note`, NOTE, 'cross-site')).status).toBe(403)
    for (const odd of ['x', `${'A'.repeat(22)}`, '%2e%2e%2fenter'])
      for (const path of [odd, `${odd}/sealed`]) expect((await ask('moderator', path)).status).toBe(404)
    expect((await ask('moderator', `${'A'.repeat(22)}/note`, NOTE)).status).toBe(404)
  })
})

it('comes under a policy that lets in our own script, WebAssembly and blobs, and is kept nowhere', async () => {
  const page = await ask('moderator', id)
  expect(page.headers.get('cache-control')).toBe('no-store')
  const policy = page.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';")
  expect(policy).not.toContain('unsafe-inline')
  expect((await ask('moderator', `${id}/sealed`)).headers.get('cache-control')).toBe('no-store')
  const html = await page.text()
  expect(html).not.toMatch(/<style|<script(?![^>]* src=)| on\w+=| style=/)
  for (const [, path = ''] of html.matchAll(/(?:src|href)="(\/staff\/assets\/[^"]+)"/g)) {
    const asset = await fetch(`${house.url}${path}`)
    expect(asset.status).toBe(200)
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  }
})

describe('what is not sealed is not taken', () => {
  it.each([
    ['note', { ...NOTE, body: Buffer.from('In clear.'.padEnd(297)).toString('base64url') }],
    ['note', { ...NOTE, body: bytes(41 + 255) }],
    ['note', { ...NOTE, body: bytes(41) }],
    ['note', { ...NOTE, body: 'In clear.' }],
    ['note', { ...NOTE, number: '0' }],
    ['note', { number: '1', body: bytes(41 + 256 * 200) }],
    ['reply', { ...REPLY, mail: bytes(48 + 255) }],
    ['reply', { ...REPLY, kind: 'note' }],
    ['reply', { ...NOTE, kind: 'reply' }],
    ['reply', { ...REPLY, change: 'status.answered' }],
    ['reply', { ...REPLY, change: 'closed.in clear' }],
  ])('%s %#', async (to, fields) => {
    expect((await ask('moderator', `${id}/${to}`, fields)).status).toBe(400)
    expect(await house.store.tx(tx => entriesOf(tx, id))).toEqual([])
  })
})

it('takes a note, tells of a number that is taken, and refuses codes that it does not know', async () => {
  expect((await ask('moderator', `${id}/note`, NOTE)).status).toBe(200)
  expect((await ask('moderator', `${id}/note`, NOTE)).status).toBe(409)
  expect((await ask('moderator', `${id}/status`, { status: 'answered' })).status).toBe(404)
  expect((await ask('moderator', `${id}/close`, { outcome: 'in clear' })).status).toBe(404)
  expect((await house.store.tx(tx => concernById(tx, id)))?.status).toBe('new')
  expect((await ask('moderator', `${id}/close`, { outcome: 'helped' })).status).toBe(303)
  const row = await house.store.tx(tx => tx.selectFrom('case_work').selectAll().executeTakeFirst())
  expect(row).toMatchObject({ outcome: 'helped', acknowledged: row?.closed })
  expect((await ask('moderator', `${id}/status`, { status: 'working' })).status).toBe(303)
  expect(await house.store.tx(tx => tx.selectFrom('case_work').selectAll().executeTakeFirst())).toMatchObject({
    outcome: null,
    closed: null,
    acknowledged: row?.acknowledged,
  })
})

it('says who took it and to whom it was handed over', async () => {
  const headers = { cookie: cookies.get('moderator') ?? '', 'sec-fetch-site': 'same-origin' }
  const work = (fields: Record<string, string>) =>
    fetch(`${house.url}/staff`, { method: 'POST', headers, body: new URLSearchParams({ case: `${id}.`, ...fields }) })
  const me = (await house.store.tx(activeStaff)).find(({ name }) => name === 'Demo moderator')?.id ?? ''
  expect((await work({ do: 'hand-over', to: me })).status).toBe(200)
  expect((await work({ do: 'give-back' })).status).toBe(200)
  expect((await work({ do: 'claim' })).status).toBe(200)
  const page = await (await ask('moderator', id)).text()
  for (const line of ['handed the case over to Demo moderator.', 'gave the case back.', 'took the case.'])
    expect(page).toContain(`: Demo moderator ${line}`)
})
