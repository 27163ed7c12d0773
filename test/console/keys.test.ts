/** Keys over HTTP and a real database: made, let in, given access, proved, retired; and what is not taken. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { ConcernId, StaffId } from '../../src/kit/ids.ts'
import { type KeyPair, openConcern, sealConcern } from '../../src/privacy/case-keys.ts'
import { newKeyholder, openKeyholder } from '../../src/privacy/keyholders.ts'
import { openSodium } from '../../src/privacy/sodium.ts'
import { claimCase } from '../../src/store/case-work.ts'
import { insertConcern, sealedConcern } from '../../src/store/concerns.ts'
import { activeHolders, insertHolder } from '../../src/store/keyholders.ts'
import { queuePage } from '../../src/store/queue.ts'
import { coded } from '../store/fresh.ts'
import { serveConsole } from './console-stub.ts'
import { type Joined, joinAs } from './joined.ts'

const sodium = await openSodium()
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
const bytes = (it: string): Uint8Array => new Uint8Array(Buffer.from(it, 'base64url'))
const PASSPHRASE = 'correct horse battery staple'

/** What the browser does with a new passphrase: `newKeyholder` makes a new key each time. */
const rewrap = ({ pair }: Key, passphrase: string): Uint8Array => {
  const file = new Uint8Array(129)
  const numbers = new DataView(file.buffer)
  file[0] = 1
  numbers.setUint32(1, 3, true)
  numbers.setUint32(5, 65_536, true)
  file.set(randomBytes(40), 9)
  file.set(pair.publicKey, 49)
  const memory = 65_536 * 1024
  const kind = sodium.crypto_pwhash_ALG_ARGON2ID13
  const stretched = sodium.crypto_pwhash(32, passphrase, file.subarray(9, 25), 3, memory, kind)
  const head = file.subarray(0, 81)
  const nonce = file.subarray(25, 49)
  file.set(sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(pair.privateKey, head, null, nonce, stretched), 81)
  return file
}

type Key = { id: string; pair: KeyPair; file: Uint8Array }
type Page = { publicKey: string; wraps: { concern: string; sealed: string }[]; left: number }

