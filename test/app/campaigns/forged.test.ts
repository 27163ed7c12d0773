/** Whatever is written to the database, and whoever's session is stolen: nothing goes out that two people have not signed. */
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { type Verdict, verdictOf } from '../../../src/app/campaigns/verdict.ts'
import { HOLD } from '../../../src/domain/campaigns/hold.ts'
import { readSheet, type Sheet, writeSheet } from '../../../src/domain/campaigns/sheet.ts'
import type { CampaignId } from '../../../src/kit/ids.ts'
import { createPrivacy, type Sealed } from '../../../src/privacy/index.ts'
import { approvalsOf, keepApproval, revokeApprovals } from '../../../src/store/campaigns/approvals.ts'
import { moveCampaign } from '../../../src/store/campaigns/index.ts'
import { sealLaunch } from '../../../src/store/campaigns/launches.ts'
import { toBytes, toId } from '../../../src/store/ids.ts'
import { writeMeta } from '../../../src/store/meta.ts'
import { insertSigner, setSignerState } from '../../../src/store/signers.ts'
import { changeStaff, insertStaff, retireStaff } from '../../../src/store/staff.ts'
import { freshStore, world } from '../../store/fresh.ts'
import { addCampaign, addPerson, addStaff, approve, newKey, signedCampaign } from './signed.ts'

const NOW = 1_700_000_000_000
const SIGNED = NOW - HOLD.usual

const open = async () => {
  const store = await freshStore()
  return { store, privacy: createPrivacy({ secret: randomBytes(32), world }), demo: false }
}
type Rooms = Awaited<ReturnType<typeof open>>
type At = { id: CampaignId; number: number }
const ask = (rooms: Rooms, { id, number }: At, { now = NOW, run }: { now?: number; run?: number } = {}) =>
  rooms.store.tx(tx => verdictOf(tx, rooms, id, number, now, run))
const why = (verdict: Verdict): string => (verdict.ok ? 'SENDS' : verdict.why)
const signed = async (changes: Partial<Sheet> = {}) => {
  const rooms = await open()
  return { rooms, ...(await signedCampaign(rooms, { at: SIGNED, ...changes })) }
}
const rewrite = (rooms: Rooms, { id, number }: At, change: (sheet: Sheet) => Sheet) =>
  rooms.store.tx(async tx => {
    const row = await tx
      .selectFrom('campaign_sheets')
      .selectAll()
      .where('campaign', '=', toBytes(id))
      .executeTakeFirstOrThrow()
    const sheet = readSheet(row.body)
    if (!sheet) throw new Error('no sheet')
    await tx
      .updateTable('campaign_sheets')
      .set({ body: writeSheet(change(sheet)) })
      .where('campaign', '=', toBytes(id))
      .where('number', '=', number)
      .execute()
  })

test('what two different people have signed goes out, after the hold', async () => {
  const { rooms, campaign } = await signed()
  expect(await ask(rooms, campaign)).toMatchObject({ ok: true, from: NOW, sheet: { number: 1 } })
  expect(await ask(rooms, campaign, { now: NOW - 1 })).toEqual({ ok: false, why: 'hold', from: NOW })
})

test('the hold of an emergency is one minute, and a time that was signed cannot come earlier', async () => {
  const audience = { areas: ['JP-13'] } as Partial<Sheet['audience']>
  const { rooms, people } = await signed()
  const owner = people[0].staff.id
  const of = async (changes: Partial<Sheet>) => {
    const campaign = await addCampaign(rooms, { owner, ...changes })
    for (const person of people) await approve(rooms, campaign, person, NOW)
    const verdict = await ask(rooms, campaign)
    return verdict.ok ? undefined : (verdict.from ?? 0) - NOW
  }
  expect(await of({ emergency: true, audience: { ...everybody(), ...audience } })).toBe(60_000)
  expect(await of({ when: { how: 'at', at: NOW + 86_400_000 } })).toBe(86_400_000)
  // 09:00 of that day where it begins first, fourteen hours before Greenwich.
  expect(await of({ when: { how: 'local', day: '2023-11-20', minute: 540 } })).toBe(Date.UTC(2023, 10, 19, 19) - NOW)
})

