/** From the draft to the run: laid before the signers, signed by two, held, taken back, cancelled, launched. A real database. */
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createApproval } from '../../../src/app/campaigns/approval/index.ts'
import { createSigning } from '../../../src/app/campaigns/signing/index.ts'
import { verdictOf } from '../../../src/app/campaigns/verdict.ts'
import { EVERYBODY } from '../../../src/domain/campaigns/audience.ts'
import { HOLD } from '../../../src/domain/campaigns/hold.ts'
import { readSheet, type Sheet, writeSheet } from '../../../src/domain/campaigns/sheet.ts'
import type { State } from '../../../src/domain/campaigns/states.ts'
import type { CampaignId } from '../../../src/kit/ids.ts'
import { approvalBytes } from '../../../src/privacy/approvals.ts'
import { createPrivacy } from '../../../src/privacy/index.ts'
import { openSodium } from '../../../src/privacy/sodium.ts'
import { auditPage } from '../../../src/store/audit.ts'
import { approvalsOf, keepApproval } from '../../../src/store/campaigns/approvals.ts'
import { campaignById, insertSheet, moveCampaign, sheetsOf } from '../../../src/store/campaigns/index.ts'
import { moveRun, runsOf } from '../../../src/store/campaigns/runs.ts'
import { readMeta, writeMeta } from '../../../src/store/meta.ts'
import { freshStore, NOW } from '../../store/fresh.ts'
import { directory } from '../rig.ts'
import { addCampaign, addPerson, addStaff, type Person } from './signed.ts'

const sodium = await openSodium()
const open = async () => {
  const clock = { now: NOW }
  const world = { now: () => clock.now, random: (size: number) => randomBytes(size) }
  const store = await freshStore()
  const privacy = createPrivacy({ secret: randomBytes(32), world })
  let nudges = 0
  const words = {
    text: (_: string, key: string) => key,
    has: () => true,
    languages: () => [{ tag: 'en' }, { tag: 'ja' }],
  }
  const rooms = { store, privacy, world, demo: false, words: words as never, directory, nudge: () => void nudges++ }
  const approval = createApproval(rooms)
  const people = [await addPerson(rooms), await addPerson(rooms), await addPerson(rooms)] as const
  const [ana] = people
  const draft = (changes: Partial<Sheet> & { state?: State } = {}) =>
    addCampaign(rooms, { owner: ana.staff.id, state: 'draft', ...changes })
  const newest = async (id: CampaignId) => (await store.tx(tx => sheetsOf(tx, id)))[0]
  /** What the page does in a browser. */
  const sign = async (id: CampaignId, by: Person, change: { at?: number; body?: string; sheet?: number } = {}) => {
    const view = await approval.see(by.staff, id)
    const { at = clock.now, body = view?.body ?? '', sheet = view?.sheet.number ?? 1 } = change
    return approval.approve(by.staff, id, { sheet, at, signature: by.sign(approvalBytes(body, at)) })
  }
  /** Something that is said after it, for two people to sign. */
  const write = async (id: CampaignId, call: string, purpose: 'result' | 'correction', number: number) => {
    const sheet = readSheet(call)
    if (!sheet) throw new Error('no sheet')
    const body = writeSheet({ ...sheet, number, purpose, until: NOW + 48 * 3_600_000 })
    await store.tx(tx => insertSheet(tx, { campaign: id, number, purpose, body, staff: ana.staff.id, at: clock.now }))
  }
  const stateOf = async (id: CampaignId) => (await store.tx(tx => campaignById(tx, id)))?.state
  const verdict = async (id: CampaignId, number = 1, run?: number) => {
    const it = await store.tx(tx => verdictOf(tx, rooms, id, number, clock.now, run))
    return it.ok ? 'SENDS' : it.why
  }
  const runs = (id: CampaignId) =>
    store.tx(async tx => (await runsOf(tx, id)).map(({ state, at, area }) => ({ state, at, area })))
  const deeds = () => store.tx(async tx => (await auditPage(tx, { limit: 50 })).map(({ action }) => action).reverse())
  return {
    ...rooms,
    clock,
    approval,
    people,
    draft,
    newest,
    sign,
    write,
    stateOf,
    verdict,
    runs,
    deeds,
    nudges: () => nudges,
  }
}