const open = async () => {
  const clock = { now: Date.UTC(2026, 0, 5) }
  const world = { now: () => clock.now, random: (size: number) => crypto.getRandomValues(new Uint8Array(size)) }
  const server = await serveConsole([], { world })
  onTestFinished(() => server.close())
  const { store, door, url } = server
  const send = async (who: Joined, path: string, fields?: [string, string][] | Record<string, string>) => {
    const answer = await fetch(`${url}/staff/keys${path}`, {
      redirect: 'manual',
      headers: { cookie: `tulay-staff=${who.token}`, 'sec-fetch-site': 'same-origin' },
      ...(fields ? { method: 'POST', body: new URLSearchParams(fields) } : {}),
    })
    const body = await answer.text()
    const json = answer.headers.get('content-type')?.includes('json') ? JSON.parse(body) : {}
    return { status: answer.status, html: body, json, why: json.why as string | undefined }
  }
  const make = async (who: Joined): Promise<Key & { state: string }> => {
    const { publicKey, wrapped } = await newKeyholder(sodium, PASSPHRASE)
    const made = await send(who, '', { publicKey: text(publicKey), wrapped: text(wrapped) })
    expect(made.status).toBe(200)
    const pair = await openKeyholder(sodium, wrapped, PASSPHRASE)
    const own = await send(who, '/own')
    if (!pair) throw new Error('the key does not open')
    return { id: own.json.id, pair, file: wrapped, state: made.json.state }
  }
  /** What the browser does at unlocking. */
  const drill = async (who: Joined, key: Key) => {
    const { json } = await send(who, '/envelope', {})
    if (!json.sealed) return undefined
    const opened = sodium.crypto_box_seal_open(bytes(json.sealed), key.pair.publicKey, key.pair.privateKey)
    return (await send(who, '/proof', { opened: text(opened) })).status
  }
  /** Sealed to whoever holds a key now. */
  const file = async (words: string, status = 'new'): Promise<ConcernId> => {
    const holders = await store.tx(activeHolders)
    const parts = [{ kind: 'text' as const, bytes: Buffer.from(words) }]
    const capability = text(randomBytes(16)) as never
    const { id, shred, kept } = sealConcern({ sodium, world, parts, holders, capability, receiptKey: randomBytes(32) })
    await store.shred.put([{ id, half: shred }])
    const ways = { capability: randomBytes(32), receipt: randomBytes(32), sealed: kept }
    await store.tx(tx => insertConcern(tx, { ...coded({ id, status }), ...ways }))
    return id
  }
  const reads = async (key: Key, id: ConcernId): Promise<string | undefined> => {
    const sealed = await store.tx(tx => sealedConcern(tx, id))
    const wrap = sealed?.wraps.find(({ holder }) => holder === key.id)?.sealed
    const shred = (await store.shred.get([id])).get(id)
    const parts =
      sealed && wrap && shred && openConcern({ sodium, id, wrap, shred, holder: key.pair, parts: sealed.parts })
    return parts?.[0] && Buffer.from(parts[0].bytes).toString()
  }
  /** What the browser of `who` does with its key, or with another one that it opened, until the server has nothing more. */
  const give = async (who: Joined, as: Pick<Key, 'id' | 'pair'>, to: Pick<Key, 'id'>) => {
    for (;;) {
      const page = await send(who, `/${to.id}/missing?as=${as.id}`)
      if (page.status !== 200) return page
      const { wraps, publicKey } = page.json as Page
      const wrap = wraps.map(({ concern, sealed }) => {
        const half = sodium.crypto_box_seal_open(bytes(sealed), as.pair.publicKey, as.pair.privateKey)
        return ['wrap', `${concern}.${text(sodium.crypto_box_seal(half, bytes(publicKey)))}`] as [string, string]
      })
      const done = await send(who, `/${to.id}/wraps`, [['as', as.id], ...wrap])
      if (done.status !== 200 || done.json.done) return done
    }
  }
  const join = (role: 'administrator' | 'moderator' = 'moderator') => joinAs(store, door, world, role)
  const deeds = async () => (await door.audit({ limit: 100 })).rows.map(({ action }) => action)
  return { ...server, clock, send, make, drill, file, reads, give, join, deeds }
}

test('the first two keys are active at once, the third waits until a keyholder lets it in, and then opens what came before', async () => {
  const it = await open()
  const [ana, ben, chi] = [await it.join('administrator'), await it.join(), await it.join()]
  const [one, two] = [await it.make(ana), await it.make(ben)]
  const before = await it.file('of before')
  const three = await it.make(chi)
  expect([one, two, three].map(({ state }) => state)).toEqual(['active', 'active', 'waits'])
  expect(await it.reads(one, before)).toBe('of before')
  expect(await it.reads(three, before)).toBeUndefined()

  // While it waits it reads nothing, and lets nobody in: not itself either.
  const between = await it.file('while it waits')
  expect((await it.send(chi, `/${two.id}/missing?as=${three.id}`)).why).toBe('not-yours')
  expect((await it.send(chi, `/${three.id}/missing?as=${three.id}`)).status).toBe(404)
  expect((await it.send(chi, `/${three.id}/wraps`, { as: three.id })).status).toBe(404)
  expect((await it.send(chi, `/${three.id}/wraps`, { as: one.id })).why).toBe('not-yours')
  expect(await it.store.tx(tx => activeHolders(tx))).toHaveLength(2)

  expect((await it.give(ben, two, three)).json).toEqual({ left: 0, done: true })
  for (const [id, words] of [
    [before, 'of before'],
    [between, 'while it waits'],
  ] as const)
    expect(await it.reads(three, id)).toBe(words)
  expect(await it.reads(three, await it.file('of after'))).toBe('of after')
  expect(await it.deeds()).toEqual(expect.arrayContaining(['key made', 'key let in']))
})

