/**
 * Whatever people and staff do, and however often the server dies: nobody gets a campaign twice but who was being written to when it died,
 * nobody after their stop, and who stayed gets it. Real signatures, a real database, delivery as it is; only the messenger is made up, and the clock.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wakePaused } from '../../src/app/campaigns/kill.ts'
import { createCampaignClock } from '../../src/app/campaigns/runs/index.ts'
import { planCall } from '../../src/app/campaigns/runs/plan.ts'
import { endAlerts } from '../../src/app/commits/alerts.ts'
import { readSheet } from '../../src/domain/campaigns/sheet.ts'
import type { Address, CampaignId, Instant } from '../../src/kit/ids.ts'
import { plain } from '../../src/kit/message.ts'
import { moveCampaign } from '../../src/store/campaigns/index.ts'
import { cancelRuns } from '../../src/store/campaigns/runs.ts'
import { saveSubscription } from '../../src/store/subscriptions.ts'
import { campaignStage } from './campaign-stage.ts'
import { OK } from './stage.ts'

const PEOPLE = 4
const HOUR = 3_600_000
const everybody = Array.from({ length: PEOPLE }, (_, n) => n)
const text = (id: Uint8Array): string => Buffer.from(id).toString('base64url')

type Event =
  | { kind: 'subscribe'; who: number; lang: string; area: string | null }
  | { kind: 'stop'; who: number }
  | { kind: 'approve' | 'tick' | 'crash' }
  | { kind: 'pause' | 'resume' | 'cancel'; which: number }
  | { kind: 'pass' | 'jump'; ms: number }

const who = fc.nat(PEOPLE - 1)
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('subscribe' as const),
      who,
      lang: fc.constantFrom('en', 'ja', 'ko'),
      area: fc.constantFrom(null, 'JP-13', 'NP'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('stop' as const), who }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('approve' as const) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('tick' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('crash' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('pause' as const, 'resume' as const), which: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), which: fc.nat(3) }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(10, 300, HOUR, 9 * HOUR) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('jump' as const), ms: fc.constantFrom(-HOUR, -9 * HOUR, 5 * HOUR) }),
  },
)

type Call = { id: CampaignId; title: string; cancelled: boolean; at: number }

const openModel = async () => {
  const its = await campaignStage()
  const { store, privacy, world, clock, channel } = its
  const rooms = {
    ...{ store, privacy, world, demo: false, pushes: () => true, hold: () => undefined },
    ...{ quietHours: { from: 21 * 60, to: 8 * 60 }, pace: () => ({ perSecond: 30 }), nudge: () => delivery.nudge() },
  }
  const wire: { to: string; title: string; step: number }[] = []
  const allowed = new Set<string>()
  /** How often the server died while it wrote this to them: nobody knows whether it came, so it is sent once more. */
  const cutOff = new Map<string, number>()
  let step = 0
  Object.assign(channel, {
    send: async (to: Address, message: Parameters<typeof channel.send>[1]) => {
      wire.push({ to, title: plain(message.text).split('\n')[0] ?? '', step })
      await clock.sleep(40)
      return OK
    },
  })
  let delivery = its.build()
  await delivery.start()
  const calls: Call[] = []
  /** Since which step each is subscribed without a break. */
  const since = new Map<string, number>()
  const stopped = new Map<string, number>()
  const runs = createCampaignClock(rooms)
  const tick = async (): Promise<void> => {
    await wakePaused(rooms)
    await runs.runCampaigns(clock.now())
    delivery.nudge()
    await clock.rest()
  }
  /** Hours go by at once: delivery looks every second, and finds the same each time. */
  const pass = async (ms: number): Promise<void> => {
    if (ms >= HOUR) clock.set(ms)
    await clock.pass(ms < HOUR ? ms : 1100)
  }
  const chatOf = (n: number) => ({ channel: 'telegram', address: `chat ${n}` as Address })
  const personOf = (n: number) => privacy.person('telegram', chatOf(n).address)

  const happen = async (it: Event): Promise<void> => {
    step++
    if (it.kind === 'subscribe') {
      const person = personOf(it.who)
      const { address } = chatOf(it.who)
      const row = { person, channel: 'telegram', topics: [], area: it.area, lang: it.lang, since: null, digest: false }
      await store.tx(tx => saveSubscription(tx, { ...row, address: privacy.seal('address', address, person) }))
      if (!since.has(address)) since.set(address, step)
      stopped.delete(address)
    } else if (it.kind === 'stop') {
      const { address } = chatOf(it.who)
      const person = personOf(it.who)
      await store.tx(tx => endAlerts(tx, { ...chatOf(it.who), person }, { privacy }))
      // What is on the wire, or has its place there, cannot be taken back.
      for (const row of await its.rows())
        if (row.state === 'sending' && text(row.person) === person) allowed.add(`${address} ${step}`)
      since.delete(address)
      stopped.set(address, step)
    } else if (it.kind === 'approve' && calls.length < 4) {
      const title = `Demo ${calls.length}`
      const texts = { en: { title, body: 'Come.' }, ja: { title, body: '来て' } }
      const { id, campaign } = await its.begin({ texts, state: 'approved' } as never)
      const sheet = readSheet(campaign.body)
      if (!sheet) throw new Error('no sheet')
      await store.tx(tx => planCall(tx, { campaign: id, sheet }, clock.now() as Instant))
      calls.push({ id, title, cancelled: false, at: step })
    } else if (it.kind === 'pause' || it.kind === 'resume' || it.kind === 'cancel') {
      const call = calls[it.which]
      if (!call || call.cancelled) return
      await store.tx(async tx => {
        if (it.kind === 'pause') await moveCampaign(tx, call.id, ['running'], 'paused')
        if (it.kind === 'resume') await moveCampaign(tx, call.id, ['paused'], 'running')
        if (it.kind !== 'cancel') return
        call.cancelled = await moveCampaign(tx, call.id, ['approved', 'running', 'paused'], 'cancelled')
        await cancelRuns(tx, call.id)
      })
      if (it.kind !== 'pause') await tick()
    } else if (it.kind === 'tick') await tick()
    else if (it.kind === 'pass') await pass(it.ms)
    else if (it.kind === 'jump') clock.set(it.ms)
    else if (it.kind === 'crash') {
      for (const row of await its.rows()) {
        if (row.state !== 'sending') continue
        const who = everybody.find(n => personOf(n) === text(row.person))
        const title = calls.find(({ id }) => row.campaign && id === text(row.campaign))?.title
        const key = `chat ${who} ${title}`
        cutOff.set(key, (cutOff.get(key) ?? 0) + 1)
      }
      clock.forget()
      delivery = its.build()
      await delivery.start()
      await clock.rest()
    }
  }
  return { ...its, happen, tick, pass, wire, calls, since, stopped, allowed, cutOff }
}