test('a draft is laid before the signers, two sign it, and after the hold it goes out', async () => {
  const it = await open()
  const [ana, ben] = it.people
  const { id } = await it.draft()
  expect(await it.sign(id, ana)).toEqual({ ok: false, why: 'nothing' })
  expect(await it.approval.submit(ana.staff, id)).toEqual({ ok: true, value: null })
  expect(await it.approval.submit(ana.staff, id)).toEqual({ ok: false, why: 'nothing' })
  expect(await it.sign(id, ana)).toEqual({ ok: true, value: { enough: false } })
  expect([await it.stateOf(id), await it.verdict(id), await it.runs(id)]).toEqual(['signing', 'unsigned', []])
  it.clock.now += 60_000
  expect(await it.sign(id, ben)).toEqual({ ok: true, value: { enough: true } })
  const from = it.clock.now + HOLD.usual
  expect([await it.stateOf(id), await it.verdict(id)]).toEqual(['approved', 'hold'])
  expect(await it.runs(id)).toEqual([{ state: 'waits', at: from, area: null }])
  expect(it.nudges()).toBe(1)
  it.clock.now = from
  expect(await it.verdict(id)).toBe('SENDS')
  expect(await it.deeds()).toEqual(['campaign to be signed', 'campaign signed', 'campaign signed'])
  // A third signature changes nothing of what is planned.
  await it.sign(id, it.people[2])
  expect(await it.runs(id)).toEqual([{ state: 'waits', at: from, area: null }])
})

test('what cannot be sent as it stands is not laid before anybody, with the reasons', async () => {
  const it = await open()
  const { id } = await it.draft({ texts: {}, fallback: null, until: NOW })
  const done = await it.approval.submit(it.people[0].staff, id)
  expect(done).toMatchObject({ ok: false, why: { findings: [{ code: 'no-text' }, { code: 'over' }] } })
  expect(await it.stateOf(id)).toBe('draft')
  const often = await it.draft({ when: { how: 'cron', cron: '*/5 * * * *', zone: 'Asia/Tokyo' } })
  expect(await it.approval.submit(it.people[0].staff, often.id)).toMatchObject({
    why: { findings: [{ code: 'cron' }] },
  })
  // One that recurs is planned for its next time: Monday at nine in Japan.
  const weekly = await it.draft({ when: { how: 'cron', cron: '0 9 * * 1', zone: 'Asia/Tokyo' } })
  await it.approval.submit(it.people[0].staff, weekly.id)
  await it.sign(weekly.id, it.people[0])
  expect(await it.sign(weekly.id, it.people[1])).toMatchObject({ value: { enough: true } })
  expect(await it.stateOf(weekly.id)).toBe('approved')
  expect(await it.runs(weekly.id)).toEqual([{ state: 'waits', at: Date.UTC(2023, 10, 20, 0), area: null }])
})

test('the same person twice, a stolen session, another text, an old or coming moment, an expired sheet: each refused by its name', async () => {
  const it = await open()
  const [ana, ben] = it.people
  const { id, body } = await it.draft({ until: NOW + 3_600_000 })
  await it.approval.submit(ana.staff, id)
  await it.sign(id, ana)
  const why = async (done: ReturnType<typeof it.sign>) =>
    ((it: Awaited<typeof done>) => (it.ok ? 'KEPT' : it.why))(await done)
  expect(await why(it.sign(id, ana))).toBe('already')
  // The session of ben, without his key: by the thief's own key, or with what ana signed.
  expect(await why(it.sign(id, { ...ben, sign: ana.sign }))).toBe('form')
  expect(await why(it.sign(id, { ...ben, sign: () => randomBytes(64) }))).toBe('form')
  expect(await why(it.sign(id, ben, { body: `${body} ` }))).toBe('form')
  expect(await why(it.sign(id, { ...ben, staff: await addStaff(it) }))).toBe('no-key')
  expect(await why(it.sign(id, await addPerson(it, { state: 'waits' })))).toBe('no-key')
  expect(await why(it.sign(id, ben, { sheet: 2 }))).toBe('nothing')
  expect(await why(it.sign(id, ben, { at: NOW - 20_001 }))).toBe('late')
  expect(await why(it.sign(id, ben, { at: NOW + 1 }))).toBe('late')
  expect(await it.store.tx(tx => approvalsOf(tx, id, 1))).toHaveLength(1)
  it.clock.now = NOW + 3_600_000
  expect(await why(it.sign(id, ben))).toBe('not-ready')
})