test('what is filed while somebody is let in is not missed', async () => {
  const it = await open()
  const [ana, ben, chi] = [await it.join(), await it.join(), await it.join()]
  const one = await it.make(ana)
  await it.make(ben)
  const three = await it.make(chi)
  await it.file('first')
  const { json } = await it.send(ana, `/${three.id}/missing?as=${one.id}`)
  const late = await it.file('late')
  expect((json as Page).wraps).toHaveLength(1)
  // The end is only taken when nothing is missing.
  expect((await it.send(ana, `/${three.id}/wraps`, { as: one.id })).json).toEqual({ left: 2, done: false })
  expect(await it.store.tx(tx => activeHolders(tx))).toHaveLength(2)
  await it.give(ana, one, three)
  expect(await it.reads(three, late)).toBe('late')
})

test('what was interrupted goes on with what is missing', async () => {
  const it = await open()
  const [ana, ben, chi] = [await it.join(), await it.join(), await it.join()]
  const one = await it.make(ana)
  await it.make(ben)
  const three = await it.make(chi)
  const ids = [await it.file('first'), await it.file('second'), await it.file('third')]
  const missing = async () => (await it.send(ana, `/${three.id}/missing?as=${one.id}`)).json as Page
  const page = await missing()
  const [{ concern = '', sealed = '' } = {}] = page.wraps
  const half = sodium.crypto_box_seal_open(bytes(sealed), one.pair.publicKey, one.pair.privateKey)
  const wrap = `${concern}.${text(sodium.crypto_box_seal(half, bytes(page.publicKey)))}`
  expect((await it.send(ana, `/${three.id}/wraps`, { as: one.id, wrap })).json).toEqual({ done: false })
  expect((await missing()).wraps.map(it => it.concern).toSorted()).toEqual(ids.filter(id => id !== concern).toSorted())
  expect(await it.store.tx(tx => activeHolders(tx))).toHaveLength(2)
  await it.give(ana, one, three)
  for (const id of ids) expect(await it.reads(three, id)).toBeDefined()
})

test('a box of another size, for another case, or over a good one is not taken', async () => {
  const it = await open()
  const [ana, ben, chi] = [await it.join(), await it.join(), await it.join()]
  const one = await it.make(ana)
  await it.file('before there were two')
  const two = await it.make(ben)
  const three = await it.make(chi)
  const [{ concern = '', sealed = '' } = {}] = ((await it.send(ana, `/${three.id}/missing?as=${one.id}`)).json as Page)
    .wraps
  const post = (wrap: string, who = ana, as = one.id) => it.send(who, `/${three.id}/wraps`, { as, wrap })
  for (const odd of [79, 81, 0, 4000]) expect((await post(`${concern}.${text(randomBytes(odd))}`)).status).toBe(400)
  for (const odd of ['', 'x', `${concern}`, `${concern}.`, `.${sealed}`, `${concern}.${sealed}!`])
    expect((await post(odd)).status).toBe(400)
  const many = Array.from({ length: 201 }, () => ['wrap', `${concern}.${sealed}`] as [string, string])
  expect((await it.send(ana, `/${three.id}/wraps`, [['as', one.id], ...many])).status).toBe(400)
  // A case that the poster's own key does not open, and one that does not exist.
  expect((await post(`${concern}.${text(randomBytes(80))}`, ben, two.id)).status).toBe(200)
  expect((await post(`${'A'.repeat(22)}.${text(randomBytes(80))}`)).status).toBe(200)
  expect(await it.reads(three, concern as ConcernId)).toBeUndefined()
  await it.give(ana, one, three)
  expect(await it.reads(three, concern as ConcernId)).toBe('before there were two')
  expect((await post(`${concern}.${text(randomBytes(80))}`)).status).toBe(200)
  expect(await it.reads(three, concern as ConcernId)).toBe('before there were two')
})

