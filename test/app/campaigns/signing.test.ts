/** Keys that sign: who gets one that counts, and when it counts no more. A real database; browsers are played by libsodium. */
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createSigning } from '../../../src/app/campaigns/signing/index.ts'
import { createStaffDoor, type Signed } from '../../../src/app/staff/index.ts'
import type { Staff } from '../../../src/domain/staff.ts'
import { claimBytes } from '../../../src/privacy/approvals.ts'
import { createPrivacy } from '../../../src/privacy/index.ts'
import { openSodium } from '../../../src/privacy/sodium.ts'
import { auditPage } from '../../../src/store/audit.ts'
import { readMeta, writeMeta } from '../../../src/store/meta.ts'
import { sealedSigners } from '../../../src/store/signers.ts'
import { codeAt, joinAs } from '../../console/joined.ts'
import { freshStore, tempFolder, world } from '../../store/fresh.ts'
import { addPerson, addStaff, fileOf, newKey } from './signed.ts'

const sodium = await openSodium()
const open = async (folder = tempFolder()) => {
  const store = await freshStore(folder)
  const privacy = createPrivacy({ secret: randomBytes(32), world })
  const rooms = { store, privacy, sodium, world, demo: false }
  const signing = createSigning(rooms)
  const make = async (staff: Staff) => {
    const { publicKey, sign } = await newKey()
    const own = { instance: store.instance, staff: staff.id, publicKey }
    const proof = sign(claimBytes(own, 'own'))
    return { ...own, sign, made: await signing.make(staff, { publicKey, wrapped: fileOf(publicKey), proof }) }
  }
  const states = () =>
    store.tx(async tx => Object.fromEntries((await sealedSigners(tx, rooms)).map(it => [it.staff, it.state])))
  const idOf = async (staff: Staff) => (await signing.see(staff)).mine?.id ?? ''
  const deeds = () => store.tx(async tx => (await auditPage(tx, { limit: 50 })).map(({ action }) => action).reverse())
  return { ...rooms, folder, signing, make, states, idOf, deeds }
}

test('the first key of a group holds at once; every later one waits until a signer vouches for it by signature', async () => {
  const it = await open()
  const [ana, ben, eve] = [await addStaff(it), await addStaff(it), await addStaff(it)]
  const [first, second] = [await it.make(ana), await it.make(ben)]
  expect([first.made, second.made]).toEqual([
    { ok: true, value: 'active' },
    { ok: true, value: 'waits' },
  ])
  const id = await it.idOf(ben)
  const claim = claimBytes(second, 'vouched')
  const vouch = (staff: Staff, signature: Uint8Array) => it.signing.vouch(staff, { id, signature })
  // Who waits vouches for nobody, also not for themselves; who has no key neither.
  expect(await vouch(ben, second.sign(claim))).toEqual({ ok: false, why: 'not-yours' })
  expect(await vouch(eve, second.sign(claim))).toEqual({ ok: false, why: 'not-yours' })
  // A stolen session of a signer, with a fresh proof and without the passphrase: no signature fits.
  for (const signature of [randomBytes(64), second.sign(claim), first.sign(claimBytes(second, 'own')), claim])
    expect(await vouch(ana, signature)).toEqual({ ok: false, why: 'form' })
  const others = claimBytes({ ...second, staff: eve.id }, 'vouched')
  expect(await vouch(ana, first.sign(others))).toEqual({ ok: false, why: 'form' })
  expect(await it.states()).toMatchObject({ [ben.id]: 'waits' })
  expect(await vouch(ana, first.sign(claim))).toEqual({ ok: true, value: { ended: false } })
  expect(await it.states()).toEqual({ [ana.id]: 'active', [ben.id]: 'active' })
  expect(await vouch(ana, first.sign(claim))).toEqual({ ok: false, why: 'nothing' })
  expect(await it.deeds()).toEqual(['signing key made', 'signing key made', 'signing key vouched'])
})

test('a key that is not one’s own to show, a second one, and one that somebody has are refused', async () => {
  const it = await open()
  const [ana, ben] = [await addStaff(it), await addStaff(it)]
  const { publicKey, sign } = await newKey()
  const proof = sign(claimBytes({ instance: it.store.instance, staff: ana.id, publicKey }, 'own'))
  const wrapped = fileOf(publicKey)
  const no = { ok: false, why: 'form' }
  expect(await it.signing.make(ben, { publicKey, wrapped, proof })).toEqual(no)
  expect(await it.signing.make(ana, { publicKey, wrapped, proof: randomBytes(64) })).toEqual(no)
  expect(await it.signing.make(ana, { publicKey, wrapped: fileOf(publicKey, { format: 1 }), proof })).toEqual(no)
  expect(await it.signing.make(ana, { publicKey, wrapped: fileOf(publicKey, { passes: 1 }), proof })).toEqual(no)
  expect(await it.signing.make(ana, { publicKey, wrapped: fileOf(randomBytes(32)), proof })).toEqual(no)
  expect((await it.signing.make(ana, { publicKey, wrapped, proof })).ok).toBe(true)
  expect((await it.make(ana)).made).toEqual({ ok: false, why: 'has-key' })
  // A point of small order: under it a signature fits any text.
  const zero = new Uint8Array(32)
  expect(await it.signing.make(ben, { publicKey: zero, wrapped: fileOf(zero), proof: new Uint8Array(64) })).toEqual(no)
})

