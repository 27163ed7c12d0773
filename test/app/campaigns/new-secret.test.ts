/** What signers have signed holds under a new secret of the server; when the secret is lost, nobody signs until somebody is first again. */
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createSigning } from '../../../src/app/campaigns/signing/index.ts'
import { verdictOf } from '../../../src/app/campaigns/verdict.ts'
import { rotateSecret } from '../../../src/app/rotate-secret.ts'
import { EVERYBODY } from '../../../src/domain/campaigns/audience.ts'
import { HOLD } from '../../../src/domain/campaigns/hold.ts'
import { createPrivacy } from '../../../src/privacy/index.ts'
import { openKept } from '../../../src/privacy/kept.ts'
import { openSodium } from '../../../src/privacy/sodium.ts'
import { sealLaunch } from '../../../src/store/campaigns/launches.ts'
import { planRun } from '../../../src/store/campaigns/runs.ts'
import { readMeta, writeMeta } from '../../../src/store/meta.ts'
import { forgetKeyed } from '../../../src/store/rekey.ts'
import { sealedSigners } from '../../../src/store/signers.ts'
import { freshStore, NOW, world } from '../../store/fresh.ts'
import { addCampaign, addPerson, addStaff, approve, signedCampaign } from './signed.ts'

const sodium = await openSodium()
const open = async () => {
  const secret = randomBytes(32)
  const store = await freshStore()
  const rooms = (privacy: ReturnType<typeof createPrivacy>) => ({ store, privacy, sodium, world, demo: false })
  const before = rooms(createPrivacy({ secret, world }))
  const rotate = async () => {
    const next = randomBytes(32)
    const { lost } = await rotateSecret({ store, secret, kept: undefined, next, world, sodium })
    expect(lost).toBe(0)
    const kept = openKept(next, (await store.tx(tx => readMeta(tx, 'kept'))) ?? '')
    return rooms(createPrivacy({ secret: next, kept, world }))
  }
  return { store, before, rotate }
}

test('signers, single approval and launches are carried over to a new secret, and the old one seals none', async () => {
  const { store, before, rotate } = await open()
  const audience = { ...EVERYBODY, areas: ['JP-13'] }
  const template = { purpose: 'template', emergency: true, audience } as const
  const { people, campaign } = await signedCampaign(before, { at: NOW - HOLD.emergency, ...template })
  const run = await store.tx(async tx => {
    const it = { campaign: campaign.id, sheet: 1, area: 'JP-13', at: NOW }
    const number = await planRun(tx, { ...it, purpose: 'call' })
    await sealLaunch(tx, before, { ...it, run: number })
    return number
  })
  const after = await rotate()
  const ask = (rooms: typeof after) => store.tx(tx => verdictOf(tx, rooms, campaign.id, 1, NOW, run))
  expect(await ask(after)).toMatchObject({ ok: true })
  expect(await ask(before)).toEqual({ ok: false, why: 'unsigned' })
  expect(await store.tx(tx => sealedSigners(tx, after))).toHaveLength(people.length)
})

test('single approval that was on stays on under a new secret', async () => {
  const { store, before, rotate } = await open()
  const one = await addPerson(before)
  await createSigning(before).switchSingle(await addStaff(before, 'administrator'), true)
  const campaign = await addCampaign(before, { owner: one.staff.id })
  await approve(before, campaign, one, NOW - HOLD.usual)
  const after = await rotate()
  expect(await createSigning(after).isSingle()).toBe(true)
  expect(await store.tx(tx => verdictOf(tx, after, campaign.id, 1, NOW))).toMatchObject({ ok: true })
})

test('a row that opened under no secret before is gone after a change, and counts as lost', async () => {
  const { store } = await open()
  const strange = createPrivacy({ secret: randomBytes(32), world })
  await addPerson({ store, privacy: strange })
  const secret = randomBytes(32)
  const done = await rotateSecret({ store, secret, kept: undefined, next: randomBytes(32), world, sodium })
  expect(done.lost).toBe(1)
  expect(await store.tx(tx => tx.selectFrom('signers').selectAll().execute())).toEqual([])
})

test('with a lost secret all signers are gone, and single approval is', async () => {
  const { store, before } = await open()
  await addPerson(before)
  await createSigning(before).switchSingle(await addStaff(before, 'administrator'), true)
  await store.tx(forgetKeyed)
  expect(await store.tx(tx => tx.selectFrom('signers').selectAll().execute())).toEqual([])
  expect(await store.tx(tx => readMeta(tx, 'single'))).toBeUndefined()
})

test('a weekly digest that was cut off by a new secret goes to nobody else: who has got it could get it twice', async () => {
  const { store, rotate } = await open()
  await store.tx(tx => writeMeta(tx, 'digest', `${NOW} ${'A'.repeat(22)}`))
  await rotate()
  expect(await store.tx(tx => readMeta(tx, 'digest'))).toBe(`${NOW} done`)
})
