/** The table of routes in docs/security.md, line by line: who gets what. A route without a line fails. */
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { hashOf } from '../../src/app/staff/tokens.ts'
import { ROLES, type Role } from '../../src/app/staff.ts'
import { createConsole } from '../../src/console/index.ts'
import { EVERYBODY } from '../../src/domain/campaigns/audience.ts'
import { HOLD } from '../../src/domain/campaigns/hold.ts'
import type { State } from '../../src/domain/campaigns/states.ts'
import type { StaffId } from '../../src/kit/ids.ts'
import { claimBytes } from '../../src/privacy/approvals.ts'
import { insertConcern } from '../../src/store/concerns.ts'
import { insertHolder } from '../../src/store/keyholders.ts'
import { saveMedia } from '../../src/store/media.ts'
import { changeStaff } from '../../src/store/staff.ts'
import { addCampaign, addPerson, fileOf, newKey, signedCampaign } from '../app/campaigns/signed.ts'
import { anyKept, coded } from '../store/fresh.ts'
import { plantCampaign } from '../store/planted-campaigns.ts'
import { COURSE_CALLS } from './access-course.ts'
import { createPort, serveConsole } from './console-stub.ts'
import { ENDINGS } from './gone-sessions.ts'
import { codeAt, type Joined, joinAs } from './joined.ts'
import { softPasskey } from './soft-passkey.ts'

const MINUTE = 60_000
const page = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8')
const [head = [], ...lines] = [...page.matchAll(/^\| (.*) \|$/gm)].map(([, row = '']) => row.split(' | '))
const table = lines.map(([route = '', ...cells]) => ({
  route: route.replaceAll('`', ''),
  expected: Object.fromEntries(cells.map((cell, at) => [head[at + 1], cell])) as Record<string, string>,
}))

/** Files for everybody, by names that change with their bytes. */
const ASSET = /[*.]|^GET \/staff\/assets\//

const routesOf = (demo: boolean): string[] => {
  const options = { port: createPort([]), door: {} as never, world: { now: Date.now, random: () => new Uint8Array() } }
  const { routes } = createConsole({ ...options, secure: false, demo })
  return [...new Set(routes.routes.map(({ method, path }) => `${method} ${path}`))].filter(it => !ASSET.test(it))
}

const open = async () => {
  const clock = { now: Date.UTC(2026, 0, 5) }
  const world = { now: () => clock.now, random: (size: number) => crypto.getRandomValues(new Uint8Array(size)) }
  const server = await serveConsole([], { world })
  // Where passkeys are possible; they are not at a number.
  server.url = server.url.replace('127.0.0.1', 'localhost')
  onTestFinished(() => server.close())
  const { store, door } = server
  const holder = randomBytes(16).toString('base64url')
  const waiting = randomBytes(16).toString('base64url')
  await store.tx(async tx => {
    await insertHolder(tx, { ...HOLDER, id: holder })
    await insertHolder(tx, { ...HOLDER, id: waiting, name: 'new', state: 'waits' })
  })
  /** Moderators hold a key; nobody else does. */
  const member = async (role: Role): Promise<Joined> => {
    const joined = await joinAs(store, door, world, role)
    const staff = role === 'moderator' ? (await door.who(joined.token))?.staff : undefined
    if (staff) await store.tx(tx => changeStaff(tx, staff.id, { role, holder }))
    return joined
  }
  /** A fresh one, sealed to the key. */
  const file = async (): Promise<string> => {
    const row = coded()
    const sealed = { ...anyKept(), wraps: [{ holder, sealed: randomBytes(80) }] }
    await store.shred.put([{ id: row.id, half: randomBytes(32) }])
    await store.tx(tx => insertConcern(tx, { ...row, capability: randomBytes(32), receipt: randomBytes(32), sealed }))
    return row.id
  }
  return { ...server, clock, world, member, file, holder, waiting, admin: await member('administrator') }
}
const HOLDER = {
  role: 'keyholder',
  name: 'reader',
  publicKey: randomBytes(32),
  demo: false,
  since: '2026-01-05',
  drilled: '2026-01-05',
  wrapped: randomBytes(129),
} as const
type It = Awaited<ReturnType<typeof open>>
type Call = { path?: string; fields?: Record<string, string> }