test('a file that is not laid out as ours, is too cheap to guess, or is about another key is not kept', async () => {
  const it = await open()
  const ana = await it.join()
  const { publicKey, wrapped } = await newKeyholder(sodium, PASSPHRASE)
  const post = async (key: Uint8Array, file: Uint8Array) =>
    (await it.send(ana, '', { publicKey: text(key), wrapped: text(file) })).status
  const changed = (at: number, to: number) => Uint8Array.from(wrapped, (byte, place) => (place === at ? to : byte))
  const other = changed(50, (wrapped[50] ?? 0) ^ 1)
  for (const file of [changed(0, 2), changed(1, 2), changed(7, 0), changed(3, 9), other, wrapped.slice(1)])
    expect(await post(publicKey, file)).toBe(400)
  expect(await post(randomBytes(32), wrapped)).toBe(400)
  expect(await post(publicKey.slice(1), wrapped)).toBe(400)
  // Nothing can be sealed to a point of small order: it would stop every filing.
  const small = Uint8Array.from(wrapped)
  small.fill(0, 49, 81)
  expect(await post(new Uint8Array(32), small)).toBe(400)
  expect(await it.store.tx(tx => activeHolders(tx))).toEqual([])
  expect(await post(publicKey, wrapped)).toBe(200)
  expect(await post(publicKey, wrapped)).toBe(409)
})

test('the recovery key gives access too, to whoever is signed in with a fresh code, and the list of deeds shouts it', async () => {
  const it = await open()
  const [ana, ben, chi] = [await it.join('administrator'), await it.join(), await it.join()]
  const recovery = { id: text(randomBytes(16)), pair: sodium.crypto_box_keypair() as KeyPair }
  const row = { role: 'recovery', name: 'recovery', demo: false, since: null, drilled: null, wrapped: null } as const
  await it.store.tx(tx => insertHolder(tx, { ...row, id: recovery.id, publicKey: recovery.pair.publicKey }))
  await it.make(ana)
  await it.make(ben)
  const old = await it.file('only paper is left')
  const three = await it.make(chi)
  it.clock.now += 10 * 60_000
  expect((await it.give(chi, recovery, three)).why).toBe('prove')
  it.clock.now -= 10 * 60_000
  expect((await it.give(chi, recovery, three)).json).toEqual({ left: 0, done: true })
  expect(await it.reads(three, old)).toBe('only paper is left')
  expect((await it.deeds()).filter(action => action === 'recovery key used')).toHaveLength(3)
})

