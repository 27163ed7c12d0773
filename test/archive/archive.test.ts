/** What stands on the public pages, and what never does. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { type Sheet, writeSheet } from '../../src/domain/campaigns/sheet.ts'
import { STATES } from '../../src/domain/campaigns/states.ts'
import type { CampaignId } from '../../src/kit/ids.ts'
import { revokeApprovals } from '../../src/store/campaigns/approvals.ts'
import { passWords } from '../../src/store/campaigns/judged.ts'
import { toBytes } from '../../src/store/ids.ts'
import { saveMedia } from '../../src/store/media.ts'
import { retireStaff } from '../../src/store/staff.ts'
import { addCampaign, addPerson, approve } from '../app/campaigns/signed.ts'
import { plantWords } from '../store/planted-campaigns.ts'
import { EVENT, type Kind, NOW, openArchive, textOf } from './rig.ts'

type Rig = Awaited<ReturnType<typeof openArchive>>
const open = async (kind?: Kind) => {
  const rig = await openArchive()
  const { people, campaign } = await rig.send(kind)
  return { ...rig, people, id: campaign.id, page: () => rig.get(`/calls/${campaign.id}`) }
}
/** By hands that have the database and nothing else. */
const rewrite = (
  { store }: Rig,
  id: CampaignId,
  table: 'campaigns' | 'campaign_sheets',
  row: Record<string, unknown>,
) =>
  store.tx(tx =>
    tx
      .updateTable(table as 'campaigns')
      .set(row as { state: string })
      .where((table === 'campaigns' ? 'id' : 'campaign') as 'id', '=', toBytes(id))
      .execute(),
  )

const ALL = ['/calls', '/calls.rss', '/calls.ics']

test('a group without an open call has no such page: the address is answered as if nobody knew it', async () => {
  const rig = await openArchive()
  expect(await rig.archive.any()).toBe(false)
  for (const path of [...ALL, '/calls/x', `/calls/${'A'.repeat(22)}`])
    expect(await rig.get(path)).toMatchObject({ status: 404, html: 'nobody else' })
  await rig.send({ open: false })
  expect(await rig.get('/calls')).toMatchObject({ status: 404, html: 'nobody else' })
  await rig.send()
  expect((await rig.get('/calls')).status).toBe(200)
  expect(await rig.archive.any()).toBe(true)
  // Another address is still somebody else's.
  expect(await rig.get('/callsx')).toMatchObject({ html: 'nobody else' })
})

test('what was sent and is open stands there, with what one can do and without anything to fill in', async () => {
  const actions: Sheet['actions'] = [{ kind: 'sign', target: 500 }, { kind: 'friend' }]
  const { id, page, get } = await open({ actions, goal: 'Wages on time', sources: ['https://law.example/1', 'A law'] })
  const { html, headers, status } = await page()
  expect(status).toBe(200)
  expect(textOf(html)).toContain('Demo: pay on time This is a demo call for all places.')
  expect(html).toContain(`href="https://t.me/tulay_example_bot?start=c_${id}l_en"`)
  expect(html).toContain(`href="/?c=${id}&amp;lang=en"`)
  expect(html).toContain('<a href="https://law.example/1"')
  expect(textOf(html)).toMatch(/Sign .*Tell a friend .*Signatures fewer than 5 \(Goal: 500\).*Wages on time.*A law/)
  expect(html).not.toMatch(/<(form|script|input|button|iframe)|\sstyle=|\son\w+=/)
  expect(headers.get('set-cookie')).toBeNull()
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self'/)
  expect(headers.get('content-security-policy')).not.toMatch(/script|unsafe|http/)
  expect((await get('/calls')).html).toContain(`<a lang="en" dir="ltr" href="/calls/${id}">Demo: pay on time</a>`)
})

test('one that says it is not open, or has not gone out, is not there', async () => {
  const rig = await openArchive()
  await rig.send({ texts: { en: { title: 'Seen', body: 'x' } } })
  const closed = (await rig.send({ open: false })).campaign
  const waiting = await addCampaign(rig, { owner: (await addPerson(rig)).staff.id, open: true, state: 'running' })
  for (const { id } of [closed, waiting]) expect((await rig.get(`/calls/${id}`)).status).toBe(404)
  for (const path of ALL) expect((await rig.get(path)).html).not.toContain('pay on time')
})

test.each(STATES.map(state => [state, ['running', 'paused', 'ended'].includes(state)] as const))(
  'a campaign in state %s is shown: %s',
  async (state, shown) => {
    const rig = await openArchive()
    await rig.send({ texts: { en: { title: 'Seen', body: 'x' } } })
    const { campaign } = await rig.send({ state })
    expect((await rig.get(`/calls/${campaign.id}`)).status).toBe(shown ? 200 : 404)
    expect((await rig.get('/calls')).html.includes(campaign.id)).toBe(shown)
    expect((await rig.get('/calls.rss')).html.includes(campaign.id)).toBe(shown)
  },
)

