/** Recovery kits: a new one takes the place of an older one, and two sheets bring everything back. Browsers are played with libsodium. */
import { randomBytes } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { createKeyring, type Keyring } from '../../src/app/keyring/index.ts'
import { createKeys } from '../../src/app/keys.ts'
import type { Role, Staff } from '../../src/app/staff.ts'
import type { ConcernId, StaffId } from '../../src/kit/ids.ts'
import { sealBox } from '../../src/privacy/box.ts'
import { newCapability } from '../../src/privacy/capabilities.ts'
import { type KeyPair, openConcern, sealConcern } from '../../src/privacy/case-keys.ts'
import { newKeyholder, openKeyholder } from '../../src/privacy/keyholders.ts'
import { joinShares, newRecoveryKit, type Sheet } from '../../src/privacy/recovery.ts'
import { readShare } from '../../src/privacy/shares.ts'
import { openSodium } from '../../src/privacy/sodium.ts'
import { auditPage } from '../../src/store/audit.ts'
import { setStatus } from '../../src/store/case-status.ts'
import { holdersOf, insertConcern, sealedConcern } from '../../src/store/concerns.ts'
import type { Store } from '../../src/store/index.ts'
import { activeHolders, wrappedKey } from '../../src/store/keyholders.ts'
import { giveKey, insertStaff, staffById } from '../../src/store/staff.ts'
import { coded, freshStore, world } from '../store/fresh.ts'

const sodium = await openSodium()
const PHRASE = 'five words that are long'
let store: Store
let ring: Keyring
beforeEach(async () => {
  store = await freshStore()
  ring = createKeyring({ store, sodium, world, changed: () => undefined })
})

/** Somebody of the staff; `holder`: whose key of `tulay keys` is theirs. */
const member = async (role: Role, holder?: string): Promise<Staff> => {
  const id = randomBytes(16).toString('base64url') as StaffId
  await store.tx(async tx => {
    const row = { id, name: `${role} ${id.slice(0, 4)}`, role, holder: undefined, demo: false, salt: randomBytes(16) }
    await insertStaff(tx, row)
    if (holder) await giveKey(tx, id, holder)
  })
  return again({ id })
}
const again = async ({ id }: { id: StaffId }): Promise<Staff> => {
  const staff = await store.tx(tx => staffById(tx, id))
  if (!staff) throw new Error('nobody such')
  return staff
}

/** Two keyholders with accounts, and the three sheets. */
const begin = async () => {
  const people = ['Maya', 'Noor'].map(name => ({ name, passphrase: PHRASE }))
  const { recovery } = await createKeys({ store, sodium, world }, people, { memory: 8, passes: 1 })
  // What that cost marks as a demo's is real here.
  await store.tx(tx => tx.updateTable('keyholders').set({ demo: 0 }).execute())
  const holders = await store.tx(activeHolders)
  const [maya, noor] = holders.filter(({ role }) => role === 'keyholder').map(({ id }) => id)
  const old = holders.find(({ role }) => role === 'recovery')
  if (!maya || !noor || !old) throw new Error('no keys')
  return {
    maya: await member('moderator', maya),
    noor: await member('administrator', noor),
    old,
    sheets: recovery.sheets,
  }
}
const keyOf = async ({ holder = '' }: Staff): Promise<KeyPair> => {
  const file = await store.tx(tx => wrappedKey(tx, holder))
  const pair = file && (await openKeyholder(sodium, file, PHRASE))
  if (!pair) throw new Error('not opened')
  return pair
}
const paperKey = async (...sheets: (Sheet | undefined)[]): Promise<KeyPair> => {
  const [one, other] = sheets.map(sheet => readShare(sheet?.words.join(' ') ?? ''))
  if (!one?.ok || !other?.ok) throw new Error('not read')
  const joined = await joinShares(sodium, one.value, other.value)
  if (!joined.ok) throw new Error('one sheet twice')
  return joined.value
}