/** What a right request needs besides its session; what is not named here is sent bare. */
const CALLS: Record<string, (it: It, self: Joined) => Promise<Call>> = {
  ...COURSE_CALLS,
  'POST /staff/enter': async it => {
    const { name, key, totp } = await it.member('reader')
    return { fields: { name, key, code: codeAt(totp, it.clock.now, 1) } }
  },
  'POST /staff/salt': async it => ({ fields: { name: it.admin.name } }),
  'GET /staff/join/:token': async it => ({ path: `/staff/join/${await invite(it)}` }),
  'POST /staff/join/:token': async it => {
    const token = await invite(it)
    const offer = await it.door.offer(token)
    const { key = '', sealed = '', totp = '' } = offer ?? {}
    return { path: `/staff/join/${token}`, fields: { name: token, key, sealed, code: codeAt(totp, it.clock.now) } }
  },
  'POST /staff/me/language': async () => ({ fields: { language: 'en' } }),
  'POST /staff/me/end/:session': async (_, self) => ({
    path: `/staff/me/end/${hashOf(self.token).toString('base64url')}`,
  }),
  'POST /staff/prove': async (it, self) => ({ fields: { code: codeAt(self.totp, it.clock.now, 1) } }),
  'POST /staff/people/invite': async () => ({ fields: { role: 'reader' } }),
  'POST /staff/people/withdraw': async it => ({
    fields: { invite: hashOf(await invite(it)).toString('base64url') },
  }),
  'POST /staff/people/change': async it => ({ fields: { who: await someone(it), role: 'reader' } }),
  'POST /staff/people/back': async it => ({ fields: { who: await someone(it) } }),
  'POST /staff/people/remove': async it => ({ fields: { who: await someone(it) } }),
  'POST /staff/keys': async () => {
    const { publicKey } = generateKeyPairSync('x25519')
    const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
    return { fields: { publicKey: key.toString('base64url'), wrapped: keyFile(key) } }
  },
  'POST /staff/keys/passphrase': async () => ({ fields: { wrapped: keyFile(HOLDER.publicKey) } }),
  'POST /staff/keys/paper': async () => ({ fields: { key: randomBytes(32).toString('base64url') } }),
  'POST /staff/keys/proof': async () => ({ fields: { opened: randomBytes(32).toString('base64url') } }),
  'GET /staff/keys/:holder/missing': async it => ({ path: `/staff/keys/${it.waiting}/missing?as=${it.holder}` }),
  'POST /staff/keys/:holder/wraps': async it => ({
    path: `/staff/keys/${it.waiting}/wraps`,
    fields: { as: it.holder },
  }),
  'GET /staff/keys/:holder/retire': async it => ({ path: `/staff/keys/${it.waiting}/retire` }),
  'POST /staff/keys/:holder/retire': async it => ({ path: `/staff/keys/${it.waiting}/retire` }),
  'POST /staff/case/:id/whose': async it => {
    const moderator = await it.member('moderator')
    const to = (await it.door.who(moderator.token))?.staff.id ?? ''
    return onCase(it, '/whose', { do: 'hand-over', to })
  },
  'POST /staff/case/:id/duplicate': async it => onCase(it, '/duplicate', { of: await it.file() }),
  'POST /staff/case/:id/escalate': it => onCase(it, '/escalate', { on: '1' }),
  'POST /staff/case/:id/category': it => onCase(it, '/category', { category: 'detention' }),
  'POST /staff/case/:id/objectives': it => onCase(it, '/objectives', { none: '1' }),
  'POST /staff/case/:id/demand': it => onCase(it, '/demand', { text: 'Pay wages on time' }),
  'POST /staff/settings/deadlines': async () => ({ fields: { category: 'health', remove: '1' } }),
  'POST /staff/settings/retention': async () => ({ fields: { closed: '180' } }),
  'POST /staff/settings/demands': async () => ({ fields: { text: randomBytes(8).toString('hex') } }),
  'POST /staff/duty': async () => ({ fields: { day: '2026-02-01', on: '0' } }),
  'POST /staff/duty/copy': async () => ({ fields: { week: '2026-01-05' } }),
  'POST /staff/posters': async () => ({ fields: { lang: 'en', layout: 'a4' } }),
  'POST /staff/campaigns/:id/submit': it => onSheet(it, 'submit', { state: 'draft' }),
  'GET /staff/campaigns/:id/approve': it => onSheet(it, 'approve', { state: 'signing' }),
  // Nobody of these has a key.
  'POST /staff/campaigns/:id/approve': async it => ({
    ...(await onSheet(it, 'approve', { state: 'signing' })),
    fields: { sheet: '1', at: `${it.clock.now}`, signature: text(randomBytes(64)) },
  }),
  'POST /staff/campaigns/:id/take-back': async it => ({
    ...(await onSheet(it, 'take-back', { state: 'signing' })),
    fields: { sheet: '1' },
  }),
  'POST /staff/campaigns/:id/cancel': async it => ({
    ...(await onSheet(it, 'cancel', { state: 'running' })),
    fields: { sure: 'yes' },
  }),
  'GET /staff/campaigns/:id/launch': it => onTemplate(it),
  'POST /staff/campaigns/:id/launch': async it => ({ ...(await onTemplate(it)), fields: { area: 'JP-13' } }),
  'POST /staff/signing': async (it, self) => {
    const signed = await it.door.who(self.token)
    const { publicKey, sign } = await newKey()
    const staff = signed?.staff.id ?? ('' as StaffId)
    const proof = sign(claimBytes({ instance: it.store.instance, staff, publicKey }, 'own'))
    return { fields: { publicKey: text(publicKey), wrapped: keyFile(publicKey, 2), proof: text(proof) } }
  },
  'POST /staff/signing/passphrase': async () => ({ fields: { wrapped: keyFile(HOLDER.publicKey, 2) } }),
  'POST /staff/signing/:signer/vouch': async it => {
    const { signer } = await addPerson(it, { state: 'waits' })
    return { path: `/staff/signing/${signer.id}/vouch`, fields: { signature: text(randomBytes(64)) } }
  },
  'POST /staff/signing/:signer/retire': async it => {
    const { signer } = await addPerson(it)
    return { path: `/staff/signing/${signer.id}/retire`, fields: { sure: 'yes' } }
  },
  'POST /staff/signing/single': async () => ({ fields: { on: 'no' } }),
  'POST /staff/campaigns': async () => ({ fields: { kind: 'call', title: 'Pay on time' } }),
  'GET /staff/campaigns/:id': it => onDraft(it, ''),
  'POST /staff/campaigns/:id': it => onDraft(it, ''),
  'POST /staff/campaigns/:id/preview': it => onDraft(it, '/preview'),
  'POST /staff/campaigns/:id/test': it => onDraft(it, '/test', { lang: 'en' }),
  'POST /staff/campaigns/:id/copy': it => onDraft(it, '/copy', { as: 'draft', title: 'Again' }),
  'GET /staff/campaigns/:id/sheets/:number': it => onDraft(it, '/sheets/1'),
  'POST /staff/campaigns/:id/sheets/:number/again': it => onDraft(it, '/sheets/1/again'),
  'GET /staff/campaigns/:id/media/:hash': it => onDraft(it, `/media/${DRAFT.media['*'].hash}`),
  'POST /staff/me/passphrase': async () => ({ fields: { key: 'A'.repeat(32) } }),
  'POST /staff/me/authenticator': async (it, self) => {
    const signed = await it.door.who(self.token)
    if (!signed) return {}
    const { totp, sealed } = it.door.newAuthenticator(signed)
    return { fields: { totp, sealed, code: codeAt(totp, it.clock.now) } }
  },
  'POST /staff/enter/passkey': async it => {
    const own = await ownPasskey(it, await it.member('reader'))
    await own?.add()
    return { fields: { answer: own?.device.get(await it.door.askPasskey(own.site)) ?? '' } }
  },
  'POST /staff/prove/passkey': async (it, self) => {
    const own = await ownPasskey(it, self)
    await own?.add()
    return { fields: { answer: own?.device.get(await it.door.askPasskeyOf(own.signed, own.site)) ?? '' } }
  },
  'POST /staff/me/passkeys': async (it, self) => ({
    fields: { name: 'Phone', answer: (await (await ownPasskey(it, self))?.create()) ?? '' },
  }),
  'POST /staff/me/passkeys/remove': async (it, self) => {
    const own = await ownPasskey(it, self)
    await own?.add()
    return { fields: { passkey: own?.device.id ?? '' } }
  },
  'POST /staff': async () => ({ fields: { do: 'hand-over', to: 'A'.repeat(22), case: `${'A'.repeat(22)}.` } }),
  'POST /staff/queue/views': async () => ({ fields: { name: 'old ones', ask: 'waiting=4' } }),
  'POST /staff/queue/receipt': async () => ({ fields: { receipt: '1' } }),
  'POST /staff/replies': async () => ({ fields: { title: 'A title', 'text-en': 'A text' } }),
  'POST /staff/replies/remove': async () => ({ fields: { id: 'A'.repeat(22) } }),
  'GET /staff/case/:id': it => onCase(it, ''),
  'GET /staff/case/:id/sealed': it => onCase(it, '/sealed'),
  'GET /staff/case/:id/save': it => onCase(it, '/save'),
  'POST /staff/case/:id/bring': async it => {
    const call = await onCase(it, '/bring')
    const id = call.path?.split('/')[3]
    const answer = { tulay: 'sealed answer', v: 1, id, kind: 'note', number: 1, body: sealedAs(41) }
    return { ...call, fields: { text: JSON.stringify(answer) } }
  },
  'POST /staff/case/:id/note': it => onCase(it, '/note', { number: '1', body: sealedAs(41) }),
  'POST /staff/case/:id/reply': it =>
    onCase(it, '/reply', { kind: 'reply', number: '1', body: sealedAs(41), mail: sealedAs(48) }),
  'POST /staff/case/:id/status': it => onCase(it, '/status', { status: 'working' }),
  'POST /staff/case/:id/close': it => onCase(it, '/close', { outcome: 'helped' }),
}
const onSheet = async (it: It, path: string, { state }: { state: State }): Promise<Call> => {
  const { staff } = await addPerson(it)
  const { id } = await addCampaign(it, { owner: staff.id, state })
  return { path: `/staff/campaigns/${id}/${path}` }
}
/** Signed by two, and ready. */
const onTemplate = async (it: It): Promise<Call> => {
  const audience = { ...EVERYBODY, areas: ['JP-13'] }
  const at = it.clock.now - HOLD.emergency
  const { campaign } = await signedCampaign(it, { purpose: 'template', emergency: true, audience, at })
  return { path: `/staff/campaigns/${campaign.id}/launch` }
}
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
const keyFile = (publicKey: Uint8Array, format = 1): string => text(fileOf(publicKey, { format }))
/** Of the member who asks; none any more when the session is over. */
const ownPasskey = async (it: It, self: Joined) => {
  const signed = await it.door.who(self.token)
  if (!signed) return undefined
  const site = { id: 'localhost', origin: it.url }
  const device = devices.get(self) ?? softPasskey(it.url)
  devices.set(self, device)
  const create = async () => device.create((await it.door.newPasskey(signed, site)) ?? NO_OPTIONS)
  const add = async () =>
    it.door.addPasskey({ ...signed, proved: true }, { site, name: 'Phone', answer: JSON.parse(await create()) })
  return { signed, site, device, create, add }
}
/** Each has one, however often it is asked for. */
const devices = new WeakMap<Joined, ReturnType<typeof softPasskey>>()
const NO_OPTIONS = { challenge: '', rp: {}, user: { id: '' } }
/** A call with a picture. */
const DRAFT = { media: { '*': { kind: 'photo' as const, hash: hashOf('picture').toString('base64url') } } }
const onDraft = async (it: It, path: string, more: Record<string, string> = {}): Promise<Call> => {
  const id = await plantCampaign(it.store, { state: 'draft', sheet: DRAFT })
  const media = { ...DRAFT.media['*'], mime: 'image/jpeg', name: 'picture', bytes: Buffer.from('picture') }
  await it.store.tx(tx => saveMedia(tx, media))
  const fields = { over: '1', how: 'now', until: '2030-01-01T10:00', 'title-en': 'Demo', 'body-en': 'Demo', ...more }
  return { path: `/staff/campaigns/${id}${path}`, fields }
}
const onCase = async (it: It, path: string, fields: Record<string, string> = {}): Promise<Call> => ({
  path: `/staff/case/${await it.file()}${path}`,
  fields,
})
/** Of the form of what a browser seals: the words take 256 bytes. */
const sealedAs = (around: number): string => Buffer.alloc(around + 256, 1).toString('base64url')
const invite = async (it: It): Promise<string> => {
  const signed = await it.door.who((await it.member('administrator')).token)
  if (!signed) throw new Error('not signed in')
  return it.door.invite(signed, 'reader')
}
const someone = async (it: It): Promise<string> => {
  const { name } = await it.member('organizer')
  return (await it.door.members()).find(member => member.name === name)?.id ?? ''
}