test('one person’s signature is not enough, twice neither, nor by a second key of the same person', async () => {
  const rooms = await open()
  const one = await addPerson(rooms)
  const campaign = await addCampaign(rooms, { owner: one.staff.id })
  await approve(rooms, campaign, one, SIGNED)
  expect(why(await ask(rooms, campaign))).toBe('unsigned')
  await approve(rooms, campaign, one, SIGNED - 1)
  expect(why(await ask(rooms, campaign))).toBe('unsigned')
  const second = await addPerson(rooms, { of: one.staff })
  await approve(rooms, campaign, second, SIGNED)
  expect(why(await ask(rooms, campaign))).toBe('unsigned')
  // The same signature under another signer's name.
  const other = await addPerson(rooms)
  await rooms.store.tx(async tx => {
    const [first] = await approvalsOf(tx, campaign.id, 1)
    if (first) await keepApproval(tx, { ...first, signer: other.signer.id })
  })
  expect(why(await ask(rooms, campaign))).toBe('unsigned')
  await approve(rooms, campaign, other, SIGNED)
  expect(why(await ask(rooms, campaign))).toBe('SENDS')
})

test.each<[string, (sheet: Sheet) => Sheet, string]>([
  ['text', it => ({ ...it, texts: { en: { title: 'Demo', body: 'Pay here instead' } } }), 'unsigned'],
  ['audience', it => ({ ...it, audience: { ...it.audience, areas: ['JP'] } }), 'unsigned'],
  ['expiry', it => ({ ...it, until: it.until + 1 }), 'unsigned'],
  ['time', it => ({ ...it, when: { how: 'at', at: NOW - 1 } }), 'unsigned'],
  ['picture', it => ({ ...it, media: { '*': { kind: 'photo', hash: 'A'.repeat(43) } } }), 'unsigned'],
  ['number', it => ({ ...it, number: 2 }), 'unknown'],
  ['database', it => ({ ...it, instance: 'another' }), 'foreign'],
])('after the approval nobody edits the %s', async (_, change, expected) => {
  const { rooms, campaign } = await signed()
  await rewrite(rooms, campaign, change)
  expect(why(await ask(rooms, campaign))).toBe(expected)
})

test('an instant that was changed, and a text that is not written canonically, count for nothing', async () => {
  const { rooms, campaign } = await signed()
  await rooms.store.tx(tx =>
    tx
      .updateTable('campaign_approvals')
      .set({ at: SIGNED - 1 })
      .execute(),
  )
  expect(why(await ask(rooms, campaign))).toBe('unsigned')
  const other = await signed()
  await other.rooms.store.tx(tx =>
    tx
      .updateTable('campaign_sheets')
      .set({ body: `${other.campaign.body} ` })
      .execute(),
  )
  expect(why(await ask(other.rooms, other.campaign))).toBe('unknown')
})

test('nothing goes out after its end', async () => {
  const { rooms, campaign } = await signed({ until: NOW + 1 })
  expect(why(await ask(rooms, campaign))).toBe('SENDS')
  expect(why(await ask(rooms, campaign, { now: NOW + 1 }))).toBe('expired')
})

test('a sheet with its signatures sends nothing in another campaign, and nothing in another database', async () => {
  const { rooms, campaign, people } = await signed()
  const other = await addCampaign(rooms, { owner: people[0].staff.id })
  await rooms.store.tx(async tx => {
    await tx
      .updateTable('campaign_sheets')
      .set({ body: campaign.body })
      .where('campaign', '=', toBytes(other.id))
      .execute()
    for (const it of await approvalsOf(tx, campaign.id, 1)) await keepApproval(tx, { ...it, campaign: other.id })
  })
  expect(why(await ask(rooms, other))).toBe('unknown')

  // A copy of the rows in a database of the same secret, with the same people and keys.
  const there = { ...rooms, store: await freshStore() }
  const [first, second] = people
  for (const { staff } of people) await there.store.tx(tx => insertStaff(tx, { ...staff, salt: randomBytes(16) }))
  for (const { signer } of [first, second])
    await there.store.tx(tx => insertSigner(tx, there, signer, new Uint8Array()))
  const rows = await rooms.store.tx(async tx => ({
    campaigns: await tx.selectFrom('campaigns').selectAll().where('id', '=', toBytes(campaign.id)).execute(),
    sheets: await tx.selectFrom('campaign_sheets').selectAll().where('number', '=', 1).execute(),
  }))
  await there.store.tx(async tx => {
    await tx.insertInto('campaigns').values(rows.campaigns).execute()
    await tx
      .insertInto('campaign_sheets')
      .values(rows.sheets.filter(it => toId(it.campaign) === campaign.id))
      .execute()
  })
  for (const it of [first, second]) await approve(there, campaign, it, SIGNED)
  expect(why(await ask(there, campaign))).toBe('foreign')
})