test('who leaves loses every case at once, and the file of the key; not if nobody could read what is open then', async () => {
  const it = await open()
  const [admin, ben, chi] = [await it.join('administrator'), await it.join(), await it.join()]
  const one = await it.make(admin)
  expect(await it.drill(admin, one)).toBe(200)
  const alone = await it.file('sealed to one')
  const two = await it.make(ben)
  await it.drill(ben, two)
  const both = await it.file('sealed to both')
  const [cookie] = [`tulay-staff=${admin.token}`]
  const page = async (id: string) => (await it.send(admin, `/${id}/retire`)).html
  expect(await page(one.id)).toContain('1 open report could then be read by nobody')
  const refused = await it.send(admin, `/${one.id}/retire`, { confirmed: 'yes' })
  expect([refused.status, await it.reads(one, alone)]).toEqual([409, 'sealed to one'])

  // It costs something: nothing is done without a yes.
  const asked = await it.send(admin, `/${two.id}/retire`, {})
  expect(asked.status).toBe(409)
  expect(asked.html).toContain('1 open report can then be read by one person only')
  expect(asked.html).toContain('no new reports are taken')
  expect(await it.reads(two, both)).toBe('sealed to both')
  // Only her own, unless she manages staff.
  expect((await it.send(ben, `/${one.id}/retire`, { confirmed: 'yes' })).status).toBe(404)
  expect((await it.send(chi, `/${two.id}/retire`, { confirmed: 'yes' })).status).toBe(404)

  await it.give(admin, one, two)
  expect((await it.send(admin, `/${one.id}/retire`, { confirmed: 'yes' })).status).toBe(303)
  expect(await it.reads(one, both)).toBeUndefined()
  expect(await it.reads(two, alone)).toBe('sealed to one')
  const gone = await it.store.tx(tx => tx.selectFrom('keyholders').selectAll().where('active', '=', 0).execute())
  expect(gone.map(({ wrapped }) => wrapped)).toEqual([null])
  // Nothing of it is left in the database or its journal.
  const files = ['tulay.db', 'tulay.db-wal'].map(name => readFileSync(join(it.folder, name)))
  expect(files.some(file => file.includes(Buffer.from(two.file.subarray(81))))).toBe(true)
  expect(files.some(file => file.includes(Buffer.from(one.file.subarray(81))))).toBe(false)
  expect((await it.send(admin, '/own')).status).toBe(404)
  expect((await it.send(admin, `/${two.id}/missing?as=${one.id}`)).why).toBe('not-yours')
  expect((await fetch(`${it.url}/staff/case/${both}/sealed`, { headers: { cookie } })).status).toBe(403)
  expect(await it.deeds()).toContain('key retired')
  // A new key is a new beginning.
  expect((await it.make(admin)).state).toBe('active')
})

test('whoever is removed loses the key in the same step, under the same conditions', async () => {
  const it = await open()
  const [admin, ben, chi] = [await it.join('administrator'), await it.join(), await it.join()]
  const one = await it.make(ben)
  const two = await it.make(chi)
  for (const [who, key] of [
    [ben, one],
    [chi, two],
  ] as const)
    await it.drill(who, key)
  const id = await it.file('sealed to both')
  const who = (await it.door.members()).find(({ name }) => name === ben.name)?.id ?? ''
  const remove = (fields: Record<string, string>) => it.send(admin, '/../people/remove', { who, ...fields })
  // A role without a key, while there is one.
  const changed = await it.send(admin, '/../people/change', { who, role: 'organizer' })
  expect([changed.status, await it.reads(one, id)]).toEqual([409, 'sealed to both'])
  const day = '2026-11-22'
  await it.store.tx(tx => claimCase(tx, { concern: id as ConcernId, staff: who as StaffId, day }))
  const asked = await remove({})
  expect([asked.status, await it.reads(one, id)]).toEqual([409, 'sealed to both'])
  expect(asked.html).toContain('name="confirmed"')
  expect((await it.send(ben, '/own')).status).toBe(200)
  expect((await remove({ confirmed: 'yes' })).status).toBe(303)
  expect(await it.reads(one, id)).toBeUndefined()
  expect((await it.send(ben, '/own')).status).toBe(401)
  // What waited with him waits for everybody.
  const [row] = await it.store.tx(tx =>
    queuePage(tx, { filter: { assignee: 'nobody' }, today: day, limit: 9, offset: 0 }),
  )
  expect([row?.id, row?.status]).toEqual([id, 'new'])
  const last = (await it.door.members()).find(({ name }) => name === chi.name)?.id ?? ''
  const lost = await it.send(admin, '/../people/remove', { who: last, confirmed: 'yes' })
  expect([lost.status, await it.reads(two, id)]).toEqual([409, 'sealed to both'])
})