const OWN = { 'sec-fetch-site': 'same-origin' }
const send = async (it: It, route: string, call: Call, cookie: string, headers: Record<string, string> = OWN) => {
  const [method = '', path = ''] = route.split(' ')
  const url = `${it.url}${call.path ?? path.replace(/:\w+/g, 'A'.repeat(22))}`
  const body = method === 'GET' ? {} : { body: new URLSearchParams(call.fields) }
  const answer = await fetch(url, { method, headers: { ...headers, cookie }, redirect: 'manual', ...body })
  // Some never end.
  await answer.body?.cancel()
  return answer.status
}
/** What the page with the form gave, to somebody who is not signed in. */
const DOOR = 'tulay-door=1'
const cookieOf = (token: string) => `tulay-staff=${token}`

test('every route has a line, and every line a route', () => {
  expect(table.map(({ route }) => route).toSorted()).toEqual(routesOf(false).toSorted())
  expect(head.slice(1)).toEqual(['nobody', ...ROLES.toReversed(), 'code too old', 'code used', 'other site'])
})

test('demo mode adds one page, and nothing else', () => {
  const more = routesOf(true).filter(route => !routesOf(false).includes(route))
  expect(more.toSorted()).toEqual(['GET /staff/enter/demo', 'POST /staff/enter/demo'])
})