test('while it is held, who signed takes it back: it is a draft, and what was signed never counts again', async () => {
  const it = await open()
  const [ana, ben, eve] = it.people
  const { id } = await it.draft()
  await it.approval.submit(ana.staff, id)
  await it.sign(id, ana)
  await it.sign(id, ben)
  expect(await it.approval.takeBack(eve.staff, id, 1)).toEqual({ ok: false, why: 'not-yours' })
  const rows = await it.store.tx(tx => approvalsOf(tx, id, 1))
  expect(await it.approval.takeBack(ben.staff, id, 1)).toEqual({ ok: true, value: null })
  expect([await it.stateOf(id), await it.runs(id)]).toEqual([
    'draft',
    [{ state: 'cancelled', at: NOW + HOLD.usual, area: null }],
  ])
  await it.store.tx(async tx => {
    for (const row of rows) await keepApproval(tx, row)
    await moveCampaign(tx, id, ['draft'], 'approved')
  })
  it.clock.now += HOLD.usual
  expect(await it.verdict(id)).toBe('unsigned')
  // Laid before them once more as it is, it is a sheet of its own, and is signed anew.
  await it.store.tx(tx => moveCampaign(tx, id, ['approved'], 'draft'))
  await it.approval.submit(ana.staff, id)
  expect(await it.newest(id)).toMatchObject({ number: 2 })
  await it.sign(id, ana)
  expect(await it.sign(id, eve)).toMatchObject({ value: { enough: true } })
  expect(await it.verdict(id, 2)).toBe('hold')
})

test('before it has enough signatures anybody who signs takes it back; once it has begun nobody does', async () => {
  const it = await open()
  const [ana, ben, eve] = it.people
  const { id } = await it.draft()
  await it.approval.submit(ana.staff, id)
  await it.sign(id, ana)
  expect((await it.approval.takeBack(eve.staff, id, 1)).ok).toBe(true)
  await it.approval.submit(ana.staff, id)
  await it.sign(id, ana)
  await it.sign(id, ben)
  await it.store.tx(async tx => {
    for (const run of await runsOf(tx, id)) await moveRun(tx, run, ['waits'], { state: 'filling', began: NOW })
  })
  expect(await it.approval.takeBack(ana.staff, id, 2)).toEqual({ ok: false, why: 'begun' })
})

test('anybody who signs cancels it at any time, for good', async () => {
  const it = await open()
  const [ana, ben, eve] = it.people
  const { id } = await it.draft()
  await it.approval.submit(ana.staff, id)
  await it.sign(id, ana)
  await it.sign(id, ben)
  await it.store.tx(tx => moveCampaign(tx, id, ['approved'], 'running'))
  const rows = await it.store.tx(tx => approvalsOf(tx, id, 1))
  expect(await it.approval.cancel(eve.staff, id)).toEqual({ ok: true, value: null })
  expect(await it.approval.cancel(eve.staff, id)).toEqual({ ok: false, why: 'nothing' })
  expect([await it.stateOf(id), await it.verdict(id)]).toEqual(['cancelled', 'cancelled'])
  expect((await it.runs(id)).map(({ state }) => state)).toEqual(['cancelled'])
  it.clock.now += HOLD.usual
  await it.store.tx(async tx => {
    await moveCampaign(tx, id, ['cancelled'], 'running')
    for (const row of rows) await keepApproval(tx, row)
  })
  expect(await it.verdict(id)).toBe('unsigned')
})

test('in a group of one, one signature is enough, while it is switched on', async () => {
  const it = await open()
  const [ana, ben, eve] = it.people
  const admin = await addStaff(it, 'administrator')
  const signing = createSigning({ ...it, sodium })
  for (const { signer } of [ben, eve]) await signing.retire(admin, signer.id)
  const { id } = await it.draft()
  await it.approval.submit(ana.staff, id)
  expect(await it.sign(id, ana)).toEqual({ ok: true, value: { enough: false } })
  await it.approval.takeBack(ana.staff, id, 1)
  await signing.switchSingle(admin, true)
  await it.approval.submit(ana.staff, id)
  expect(await it.approval.see(ana.staff, id)).toMatchObject({ needed: 1 })
  expect(await it.sign(id, ana)).toEqual({ ok: true, value: { enough: true } })
})

