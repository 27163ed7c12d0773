/** What went out is corrected or taken away on the phones that have it. */
import { expect, test } from 'vitest'
import { createCampaignClock } from '../../src/app/campaigns/runs/index.ts'
import { forgetPerson } from '../../src/app/forget-person.ts'
import { HOLD } from '../../src/domain/campaigns/hold.ts'
import { writeSheet } from '../../src/domain/campaigns/sheet.ts'
import type { Address, CampaignId } from '../../src/kit/ids.ts'
import { plain, type Sent } from '../../src/kit/message.ts'
import { insertSheet, moveCampaign } from '../../src/store/campaigns/index.ts'
import { pruneRefs } from '../../src/store/campaigns/refs.ts'
import { approve } from '../app/campaigns/signed.ts'
import { words } from '../app/rig.ts'
import { sheetOf } from '../domain/campaigns/sheets.ts'
import { campaignStage } from './campaign-stage.ts'
import { OK, personKey } from './stage.ts'

const people = (size: number) => Array.from({ length: size }, (_, n) => n)

const open = async () => {
  const its = await campaignStage()
  const { store, privacy, world, clock, channel } = its
  const done: string[] = []
  let answer: (n: number) => Sent = () => OK
  Object.assign(channel, {
    edit: async (to: Address, ref: string, message: Parameters<typeof channel.send>[1]) => {
      done.push(`edit ${to} ${ref} ${plain(message.text).split('\n')[0]}`)
      return answer(done.length)
    },
    remove: async (to: Address, ref: string) => {
      done.push(`remove ${to} ${ref}`)
      return answer(done.length)
    },
  })
  const runs = createCampaignClock({
    ...{ store, privacy, world, demo: false, pushes: () => true, quietHours: undefined, hold: () => undefined },
    ...{ pace: () => ({ perSecond: 30 }), nudge: () => undefined },
  })
  return {
    ...its,
    done,
    answer: (next: typeof answer) => {
      answer = next
    },
    tick: () => runs.runCampaigns(clock.now()),
    /** A correction of a campaign, signed by its people and past its hold. */
    correct: async ({ id, people: signers }: Awaited<ReturnType<typeof its.begin>>) => {
      const texts = { en: { title: 'Corrected', body: 'Come later.' } }
      const number = 2
      const body = writeSheet(sheetOf({ instance: store.instance, campaign: id, number, purpose: 'correction', texts }))
      const sheet = { campaign: id, number, purpose: 'correction' as const, body, staff: signers[0].staff.id, at: 0 }
      await store.tx(tx => insertSheet(tx, sheet))
      for (const signer of signers) await approve({ store }, { id, number, body }, signer, clock.now() - HOLD.usual)
      await its.run(id, number, 'correction')
    },
    refs: async () => (await store.tx(tx => tx.selectFrom('campaign_refs').selectAll().execute())).length,
    forget: (n: number) => {
      const tools = { store, privacy, world, words, pushes: () => true, demo: () => false }
      const chat = { person: personKey(n), channel: 'telegram', address: 'x' as Address }
      return store.tx(tx => forgetPerson(tx, chat, tools))
    },
    cancel: (id: CampaignId) => store.tx(tx => moveCampaign(tx, id, ['running'], 'cancelled')),
  }
}

test('a correction takes the place of what was sent, and whoever has not had it reads it corrected', async () => {
  const { begin, run, freeze, build, clock, wire, correct, tick, done, counts, refs } = await open()
  const call = await begin()
  await run(call.id)
  await freeze(call.id, 1, people(90))
  await build().start()
  await clock.pass(1000)
  const old = wire.length
  await correct(call)
  await clock.pass(5000)
  await tick()
  await clock.pass(5000)
  const titles = wire.map(({ text }) => text.split('\n')[0])
  const stale = titles.filter(title => title === 'Demo call').length
  expect(stale).toBeGreaterThanOrEqual(old)
  expect(stale).toBeLessThan(90)
  expect(titles.filter(title => title === 'Corrected')).toHaveLength(90 - stale)
  // Whoever has it already corrected is none the worse for it.
  expect(new Set(done.map(it => it.split(' ').slice(1, 3).join(' '))).size).toBe(90)
  expect(done).toContain(`edit chat 5 1 Corrected`)
  expect(await counts(call.id, 2)).toEqual(['edited 90', 'frozen 90'])
  expect(await refs()).toBe(90)
})

test('a recall takes it away, however the campaign stands, from nobody twice, and says it to nobody else', async () => {
  const { begin, run, freeze, build, clock, wire, cancel, tick, done, answer, counts, refs, forget, states } =
    await open()
  const call = await begin()
  await run(call.id)
  await freeze(call.id, 1, people(90))
  const delivery = build()
  await delivery.start()
  await clock.pass(1000)
  await forget(0)
  await run(call.id, 1, 'recall')
  await clock.pass(1000)
  const had = wire.length
  await cancel(call.id)
  // 429, a dead line, gone there: none of it ends another one's.
  answer(n => {
    if (n === 1) return { ok: false, why: 'slow-down', retryAfter: 2 }
    if (n === 2) return { ok: false, why: 'in-doubt' }
    return n === 3 ? { ok: false, why: 'refused', code: 400 } : OK
  })
  await tick()
  await clock.pass(20_000)
  expect(wire).toHaveLength(had)
  expect(had).toBeLessThan(90)
  expect(await counts(call.id)).toEqual([`dropped ${90 - had}`, `sent ${had}`])
  expect(await counts(call.id, 2)).toEqual(['failed:400 1', `frozen ${had - 1}`, `removed ${had - 2}`])
  expect(done.filter(it => it === 'remove chat 0 1')).toEqual([])
  expect(new Set(done).size).toBe(had - 1)
  expect(await refs()).toBe(1)
  expect(await states()).toEqual([])
})

test('where messages lie is forgotten with time and with the person, also of one that was on the wire', async () => {
  const { begin, run, freeze, build, clock, answers, refs, forget, store } = await open()
  const call = await begin()
  await run(call.id)
  await freeze(call.id, 1, [1, 2, 3])
  answers(attempt => ({ sent: OK, ms: attempt === 2 ? 5000 : 10 }))
  await build().start()
  await clock.pass(1000)
  expect(await refs()).toBe(2)
  await forget(1)
  await forget(3)
  await clock.pass(9000)
  expect(await refs()).toBe(1)
  expect(await store.tx(tx => pruneRefs(tx, clock.now()))).toBe(1)
})