test('who was retired, or left, or may no longer sign, has signed nothing', async () => {
  for (const [leave, again] of [
    [(rooms, person) => rooms.store.tx(tx => setSignerState(tx, rooms, person.signer, 'retired')), 'retired'],
    [(rooms, person) => rooms.store.tx(tx => retireStaff(tx, person.staff.id)), 'gone'],
    [(rooms, person) => rooms.store.tx(tx => changeStaff(tx, person.staff.id, { role: 'reader' })), 'reader'],
  ] as [(rooms: Rooms, person: Awaited<ReturnType<typeof addPerson>>) => Promise<void>, string][]) {
    const { rooms, campaign, people } = await signed()
    await leave(rooms, people[1])
    expect([again, why(await ask(rooms, campaign))]).toEqual([again, 'unsigned'])
  }
})

test('a retired signer whose row is put back from a backup stays retired', async () => {
  const { rooms, campaign, people } = await signed()
  const before = await rooms.store.tx(tx => tx.selectFrom('signers').selectAll().execute())
  await rooms.store.tx(tx => setSignerState(tx, rooms, people[1].signer, 'retired'))
  await rooms.store.tx(async tx => {
    await tx.deleteFrom('signers').execute()
    await tx
      .insertInto('signers')
      .values(before as never)
      .execute()
  })
  expect(why(await ask(rooms, campaign))).toBe('unsigned')
})

test('a write to the database makes no signer: neither a new one, nor a waiting one, nor another’s key', async () => {
  const rooms = await open()
  const one = await addPerson(rooms)
  const thief = await addStaff(rooms)
  const campaign = await addCampaign(rooms, { owner: one.staff.id })
  await approve(rooms, campaign, one, SIGNED)
  const key = await newKey()
  const forge = async (row: Record<string, unknown>) => {
    const by = { staff: thief, signer: { ...one.signer, id: randomBytes(16).toString('base64url') }, sign: key.sign }
    await rooms.store.tx(tx =>
      tx
        .insertInto('signers')
        .values({
          ...{ staff: toBytes(thief.id), public_key: key.publicKey, wrapped: key.wrapped, state: 'active' },
          ...{ since: '2023-11-14', seal: randomBytes(80) as Uint8Array as Sealed, ...row },
          id: toBytes((row.id as string | undefined) ?? by.signer.id),
        })
        .execute(),
    )
    await approve(rooms, campaign, by, SIGNED)
    return why(await ask(rooms, campaign))
  }
  expect(await forge({})).toBe('unsigned')
  const [sealed] = await rooms.store.tx(tx =>
    tx.selectFrom('signers').select('seal').where('id', '=', toBytes(one.signer.id)).execute(),
  )
  expect(await forge({ seal: sealed?.seal })).toBe('unsigned')
  const elsewhere = createPrivacy({ secret: randomBytes(32), world })
  const own = {
    staff: thief.id,
    publicKey: Buffer.from(key.publicKey).toString('base64url'),
    state: 'active',
    since: '2023-11-14',
  }
  const id = randomBytes(16).toString('base64url')
  expect(await forge({ id, seal: elsewhere.seal('signer', JSON.stringify(own), id) })).toBe('unsigned')

  // One that waits, made active by a write; one that is active, given to somebody else.
  const waits = await addPerson(rooms, { state: 'waits' })
  await approve(rooms, campaign, waits, SIGNED)
  await rooms.store.tx(tx =>
    tx.updateTable('signers').set({ state: 'active' }).where('id', '=', toBytes(waits.signer.id)).execute(),
  )
  expect(why(await ask(rooms, campaign))).toBe('unsigned')
  const second = await addPerson(rooms, { of: one.staff })
  await approve(rooms, campaign, second, SIGNED)
  await rooms.store.tx(tx =>
    tx
      .updateTable('signers')
      .set({ staff: toBytes(thief.id) })
      .where('id', '=', toBytes(second.signer.id))
      .execute(),
  )
  expect(why(await ask(rooms, campaign))).toBe('unsigned')
})