const inFlightAtStop = (model: Awaited<ReturnType<typeof openModel>>, to: string): boolean =>
  model.allowed.has(`${to} ${model.stopped.get(to)}`)

test('nobody gets a campaign twice, nobody after their stop, and who stayed gets it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 40 }), async events => {
      const model = await openModel()
      const { wire, calls } = model
      let seen = 0
      const stoppedSince = new Map<string, number>()
      for (const it of events) {
        await model.happen(it)
        for (const { to, title, step } of wire.slice(seen)) {
          const stop = stoppedSince.get(to)
          const inFlight = stop !== undefined && model.allowed.has(`${to} ${stop}`)
          expect([title, to, stop === undefined || step <= stop || inFlight]).toEqual([title, to, true])
        }
        seen = wire.length
        stoppedSince.clear()
        for (const [chat, step] of model.stopped) stoppedSince.set(chat, step)
      }
      // Staff let everything go on; ten days pass.
      for (let which = 0; which < calls.length; which++) await model.happen({ kind: 'resume', which })
      for (let hour = 0; hour < 240; hour += 4) {
        await model.tick()
        await model.pass(4 * HOUR)
      }
      // Nor does anything reach, in all that time, who had stopped by then.
      const gone = wire.slice(seen).filter(({ to }) => model.stopped.has(to) && !inFlightAtStop(model, to))
      expect(gone).toEqual([])
      const each = wire.map(({ to, title }) => `${to} ${title}`)
      const tooOften = [...Map.groupBy(each, one => one)].filter(
        ([one, times]) => times.length > 1 + (model.cutOff.get(one) ?? 0),
      )
      expect(tooOften).toEqual([])
      // Who was there before it was approved and stayed has it, or nobody knows whether they have.
      const doubts = (await model.rows()).filter(({ state }) => state === 'unknown').length
      const missing = calls.flatMap(({ title, cancelled, at }) =>
        [...model.since].flatMap(([chat, from]) =>
          cancelled || from > at || each.includes(`${chat} ${title}`) ? [] : [`${chat} ${title}`],
        ),
      )
      expect(missing.length).toBeLessThanOrEqual(doubts)
    }),
    { numRuns: 25, interruptAfterTimeLimit: 60_000 },
  )
}, 120_000)