const file = async (holders?: { id: string; publicKey: Uint8Array }[]): Promise<ConcernId> => {
  const { id, shred, kept } = sealConcern({
    ...{ sodium, world, capability: newCapability(world), receiptKey: randomBytes(32) },
    holders: holders ?? (await store.tx(activeHolders)),
    parts: [{ kind: 'text', bytes: Buffer.from('my pay did not come') }],
  })
  await store.shred.put([{ id, half: shred }])
  const row = { ...coded({ id }), capability: randomBytes(32), receipt: randomBytes(32), sealed: kept }
  await store.tx(tx => insertConcern(tx, row))
  return id
}
const close = (id: ConcernId) =>
  store.tx(tx => setStatus(tx, id, { status: 'closed', day: '2026-01-05', byStaff: true, outcome: 'helped' }))
const opens = async (id: ConcernId, holder: string, pair: KeyPair): Promise<boolean> => {
  const kept = await store.tx(tx => sealedConcern(tx, id))
  const wrap = kept?.wraps.find(it => it.holder === holder)?.sealed
  const shred = (await store.shred.get([id])).get(id)
  const open = kept && wrap && shred && openConcern({ sodium, id, parts: kept.parts, wrap, holder: pair, shred })
  return open !== undefined && Buffer.from(open[0]?.bytes ?? []).toString() === 'my pay did not come'
}

/** What the browser does: opens half of each case key and seals it anew, until nothing is missing. */
const passOn = async (staff: Staff, as: string, pair: KeyPair, to: string) => {
  for (let after = ''; ; ) {
    const page = await ring.missing(staff, { to, as, after })
    if (!page.ok) return page
    const wraps = page.value.wraps.map(({ concern, sealed: box }) => {
      const half = sodium.crypto_box_seal_open(box, pair.publicKey, pair.privateKey)
      return { concern, sealed: sealBox(sodium, half, page.value.publicKey) }
    })
    const done = await ring.give(staff, { to, as, wraps, damaged: 0 })
    if (!done.ok || wraps.length === 0) return done
    after = wraps.at(-1)?.concern ?? ''
  }
}
const newKit = async (staff: Staff) => {
  const kit = await newRecoveryKit(sodium, world)
  const made = await ring.makeKit(staff, kit.publicKey)
  const view = (await ring.see(staff)).kits.find(it => Buffer.compare(it.publicKey, kit.publicKey) === 0)
  if (!made.ok || !view) throw new Error('no kit')
  return { ...kit, id: view.id, state: made.value }
}
const statesOf = async (staff: Staff) =>
  Object.fromEntries((await ring.see(staff)).kits.map(({ id, state }) => [id, state]))
const deeds = async () => (await store.tx(tx => auditPage(tx, { limit: 50 }))).map(({ action }) => action)

it('lets a new kit in by a keyholder; until then the older one holds, afterwards the new one opens everything', async () => {
  const { maya, noor, old, sheets } = await begin()
  const [open, closed] = [await file(), await file()]
  await close(closed)
  const kit = await newKit(noor)
  expect(kit.state).toBe('waits')
  const between = await file()
  for (const id of [open, closed, between]) expect(await store.tx(tx => holdersOf(tx, id))).not.toContain(kit.id)
  expect(await statesOf(noor)).toEqual({ [old.id]: 'active', [kit.id]: 'waits' })
  const oldKey = await paperKey(sheets[0], sheets[1])
  expect(await opens(between, old.id, oldKey)).toBe(true)

  expect(await passOn(maya, maya.holder ?? '', await keyOf(maya), kit.id)).toMatchObject({ ok: true })
  expect(await statesOf(noor)).toEqual({ [kit.id]: 'active' })
  const pair = await paperKey(kit.sheets[2], kit.sheets[0])
  for (const id of [open, closed, between, await file()]) {
    expect(await opens(id, kit.id, pair)).toBe(true)
    expect(await opens(id, old.id, oldKey)).toBe(false)
  }
  expect(await deeds()).toEqual(expect.arrayContaining(['kit made', 'key let in', 'kit ended']))
})

it('keeps the older kit until another keyholder has let the new one in to what the first one cannot open', async () => {
  const { maya, noor, old, sheets } = await begin()
  const hers = await file((await store.tx(activeHolders)).filter(({ id }) => id !== maya.holder))
  const kit = await newKit(noor)
  await passOn(maya, maya.holder ?? '', await keyOf(maya), kit.id)
  // Both hold now: what comes in is sealed to both.
  expect(await statesOf(noor)).toEqual({ [old.id]: 'active', [kit.id]: 'active' })
  expect(await opens(hers, old.id, await paperKey(sheets[2], sheets[1]))).toBe(true)
  await passOn(noor, noor.holder ?? '', await keyOf(noor), kit.id)
  expect(await statesOf(noor)).toEqual({ [kit.id]: 'active' })
  expect(await opens(hers, kit.id, await paperKey(kit.sheets[0], kit.sheets[1]))).toBe(true)
})