test('whoever writes campaign, sheet, approvals, runs and lines to the database sends nothing', async () => {
  const rooms = await open()
  const staff = await addStaff(rooms)
  const thieves = [await newKey(), await newKey()]
  const campaign = await addCampaign(rooms, { owner: staff.id, state: 'running' })
  for (const { sign } of thieves)
    await approve(
      rooms,
      campaign,
      { staff, sign, signer: { id: randomBytes(16).toString('base64url') } as never },
      SIGNED,
    )
  await rooms.store.tx(tx => addRun(tx, campaign.id, null))
  expect(why(await ask(rooms, campaign, { run: 1 }))).toBe('unsigned')
})

test('what was taken back stays so, whatever is put back', async () => {
  const { rooms, campaign } = await signed()
  const rows = await rooms.store.tx(tx => approvalsOf(tx, campaign.id, 1))
  await rooms.store.tx(async tx => {
    await moveCampaign(tx, campaign.id, ['approved'], 'cancelled')
    await revokeApprovals(tx, rooms.store.ledger, { campaign: campaign.id })
  })
  expect(why(await ask(rooms, campaign))).toBe('cancelled')
  await rooms.store.tx(tx => moveCampaign(tx, campaign.id, ['cancelled'], 'running'))
  expect(why(await ask(rooms, campaign))).toBe('unsigned')
  await rooms.store.tx(async tx => {
    for (const row of rows) await keepApproval(tx, row)
  })
  expect(why(await ask(rooms, campaign))).toBe('unsigned')
})

test.each(['draft', 'signing', 'template'] as const)('a campaign that is %s sends nothing', async state => {
  const { rooms, campaign } = await signed()
  await rooms.store.tx(tx => moveCampaign(tx, campaign.id, ['approved'], state))
  expect(why(await ask(rooms, campaign))).toBe('unsigned')
})

test('paused, ended, stopped by the switch, unknown: each says so', async () => {
  const { rooms, campaign } = await signed()
  await rooms.store.tx(tx => moveCampaign(tx, campaign.id, ['approved'], 'paused'))
  expect(why(await ask(rooms, campaign))).toBe('paused')
  await rooms.store.tx(tx => moveCampaign(tx, campaign.id, ['paused'], 'ended'))
  expect(why(await ask(rooms, campaign))).toBe('expired')
  expect(why(await ask(rooms, { ...campaign, number: 2 }))).toBe('unknown')
  await rooms.store.tx(tx => writeMeta(tx, 'campaigns', 'stopped'))
  expect(why(await ask(rooms, campaign))).toBe('stopped')
})

test('what is too late carries its sheet if people signed it, and no refusal of what they did not', async () => {
  const { rooms, campaign } = await signed()
  const sheet = async (now?: number) => (await ask(rooms, campaign, now === undefined ? {} : { now })).sheet?.number
  const late = 4_102_444_800_000
  expect(await sheet(late)).toBe(1)
  await rooms.store.tx(tx => moveCampaign(tx, campaign.id, ['approved'], 'ended'))
  expect(await sheet()).toBeUndefined()
  await rooms.store.tx(tx => moveCampaign(tx, campaign.id, ['ended'], 'approved'))
  await rooms.store.tx(tx => tx.deleteFrom('campaign_approvals').execute())
  expect(await sheet(late)).toBeUndefined()
})

test('demo keys, whose passphrase everybody knows, sign for the demo only', async () => {
  const rooms = await open()
  const { campaign } = await signedCampaign(rooms, { at: SIGNED, demo: true })
  expect(why(await ask(rooms, campaign))).toBe('unknown')
  expect(why(await ask({ ...rooms, demo: true }, campaign))).toBe('SENDS')
  await rooms.store.tx(async tx => {
    await tx.updateTable('campaigns').set({ demo: 0 }).execute()
    await tx.updateTable('staff').set({ demo: 0 }).execute()
  })
  expect(why(await ask(rooms, campaign))).toBe('unsigned')
})

