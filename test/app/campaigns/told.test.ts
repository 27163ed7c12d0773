/** Who is told the result, and who is reminded: those who took part and asked for it, and nobody else. */
import { expect, test } from 'vitest'
import { actorOf, putDeed } from '../../../src/app/campaigns/acts/ledger.ts'
import type { Counted } from '../../../src/domain/campaigns/actions.ts'
import type { Address, CampaignId } from '../../../src/kit/ids.ts'
import { planRun } from '../../../src/store/campaigns/runs.ts'
import { EVENT } from './acts/rig.ts'
import { DAY, HOUR, MINUTE, openRuns, type RunsRig } from './runs-rig.ts'

type Part = { answer?: string; told?: boolean; waits?: boolean; lang?: string }
const takePart = (rig: RunsRig, campaign: CampaignId, who: string, act: Counted, part: Part = {}) => {
  const { answer, told = true, waits = false, lang = 'en' } = part
  const to = { channel: 'telegram', address: who as Address }
  const body = { answer: answer ? [answer] : [], area: '', lang, turn: 0, ...(told ? { to } : {}) }
  const actor = actorOf(rig.rooms.privacy, campaign, to)
  return rig.store.tx(tx => putDeed(tx, rig.rooms.privacy, actor, { act, state: waits ? 'waiting' : 'done', body }))
}
const told = async (rig: RunsRig) => (await rig.lines()).map(({ opened, lang }) => `${opened.to} ${lang}`).toSorted()

test('the result goes to who asked to be told of it, subscribed or not, in pages, each once', async () => {
  const rig = await openRuns()
  await rig.subscribe('subscribed, took no part')
  await rig.subscribe('subscribed, did not ask')
  const result = await rig.approve({ purpose: 'result', kind: 'petition' })
  const all = Array.from({ length: 1203 }, (_, n) => `signer ${n}`)
  for (const who of all) await takePart(rig, result, who, 'sign')
  // Who did two things is told once.
  await takePart(rig, result, 'signer 7', 'poll', { answer: 'pay', lang: 'ja' })
  await takePart(rig, result, 'subscribed, did not ask', 'sign', { told: false })
  await rig.store.tx(tx => tx.deleteFrom('campaign_runs').execute())
  await rig.store.tx(tx => planRun(tx, { campaign: result, sheet: 1, purpose: 'result', at: rig.now() }))
  await rig.tick()
  await rig.tick()
  const got = await told(rig)
  expect(got.map(it => it.replace(/ \w+$/, ''))).toEqual(all.toSorted())
})

test('of an event those are reminded who come and asked for it, not who waits for a place or stays away', async () => {
  const rig = await openRuns()
  const starts = rig.now() + 2 * DAY
  await rig.subscribe('subscribed, did nothing')
  const event = { ...EVENT, starts, ends: starts + HOUR, remind: [24] }
  const campaign = await rig.approve({ kind: 'event', event, actions: [{ kind: 'rsvp', places: 3 }] })
  await rig.tick()
  await takePart(rig, campaign, 'comes', 'rsvp', { answer: 'yes', lang: 'ja' })
  await takePart(rig, campaign, 'comes, did not ask', 'rsvp', { answer: 'yes', told: false })
  await takePart(rig, campaign, 'waits', 'rsvp', { waits: true })
  await takePart(rig, campaign, 'stays away', 'rsvp', { answer: 'no' })
  await takePart(rig, campaign, 'only signed', 'sign')
  expect(await told(rig)).toEqual(['subscribed, did nothing en'])
  await rig.pass(25 * HOUR)
  await rig.pass(MINUTE)
  expect(await told(rig)).toEqual(['comes ja', 'subscribed, did nothing en'])
})
