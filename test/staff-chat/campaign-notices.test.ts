/** Those who sign are told in their linked chats what waits for them and what has gone out: once, over restarts. */
import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { createTellOfCampaigns } from '../../src/app/staff-chat/campaign-notices.ts'
import type { End } from '../../src/domain/campaigns/progress.ts'
import { type Sheet, writeSheet } from '../../src/domain/campaigns/sheet.ts'
import type { RunPurpose, State } from '../../src/domain/campaigns/states.ts'
import type { Address, CampaignId, LineId } from '../../src/kit/ids.ts'
import { type Message, plain } from '../../src/kit/message.ts'
import { createPrivacy } from '../../src/privacy/index.ts'
import { addCounts } from '../../src/store/campaigns/counts.ts'
import { insertSheet, moveCampaign } from '../../src/store/campaigns/index.ts'
import { moveRun, planRun } from '../../src/store/campaigns/runs.ts'
import { writeMeta } from '../../src/store/meta.ts'
import { saveStaffChat } from '../../src/store/staff-chats.ts'
import { addCampaign, addPerson, addStaff, approve, type Person } from '../app/campaigns/signed.ts'
import { directory, words } from '../app/rig.ts'
import { sheetOf } from '../domain/campaigns/sheets.ts'
import { freshStore } from '../store/fresh.ts'

const MINUTE = 60_000

type Kind = { purpose?: RunPurpose; reached?: End }

const open = async () => {
  const clock = { now: Date.UTC(2026, 0, 5) }
  const world = { now: () => clock.now, random: (size: number) => randomBytes(size) }
  const store = await freshStore()
  const privacy = createPrivacy({ secret: randomBytes(32), world })
  const rooms = { store, privacy }
  const tell = createTellOfCampaigns({
    ...{ ...rooms, world, words, areaName: directory.areaName, pages: 'https://help.example.org' },
    pushes: () => true,
    demo: () => false,
  })
  const link = async (staff: { id: Person['staff']['id'] }, address: string) => {
    const person = privacy.person('telegram', address as Address)
    const sealed = privacy.seal('chat', address, person)
    await store.tx(tx => saveStaffChat(tx, { person, staff: staff.id, channel: 'telegram', address: sealed }))
  }
  /** As often as the schedule does; who was told what. */
  const told = async () => {
    for (let n = 0; n < 3; n++) {
      await tell(clock.now)
      clock.now += 10_000
    }
    const lines = await store.tx(tx => tx.selectFrom('outbox').selectAll().execute())
    await store.tx(tx => tx.deleteFrom('outbox').execute())
    return lines
      .map(line => {
        const context = Buffer.from(line.id).toString('base64url') as LineId
        const letter = JSON.parse(Buffer.from(privacy.open('outbox', line.body, context) ?? []).toString())
        const { to, message, zone } = letter as { to: string; message: Message; zone?: string }
        return {
          to,
          text: plain(message.text),
          links: message.links?.map(({ url }) => url),
          zone,
          verbs: message.verbs,
        }
      })
      .toSorted((a, b) => (a.to < b.to ? -1 : 1))
  }
  const [ana, ben] = [await addPerson(rooms), await addPerson(rooms)]
  await link(ana.staff, '1')
  await link(ben.staff, '2')
  const begin = (changes: Partial<Omit<Sheet, 'campaign' | 'instance'>> & { state: State }) =>
    addCampaign(rooms, { owner: ana.staff.id, ...changes })
  const run = async (id: CampaignId, at = clock.now, { purpose = 'call', reached = 'sent' }: Kind = {}) => {
    const it = { campaign: id, run: await store.tx(tx => planRun(tx, { campaign: id, sheet: 1, purpose, at })) }
    return {
      ...it,
      end: (state: 'done' | 'cancelled') =>
        store.tx(async tx => {
          await moveRun(tx, it, ['waits'], { state: 'sending', began: clock.now })
          const count = (what: string, n: number) => ({ what, lang: 'en', channel: 'telegram', n })
          await addCounts(tx, it, [count('frozen', 120), count(reached, 110), count('failed:400', 10)])
          await moveRun(tx, it, ['sending'], { state, ended: clock.now })
        }),
    }
  }
  return { ...rooms, clock, told, ana, ben, link, begin, run }
}