test('a recalled one is gone from every page, at once', async () => {
  const it = await open({ event: EVENT })
  await it.send({ texts: { en: { title: 'Seen', body: 'x' } } })
  expect((await it.page()).status).toBe(200)
  await it.run(it.id, 1, 'recall')
  const { status, html } = await it.page()
  expect([status, textOf(html)]).toEqual([404, expect.stringContaining('There is nothing here, or it was taken back.')])
  for (const path of ALL) expect((await it.get(path)).html).not.toContain(it.id)
  expect((await it.get(`/calls/${it.id}.ics`)).status).toBe(404)
  expect((await it.get(`/calls/${it.id}/qr.svg`)).status).toBe(404)
})

test.each<[how: string, forge: (it: Rig & { id: CampaignId }) => Promise<unknown>]>([
  [
    'other words in the sheet',
    it => rewrite(it, it.id, 'campaign_sheets', { body: writeSheet({ ...sheetIn(it), texts: FORGED }) }),
  ],
  ['no approvals', it => it.store.tx(tx => tx.deleteFrom('campaign_approvals').execute())],
  ['one approval', it => dropOne(it)],
  [
    'approvals that were taken back',
    it => it.store.tx(tx => revokeApprovals(tx, it.store.ledger, { campaign: it.id })),
  ],
  [
    'signers that the secret did not seal',
    it => it.store.tx(tx => tx.updateTable('signers').set({ seal: SEAL }).execute()),
  ],
])('what two people did not sign is not shown: %s', async (_, forge) => {
  const it = await open()
  await it.send({ texts: { en: { title: 'Seen', body: 'x' } } })
  expect((await it.page()).status).toBe(200)
  await forge(it)
  expect((await it.page()).status).toBe(404)
  for (const path of ALL) expect((await it.get(path)).html).not.toMatch(/pay on time|Forged/)
})
const FORGED = { en: { title: 'Forged', body: 'Forged' } }
const SEAL = Buffer.alloc(60) as never
const sheetIn = ({ store, id }: Rig & { id: CampaignId }): Sheet => ({
  ...({
    v: 1,
    number: 1,
    purpose: 'call',
    kind: 'call',
    goal: '',
    emergency: false,
    fallback: 'en',
    media: {},
  } as const),
  ...{
    instance: store.instance,
    campaign: id,
    texts: FORGED,
    actions: [],
    when: { how: 'now' },
    until: 4_102_444_800_000,
  },
  audience: {
    ...{ topics: [], areas: [], langs: [], channels: [], took: [], joined: { from: null, before: null } },
    except: { topics: [], areas: [], langs: [], channels: [], took: [] },
  },
  ...{ ends: null, event: null, sources: [], checks: [], open: true },
})
const dropOne = ({ store, id }: Rig & { id: CampaignId }) =>
  store.tx(async tx => {
    const { signer } = await tx
      .selectFrom('campaign_approvals')
      .select('signer')
      .where('campaign', '=', toBytes(id))
      .executeTakeFirstOrThrow()
    await tx.deleteFrom('campaign_approvals').where('signer', '=', signer).execute()
  })

test('two keys of one person are one person', async () => {
  const rig = await openArchive()
  await rig.send({ texts: { en: { title: 'Seen', body: 'x' } } })
  const one = await addPerson(rig)
  const other = await addPerson(rig, { of: one.staff, state: 'retired' })
  const campaign = await addCampaign(rig, { owner: one.staff.id, open: true, state: 'running' })
  for (const key of [one, other]) await approve(rig, campaign, key, NOW - 600_000)
  await rig.run(campaign.id, campaign.number, 'call')
  expect((await rig.get(`/calls/${campaign.id}`)).status).toBe(404)
})

test('it stays when those who signed it have left', async () => {
  const it = await open({ state: 'ended' })
  await it.store.tx(async tx => {
    for (const { staff } of it.people) await retireStaff(tx, staff.id)
  })
  expect((await it.page()).status).toBe(200)
})

test('a demo shows what is the demo’s, and nobody else does', async () => {
  const demo = await openArchive({ demo: true })
  await demo.send()
  expect(textOf((await demo.get('/calls')).html)).toContain('Demo: a place to try things out.')
  await demo.store.tx(tx => tx.updateTable('campaigns').set({ demo: 0 }).execute())
  expect((await demo.get('/calls')).status).toBe(404)
})