test('who empties the tables and joins anew is nobody’s first signer', async () => {
  const folder = tempFolder()
  const before = await open(folder)
  await before.make(await addStaff(before))
  await before.store.tx(async tx => {
    for (const table of ['signers', 'audit', 'meta'] as const)
      await (table === 'meta' ? tx.deleteFrom('meta').where('key', '!=', 'instance') : tx.deleteFrom(table)).execute()
  })
  const thief = await addStaff(before, 'administrator')
  expect((await before.make(thief)).made).toEqual({ ok: true, value: 'waits' })
  expect(await before.signing.switchSingle(thief, true)).toEqual({ ok: false, why: 'many' })
  await before.store.close()
  const after = await open(folder)
  expect((await after.make(await addStaff(after))).made).toEqual({ ok: true, value: 'waits' })
})

test('one’s own key, or for an administrator anybody’s, is retired for good; its private half is gone', async () => {
  const it = await open()
  const [ana, ben, admin] = [await addPerson(it), await addPerson(it), await addStaff(it, 'administrator')]
  expect(await it.signing.retire(ana.staff, ben.signer.id)).toEqual({ ok: false, why: 'nothing' })
  expect(await it.signing.retire(ana.staff, ana.signer.id)).toEqual({ ok: true, value: null })
  expect(await it.signing.retire(admin, ben.signer.id)).toEqual({ ok: true, value: null })
  expect(await it.signing.retire(admin, ben.signer.id)).toEqual({ ok: false, why: 'nothing' })
  expect(Object.values(await it.states())).toEqual(['retired', 'retired'])
  const files = await it.store.tx(tx => tx.selectFrom('signers').select('wrapped').execute())
  expect(files.map(({ wrapped }) => wrapped.length)).toEqual([0, 0])
})

test('who leaves, may no longer sign, or comes back by a link has no active key', async () => {
  const it = await open()
  const door = createStaffDoor(it)
  const signedOf = async (token: string): Promise<Signed> => {
    const signed = await door.who(token)
    if (!signed) throw new Error('not signed in')
    return signed
  }
  const admin = await signedOf((await joinAs(it.store, door, world, 'administrator')).token)
  const member = async () => {
    const { staff } = await signedOf((await joinAs(it.store, door, world, 'organizer')).token)
    await addPerson(it, { of: staff })
    return staff
  }
  const [leaves, stays, reads, returns] = [await member(), await member(), await member(), await member()]
  await door.remove(admin, leaves.id)
  await door.change(admin, stays.id, { role: 'administrator', holder: undefined })
  await door.change(admin, reads.id, { role: 'reader', holder: undefined })
  const back = await door.inviteBack(admin, returns.id)
  const offer = await door.offer(back?.token ?? '')
  expect(await it.states()).toMatchObject({ [returns.id]: 'active' })
  const form = {
    name: '',
    key: offer?.key ?? '',
    sealed: offer?.sealed ?? '',
    code: codeAt(offer?.totp ?? '', world.now()),
  }
  expect((await door.join(back?.token ?? '', form)).ok).toBe(true)
  expect(await it.states()).toEqual({
    [leaves.id]: 'retired',
    [stays.id]: 'active',
    [reads.id]: 'retired',
    [returns.id]: 'retired',
  })
})

test('single approval is for who runs a group in which one can sign, and ends for good when a second one can', async () => {
  const it = await open()
  const admin = await addStaff(it, 'administrator')
  const ana = await addStaff(it)
  expect(await it.signing.switchSingle(admin, true)).toEqual({ ok: false, why: 'many' })
  const first = await it.make(ana)
  expect(await it.signing.switchSingle(ana, true)).toEqual({ ok: false, why: 'not-yours' })
  expect(await it.signing.isSingle()).toBe(false)
  expect(await it.signing.switchSingle(admin, true)).toEqual({ ok: true, value: null })
  expect(await it.signing.isSingle()).toBe(true)
  const kept = (await it.store.tx(tx => readMeta(tx, 'single'))) ?? ''
  const second = await it.make(admin)
  expect(await it.signing.isSingle()).toBe(true)
  const claim = first.sign(claimBytes(second, 'vouched'))
  expect(await it.signing.vouch(ana, { id: await it.idOf(admin), signature: claim })).toEqual({
    ok: true,
    value: { ended: true },
  })
  expect(await it.signing.isSingle()).toBe(false)
  // Alone again, and with the old words put back.
  await it.signing.retire(admin, await it.idOf(admin))
  await it.store.tx(tx => writeMeta(tx, 'single', kept))
  expect(await it.signing.isSingle()).toBe(false)
  expect(await it.signing.switchSingle(admin, true)).toEqual({ ok: true, value: null })
  expect(await it.signing.isSingle()).toBe(true)
  await it.signing.switchSingle(admin, false)
  expect(await it.signing.isSingle()).toBe(false)
  expect(await it.deeds()).toEqual(expect.arrayContaining(['single approval on', 'single approval off']))
})