test('single approval is no matter of a write, and ends with a second signer', async () => {
  const rooms = await open()
  const one = await addPerson(rooms)
  const campaign = await addCampaign(rooms, { owner: one.staff.id })
  await approve(rooms, campaign, one, SIGNED)
  const on = JSON.stringify({ id: 'x', signer: one.signer.id, day: '2023-11-14' })
  for (const forged of ['on', JSON.stringify(true), Buffer.from(on).toString('base64url')]) {
    await rooms.store.tx(tx => writeMeta(tx, 'single', forged))
    expect(why(await ask(rooms, campaign))).toBe('unsigned')
  }
  const kept = Buffer.from(rooms.privacy.seal('approval', on, rooms.store.instance)).toString('base64url')
  await rooms.store.tx(tx => writeMeta(tx, 'single', kept))
  expect(why(await ask(rooms, campaign))).toBe('SENDS')
  // Of another database.
  const there = Buffer.from(rooms.privacy.seal('approval', on, 'another')).toString('base64url')
  await rooms.store.tx(tx => writeMeta(tx, 'single', there))
  expect(why(await ask(rooms, campaign))).toBe('unsigned')
  await rooms.store.tx(tx => writeMeta(tx, 'single', kept))
  const second = await addPerson(rooms)
  expect(why(await ask(rooms, campaign))).toBe('unsigned')
  // Somebody else who is alone is not who it was switched on for.
  await rooms.store.tx(tx => setSignerState(tx, rooms, one.signer, 'retired'))
  await approve(rooms, campaign, second, SIGNED)
  expect(why(await ask(rooms, campaign))).toBe('unsigned')
})

test('a template goes out where and as long as it was launched, and a run that was written by hand is none', async () => {
  const audience = { ...everybody(), areas: ['JP-13', 'JP-27'] }
  const { rooms, campaign } = await signed({ purpose: 'template', emergency: true, audience })
  const launched = async (area: string, run: number, at = NOW) => {
    await rooms.store.tx(async tx => {
      await addRun(tx, campaign.id, area, run)
      await sealLaunch(tx, rooms, { campaign: campaign.id, sheet: 1, run, area, at })
    })
    return why(await ask(rooms, campaign, { run }))
  }
  expect(why(await ask(rooms, campaign))).toBe('unknown')
  expect(await launched('JP-13', 1)).toBe('SENDS')
  expect(await launched('KR-11', 2)).toBe('unknown')
  await rooms.store.tx(tx => addRun(tx, campaign.id, 'JP-27', 3))
  expect(why(await ask(rooms, campaign, { run: 3 }))).toBe('unknown')
  // Another area, and another run, than was launched.
  await rooms.store.tx(tx => tx.updateTable('campaign_runs').set({ area: 'JP-27' }).where('run', '=', 1).execute())
  expect(why(await ask(rooms, campaign, { run: 1 }))).toBe('unknown')
  expect(await launched('JP-13', 4)).toBe('SENDS')
  const hours = 3_600_000
  expect(why(await ask(rooms, campaign, { run: 4, now: NOW + 12 * hours - 1 }))).toBe('SENDS')
  expect(why(await ask(rooms, campaign, { run: 4, now: NOW + 12 * hours }))).toBe('expired')
  expect(await launched('JP-13', 5, 4_102_444_800_000)).toBe('unknown')
})

const everybody = (): Sheet['audience'] => ({
  ...{ topics: [], areas: [], langs: [], channels: [], took: [], joined: { from: null, before: null } },
  except: { topics: [], areas: [], langs: [], channels: [], took: [] },
})
const addRun = (
  tx: Parameters<Parameters<Rooms['store']['tx']>[0]>[0],
  campaign: CampaignId,
  area: string | null,
  run = 1,
) =>
  tx
    .insertInto('campaign_runs')
    .values({
      ...{ campaign: toBytes(campaign), run, sheet: 1, purpose: 'call', state: 'sending', at: NOW, area },
      ...{ cursor: null, began: NOW, ended: null },
    })
    .execute()