test('a proof is taken once, for minutes, from the right key, and is written down by its day', async () => {
  const it = await open()
  const [ana, ben] = [await it.join(), await it.join()]
  const [one, two] = [await it.make(ana), await it.make(ben)]
  const drilled = async () =>
    (await it.store.tx(activeHolders)).map(key => [key.id, key.drilled] as const).find(([id]) => id === one.id)?.[1]
  const opens = (sealed: string, { pair }: Key) =>
    text(sodium.crypto_box_seal_open(bytes(sealed), pair.publicKey, pair.privateKey))
  const envelope = async () => (await it.send(ana, '/envelope', {})).json.sealed as string
  const prove = async (opened: string, who = ana) => (await it.send(who, '/proof', { opened })).status
  expect(await drilled()).toBeNull()
  expect(await prove(text(randomBytes(32)))).toBe(403)
  const first = await envelope()
  expect(() => opens(first, two)).toThrow()
  // One try for each envelope, and only by whom it was for.
  expect(await prove(text(randomBytes(32)))).toBe(403)
  expect(await prove(opens(first, one))).toBe(403)
  const second = await envelope()
  expect(await prove(opens(second, one), ben)).toBe(403)
  it.clock.now += 5 * 60_000
  expect(await prove(opens(second, one))).toBe(403)
  expect(await drilled()).toBeNull()
  const third = await envelope()
  expect(await prove(opens(third, one))).toBe(200)
  expect(await drilled()).toBe('2026-01-05')
  // Once a day is enough.
  expect(await envelope()).toBeUndefined()
  expect((await it.deeds()).filter(action => action === 'key proved')).toHaveLength(1)
})

test('a key gets another passphrase, and stays the same key', async () => {
  const it = await open()
  const ana = await it.join()
  const one = await it.make(ana)
  const { wrapped: other } = await newKeyholder(sodium, 'another key altogether')
  expect((await it.send(ana, '/passphrase', { wrapped: text(other) })).status).toBe(400)
  const again = rewrap(one, 'a new and longer passphrase')
  it.clock.now += 10 * 60_000
  expect((await it.send(ana, '/passphrase', { wrapped: text(again) })).why).toBe('prove')
  it.clock.now -= 10 * 60_000
  expect((await it.send(ana, '/passphrase', { wrapped: text(again) })).status).toBe(200)
  const kept = bytes((await it.send(ana, '/own')).json.wrapped)
  expect(await openKeyholder(sodium, kept, PASSPHRASE)).toBeUndefined()
  expect((await openKeyholder(sodium, kept, 'a new and longer passphrase'))?.publicKey).toEqual(one.pair.publicKey)
  const file = readFileSync(join(it.folder, 'tulay.db-wal'))
  expect(file.includes(Buffer.from(one.file.subarray(81)))).toBe(false)
  expect(await it.deeds()).toContain('key passphrase changed')
})

test('a key that was made on the server is claimed once; one that was made in a browser belongs to who made it', async () => {
  const it = await open()
  const [admin, ben, chi] = [await it.join('administrator'), await it.join(), await it.join()]
  const server = text(randomBytes(16))
  const row = { role: 'keyholder', name: 'of the server', demo: false, since: null, drilled: null } as const
  const { publicKey, wrapped } = await newKeyholder(sodium, PASSPHRASE)
  await it.store.tx(tx => insertHolder(tx, { ...row, id: server, publicKey, wrapped }))
  const one = await it.make(ben)
  const [whoBen, whoChi] = await Promise.all(
    [ben, chi].map(async ({ name }) => (await it.door.members()).find(member => member.name === name)?.id ?? ''),
  )
  const change = async (who = '', holder = '') =>
    (await it.send(admin, '/../people/change', { who, role: 'moderator', holder })).status
  expect(await change(whoChi, one.id)).toBe(404)
  expect(await change(whoBen, server)).toBe(404)
  expect(await change(whoChi, server)).toBe(303)
  expect((await it.send(chi, '/own')).json.id).toBe(server)
  expect(await change(whoChi)).toBe(303)
  expect((await it.send(chi, '/own')).json.id).toBe(server)
  expect(await it.door.holders()).toEqual([])
})