test('a correction takes the place of the words, and a result stands below them; neither without signatures', async () => {
  const it = await open()
  const texts = (title: string) => ({ en: { title, body: `${title} in full` } })
  await it.add(it.id, 2, [], { purpose: 'correction', texts: texts('Forged') })
  await it.run(it.id, 2, 'correction')
  expect((await it.page()).html).toContain('pay on time')
  expect((await it.page()).html).not.toContain('Forged')
  await it.add(it.id, 3, it.people, { purpose: 'correction', texts: texts('Set right') })
  expect((await it.page()).html).not.toContain('Set right')
  await it.run(it.id, 3, 'correction')
  expect(textOf((await it.page()).html)).toMatch(/Set right in full.*We corrected this text/)
  await it.add(it.id, 4, it.people.slice(1), { purpose: 'result', texts: texts('Half signed') })
  await it.run(it.id, 4, 'result')
  await it.add(it.id, 5, it.people, { purpose: 'result', texts: texts('We won') })
  await it.run(it.id, 5, 'result')
  expect(textOf((await it.page()).html)).toMatch(/Set right in full.*What came of it We won We won in full/)
  // A sheet of another purpose in the place of a result is none.
  await it.add(it.id, 6, it.people, { purpose: 'call', texts: texts('Another call') })
  await it.run(it.id, 6, 'result')
  expect((await it.page()).html).not.toContain('Another call')
})

test('counts are rounded down while they grow, hidden below five, and exact when it is over', async () => {
  const actions: Sheet['actions'] = [
    { kind: 'sign', target: null },
    { kind: 'rsvp', places: 20 },
  ]
  const it = await open({ actions, ends: NOW + 3_600_000 })
  const tally = (act: string, answer: string, area: string, n: number) =>
    it.store.tx(tx =>
      tx
        .insertInto('campaign_tallies')
        .values({ campaign: toBytes(it.id), act, answer, area, lang: '*', n })
        .execute(),
    )
  await tally('sign', '', 'JP-11', 3)
  await tally('rsvp', 'no', '', 40)
  await tally('rsvp', 'yes', '', 4)
  expect(textOf((await it.page()).html)).toMatch(/Signatures fewer than 5 People who come fewer than 5/)
  await tally('sign', '', 'JP-13', 44)
  const paper = { day: '2026-01-01', area: null, staff: toBytes(it.people[0].staff.id) }
  await it.store.tx(async tx => {
    const values = { ...paper, campaign: toBytes(it.id) }
    await tx
      .insertInto('campaign_paper')
      .values({ ...values, number: 1, n: 1000, witness: null })
      .execute()
    const witness = toBytes(it.people[1].staff.id)
    await tx
      .insertInto('campaign_paper')
      .values({ ...values, number: 2, n: 6, witness })
      .execute()
  })
  expect(textOf((await it.page()).html)).toMatch(/Signatures 50 or more People/)
  it.clock.now += 2 * 3_600_000
  expect(textOf((await it.page()).html)).toMatch(/This is over.*Signatures 53 People who come fewer than 5/)
})

test('a file is shown if its bytes are those that were signed', async () => {
  const bytes = Buffer.from('a picture, let us say')
  const hash = createHash('sha256').update(bytes).digest('base64url')
  const it = await open({ media: { '*': { kind: 'photo', hash } } })
  const media = { hash, kind: 'photo', mime: 'image/jpeg', name: 'IMG_boss.jpg', bytes } as const
  await it.store.tx(tx => saveMedia(tx, media))
  const path = `/calls/${it.id}/${hash}`
  expect((await it.page()).html).toContain(`<img class="photo" src="${path}"`)
  const file = await it.get(path)
  expect([file.status, file.html]).toEqual([200, String(bytes)])
  expect(file.headers.get('content-type')).toBe('image/jpeg')
  expect(file.headers.get('content-disposition')).toBe('inline; filename="photo.jpg"')
  expect(file.headers.get('content-security-policy')).toContain('sandbox')
  const other = (await it.send()).campaign
  expect((await it.get(`/calls/${other.id}/${hash}`)).status).toBe(404)
  await it.store.tx(tx =>
    tx
      .updateTable('media')
      .set({ bytes: Buffer.from('another') })
      .execute(),
  )
  expect((await it.get(path)).status).toBe(404)
})

test('organizations stand there by the names that a moderator let pass; names that somebody wrote into the table do not', async () => {
  const { store, privacy, id, page } = await open({ kind: 'sign-on', actions: [{ kind: 'organization' }] })
  const words = await plantWords(store, id, { act: 'organization' })
  const forged = await plantWords(store, id, { act: 'organization' })
  await store.tx(async tx => {
    await passWords(tx, privacy, words, 'Demo <b>Union</b> of Cooks')
    const row = tx.updateTable('campaign_words').set({ state: 'passed', text: 'Demo Forgers' })
    await row.where('concern', '=', toBytes(forged)).execute()
  })
  const { html } = await page()
  expect(html).toContain('<bdi>Demo &lt;b&gt;Union&lt;/b&gt; of Cooks</bdi>')
  expect(html).not.toContain('Forgers')
})