test('an emergency that two signed ahead is launched by one, for its areas, until its last day', async () => {
  const it = await open()
  const [ana, ben, eve] = it.people
  const day = 86_400_000
  const audience = { ...EVERYBODY, areas: ['JP-13', 'JP-27'] }
  const { id } = await it.draft({ purpose: 'template', emergency: true, audience, until: NOW + 30 * day })
  await it.approval.submit(ana.staff, id)
  await it.sign(id, ana)
  expect(await it.approval.launch(eve.staff, id, 'JP-13')).toEqual({ ok: false, why: 'nothing' })
  await it.sign(id, ben)
  expect([await it.stateOf(id), await it.runs(id)]).toEqual(['approved', []])
  expect(await it.approval.launch(eve.staff, id, 'JP-13')).toEqual({ ok: false, why: 'hold' })
  it.clock.now += HOLD.emergency
  expect(await it.approval.launch(eve.staff, id, 'KR-11')).toEqual({ ok: false, why: 'area' })
  await it.store.tx(tx => writeMeta(tx, 'campaigns', 'stopped'))
  expect(await it.approval.launch(eve.staff, id, 'JP-13')).toEqual({ ok: false, why: 'stopped' })
  await it.store.tx(tx => tx.deleteFrom('meta').where('key', '=', 'campaigns').execute())
  expect(await it.store.tx(tx => readMeta(tx, 'campaigns'))).toBeUndefined()
  expect(await it.approval.launch(eve.staff, id, 'JP-13')).toEqual({ ok: true, value: null })
  expect(await it.runs(id)).toEqual([{ state: 'waits', at: it.clock.now, area: 'JP-13' }])
  expect([await it.verdict(id, 1, 1), await it.verdict(id)]).toEqual(['SENDS', 'unknown'])
  it.clock.now += 13 * 3_600_000
  expect(await it.verdict(id, 1, 1)).toBe('expired')
  expect((await it.approval.launch(ana.staff, id, 'JP-13')).ok).toBe(true)
  expect(await it.verdict(id, 1, 2)).toBe('SENDS')
  it.clock.now = NOW + 30 * day
  expect(await it.approval.launch(ana.staff, id, 'JP-13')).toEqual({ ok: false, why: 'nothing' })
})

test('a result is signed like a call, without moving the campaign', async () => {
  const it = await open()
  const [ana, ben] = it.people
  const { id } = await it.draft({ state: 'ended', purpose: 'result' })
  await it.sign(id, ana)
  expect(await it.verdict(id)).toBe('unsigned')
  expect(await it.sign(id, ben)).toEqual({ ok: true, value: { enough: true } })
  await it.sign(id, it.people[2])
  expect(await it.runs(id)).toEqual([{ state: 'waits', at: NOW + HOLD.usual, area: null }])
  it.clock.now += HOLD.usual
  expect([await it.stateOf(id), await it.verdict(id)]).toEqual(['ended', 'SENDS'])
  expect((await it.approval.takeBack(ana.staff, id, 1)).ok).toBe(true)
  expect([await it.stateOf(id), await it.verdict(id)]).toEqual(['ended', 'unsigned'])
  expect((await it.runs(id)).map(({ state }) => state)).toEqual(['cancelled'])
})

test('of two sheets that are written after the call each is reached and signed, the one that waits first', async () => {
  const it = await open()
  const [ana, ben] = it.people
  const { id, body } = await it.draft({ state: 'running' })
  for (const by of [ana, ben]) await it.sign(id, by)
  await it.write(id, body, 'correction', 2)
  await it.write(id, body, 'result', 3)
  const shown = async (number?: number) => (await it.approval.see(ana.staff, id, number))?.sheet.number
  expect([await shown(), await shown(2), await shown(1)]).toEqual([3, 2, 1])
  for (const by of [ana, ben]) expect((await it.sign(id, by)).ok).toBe(true)
  // What is signed keeps nobody from what is not.
  expect([await shown(), await shown(3)]).toEqual([2, 3])
  for (const by of [ana, ben]) expect((await it.sign(id, by)).ok).toBe(true)
  expect([await shown(), await shown(9)]).toEqual([3, 3])
})

test('an emergency is launched for another area while a correction is written, and after it is signed', async () => {
  const it = await open()
  const [ana, ben] = it.people
  const audience = { ...EVERYBODY, areas: ['JP-13', 'KR-11'] }
  const { id, body } = await it.draft({ purpose: 'template', emergency: true, audience, until: NOW + 30 * 86_400_000 })
  await it.approval.submit(ana.staff, id)
  for (const by of [ana, ben]) await it.sign(id, by)
  it.clock.now += HOLD.emergency
  const launch = async (area: string) => (await it.approval.launch(ana.staff, id, area)).ok
  const corrected = async () => (await it.approval.ready(id, 'KR-11'))?.corrected?.sheet.number
  expect(await launch('JP-13')).toBe(true)
  await it.store.tx(tx => moveCampaign(tx, id, ['approved'], 'running'))
  await it.write(id, body, 'correction', 2)
  expect([await launch('KR-11'), await corrected()]).toEqual([true, undefined])
  for (const by of [ana, ben]) await it.sign(id, by)
  expect(await corrected()).toBeUndefined()
  it.clock.now += HOLD.emergency
  expect([await launch('KR-11'), await corrected()]).toEqual([true, 2])
  // Nobody signed the next one: that before it goes out.
  await it.write(id, body, 'correction', 3)
  expect(await corrected()).toBe(2)
})