it('tells what waits for a signature to whoever has not signed it, once, in the day', async () => {
  const it_ = await open()
  const moderator = await addStaff(it_, 'moderator')
  const keyless = await addStaff(it_, 'organizer')
  await it_.link(moderator, '8')
  await it_.link(keyless, '9')
  expect(await it_.told()).toEqual([])
  const campaign = await it_.begin({ state: 'signing', kind: 'petition' })
  const first = await it_.told()
  expect(first.map(({ to }) => to)).toEqual(['1', '2'])
  expect(first[0]).toMatchObject({
    text: expect.stringMatching(/^A campaign waits for your signature\.\n\n1\. Petition · .* · 0 of 2 have signed/),
    links: [
      'https://help.example.org/staff/app?see=campaigns',
      `https://help.example.org/staff/campaigns/${campaign.id}/approve?sheet=1`,
    ],
    zone: 'Asia/Tokyo',
    verbs: [],
  })
  expect(JSON.stringify(first)).not.toContain('pay on time')
  await approve(it_, campaign, it_.ana, it_.clock.now)
  expect(await it_.told()).toEqual([])
  const other = await it_.begin({ state: 'signing' })
  await approve(it_, other, it_.ana, it_.clock.now)
  expect((await it_.told()).map(({ to }) => to)).toEqual(['2'])
  const [alarm] = [await it_.begin({ state: 'signing', emergency: true })]
  expect((await it_.told()).map(({ to, zone }) => [to, zone])).toEqual([
    ['1', undefined],
    ['2', undefined],
  ])
  expect(alarm.number).toBe(1)
})

it('tells that one has gone out, with its figures, and what did not go out in time', async () => {
  const it_ = await open()
  const { id } = await it_.begin({ state: 'running' })
  const run = await it_.run(id)
  expect(await it_.told()).toEqual([])
  await run.end('done')
  const out = await it_.told()
  expect(out.map(({ to }) => to)).toEqual(['1', '2'])
  expect(out[0]?.text).toMatch(/^A campaign has gone out\.\n\n1\. .* · 110 of 120 sent, 0 left · 10 failed/)
  expect(await it_.told()).toEqual([])
  const failed = await it_.begin({ state: 'running' })
  await (await it_.run(failed.id)).end('cancelled')
  expect((await it_.told())[0]?.text).toMatch(/^A campaign did not go out when it should have/)
  const late = await it_.begin({ state: 'approved' })
  await it_.run(late.id, it_.clock.now)
  expect(await it_.told()).toEqual([])
  it_.clock.now += 16 * MINUTE
  expect((await it_.told())[0]?.text).toMatch(/^A campaign did not go out when it should have/)
  expect(await it_.told()).toEqual([])
})

it.each([
  ['correction', 'edited'],
  ['recall', 'removed'],
  ['result', 'shown'],
] as const)('counts whom a %s reached, though nothing new was sent', async (purpose, reached) => {
  const it_ = await open()
  const { id } = await it_.begin({ state: 'running' })
  await (await it_.run(id, it_.clock.now, { purpose, reached })).end('done')
  expect((await it_.told())[0]?.text).toContain('110 of 120 sent, 0 left · 10 failed')
})

it('tells whoever signs of what is said after a call, as long as it can be signed', async () => {
  const it_ = await open()
  const say = async (state: State, purpose: 'result' | 'correction', until = it_.clock.now + 60 * MINUTE) => {
    const { id } = await it_.begin({ state })
    const body = writeSheet(sheetOf({ instance: it_.store.instance, campaign: id, number: 2, purpose, until }))
    await it_.store.tx(tx =>
      insertSheet(tx, { campaign: id, number: 2, purpose, body, staff: it_.ana.staff.id, at: it_.clock.now }),
    )
    return (await it_.told()).map(({ to, text }) => [to, text.split('\n')[0]])
  }
  const both = ['1', '2'].map(to => [to, 'A campaign waits for your signature.'])
  for (const state of ['running', 'paused', 'ended'] as const)
    for (const purpose of ['result', 'correction'] as const) expect(await say(state, purpose)).toEqual(both)
  // Nobody has the call yet: a correction or a result that was signed now would go out before it, or in its place.
  for (const purpose of ['result', 'correction'] as const) expect(await say('approved', purpose)).toEqual([])
  // On phones it still stands, and is wrong.
  expect(await say('cancelled', 'correction')).toEqual(both)
  expect(await say('cancelled', 'result')).toEqual([])
  expect(await say('ended', 'correction', it_.clock.now)).toEqual([])
})

it('is silent about what people called off, paused or stopped themselves', async () => {
  const it_ = await open()
  const called = await it_.begin({ state: 'running' })
  await (await it_.run(called.id)).end('cancelled')
  await it_.store.tx(tx => moveCampaign(tx, called.id, ['running'], 'cancelled'))
  const paused = await it_.begin({ state: 'paused' })
  await it_.run(paused.id, it_.clock.now - 60 * MINUTE)
  expect(await it_.told()).toEqual([])
  const waits = await it_.begin({ state: 'approved' })
  await it_.run(waits.id, it_.clock.now - 60 * MINUTE)
  await it_.store.tx(tx => writeMeta(tx, 'campaigns', 'stopped'))
  expect(await it_.told()).toEqual([])
})