it('keeps the older kit while a closed report opens with nothing else, until its own sheets pass that on', async () => {
  const { maya, noor, old, sheets } = await begin()
  const nobodys = await file([old])
  await close(nobodys)
  const kit = await newKit(noor)
  await passOn(maya, maya.holder ?? '', await keyOf(maya), kit.id)
  expect(await statesOf(noor)).toEqual({ [old.id]: 'active', [kit.id]: 'active' })
  await passOn(noor, old.id, await paperKey(sheets[0], sheets[1]), kit.id)
  expect(await statesOf(noor)).toEqual({ [kit.id]: 'active' })
  expect(await opens(nobodys, kit.id, await paperKey(kit.sheets[0], kit.sheets[1]))).toBe(true)
})

it('never ends a newer kit because an older one gets access', async () => {
  const { maya, noor, old } = await begin()
  const [hers, his] = [maya, noor].map(({ holder }) => holder)
  await file((await store.tx(activeHolders)).filter(({ id }) => id !== hers))
  const kit = await newKit(noor)
  await passOn(maya, hers ?? '', await keyOf(maya), kit.id)
  await passOn(noor, his ?? '', await keyOf(noor), old.id)
  expect(await statesOf(noor)).toEqual({ [old.id]: 'active', [kit.id]: 'active' })
})

it('gives up a kit that nobody let in when a newer one is made, and takes no key to which nothing can be sealed', async () => {
  const { noor, old } = await begin()
  const [first, second] = [await newKit(noor), await newKit(noor)]
  expect(await statesOf(noor)).toEqual({ [old.id]: 'active', [second.id]: 'waits' })
  expect(await ring.missing(noor, { to: first.id, as: noor.holder ?? '', after: '' })).toEqual({
    ok: false,
    why: 'nothing',
  })
  for (const key of [new Uint8Array(32), new Uint8Array(31), new Uint8Array()])
    expect(await ring.makeKit(noor, key)).toEqual({ ok: false, why: 'form' })
})

it('holds at once only where there is no key at all', async () => {
  const admin = await member('administrator')
  const kit = await newKit(admin)
  expect(kit.state).toBe('active')
  expect((await newKit(admin)).state).toBe('waits')
})

it('brings everything back when all keyholders are lost and only paper is left', async () => {
  const { old, sheets } = await begin()
  const [open, closed] = [await file(), await file()]
  await close(closed)
  // Somebody new, whom nobody is left to let in.
  const newcomer = await member('administrator')
  const { publicKey, wrapped } = await newKeyholder(sodium, PHRASE)
  expect(await ring.make(newcomer, { publicKey, wrapped })).toEqual({ ok: true, value: 'waits' })
  expect((await again(newcomer)).holder).toBeUndefined()
  const mine = (await ring.see(newcomer)).mine ?? ''
  const wrong = await paperKey(...(await newRecoveryKit(sodium, world)).sheets)
  await expect(passOn(newcomer, old.id, wrong, mine)).rejects.toThrow()
  expect((await again(newcomer)).holder).toBeUndefined()

  const paper = await paperKey(sheets[1], sheets[2])
  expect(await passOn(newcomer, old.id, paper, mine)).toEqual({ ok: true, value: { left: 0, done: true } })
  const back = await again(newcomer)
  expect(back.holder).toBe(mine)
  const pair = await keyOf(back)
  for (const id of [open, closed, await file()]) expect(await opens(id, mine, pair)).toBe(true)
  expect(await deeds()).toEqual(expect.arrayContaining(['recovery key used', 'key let in']))
  // Then a new kit, because these sheets were out in the open.
  const kit = await newKit(back)
  await passOn(back, mine, pair, kit.id)
  expect(await statesOf(back)).toEqual({ [kit.id]: 'active' })
  expect(await opens(closed, kit.id, await paperKey(kit.sheets[0], kit.sheets[2]))).toBe(true)
  expect(await opens(open, old.id, paper)).toBe(false)
})