test.each(table)('$route', async ({ route, expected }) => {
  const it = await open()
  const call = (self: Joined): Promise<Call> => CALLS[route]?.(it, self) ?? Promise.resolve({})
  for (const role of ROLES) {
    const self = await it.member(role)
    expect(`${role} ${await send(it, route, await call(self), cookieOf(self.token))}`).toBe(`${role} ${expected[role]}`)
  }

  const self = await it.member('administrator')
  // Signed out, made up, and what stands in forms and in the database instead of a token.
  const tokens = ['', 'A'.repeat(22), hashOf(self.token).toString('base64url')]
  for (const token of tokens)
    expect(`${await send(it, route, await call(self), cookieOf(token))}`).toBe(expected.nobody)

  if (route.startsWith('GET')) expect(expected['other site']).toBe('–')
  else
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'http://localhost.evil.example' },
      { origin: it.url.replace(/\d+$/, '1') },
      // A form in a frame of another site: its origin is hidden, the browser says the rest.
      { origin: 'null', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
    ]) {
      const fields = await call(self)
      expect(`${await send(it, route, fields, cookieOf(self.token), headers)}`).toBe(expected['other site'])
      expect(await it.door.who(self.token)).toBeDefined()
    }

  // An old browser that says nothing of where a form comes from: other sites' forms bring no cookie of ours, and so get nothing.
  if (!route.startsWith('GET'))
    for (const headers of [{}, { origin: 'null' }] as Record<string, string>[]) {
      expect(`${await send(it, route, await call(self), 'other=1', headers)}`).toBe(expected['other site'])
      expect(await send(it, route, await call(self), DOOR, headers)).not.toBe(403)
    }

  const used = await call(self)
  if ((used.fields?.code ?? used.fields?.answer) === undefined) expect(expected['code used']).toBe('–')
  else {
    expect(await send(it, route, used, cookieOf(self.token))).toBeLessThan(400)
    expect(`${await send(it, route, used, cookieOf(self.token))}`).toBe(expected['code used'])
  }

  const old = await it.member('administrator')
  it.clock.now += 10 * MINUTE
  expect(`${await send(it, route, await call(old), cookieOf(old.token))}`).toBe(expected['code too old'])

  for (const [how, end] of Object.entries(ENDINGS)) {
    const gone = await it.member('administrator')
    await end(it, gone)
    const status = await send(it, route, await call(gone), cookieOf(gone.token))
    expect(`${how}: ${status}`).toBe(`${how}: ${expected.nobody}`)
  }
})
