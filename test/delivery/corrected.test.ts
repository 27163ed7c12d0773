/** Once people have signed other words for a call, its first words reach nobody any more. */
import { expect, test } from 'vitest'
import { sendAgain } from '../../src/app/campaigns/kill.ts'
import { retireSignersOf } from '../../src/app/campaigns/signing/retire.ts'
import { HOLD } from '../../src/domain/campaigns/hold.ts'
import { type Sheet, writeSheet } from '../../src/domain/campaigns/sheet.ts'
import type { Address, LineId } from '../../src/kit/ids.ts'
import { plain, type Sent } from '../../src/kit/message.ts'
import { insertSheet } from '../../src/store/campaigns/index.ts'
import { addPerson, approve, type Person } from '../app/campaigns/signed.ts'
import { sheetOf } from '../domain/campaigns/sheets.ts'
import { campaignStage } from './campaign-stage.ts'
import { OK } from './stage.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const open = async () => {
  const its = await campaignStage()
  const { store, clock } = its
  const call = await its.begin({ until: clock.now() + 9 * DAY })
  /** A correction that so many have signed. */
  const correct = async (number: number, title: string, by: number | Person[] = 2, changes: Partial<Sheet> = {}) => {
    const texts = { en: { title, body: 'In the other hall.' } }
    const until = clock.now() + 2 * DAY
    const { purpose = 'correction' } = changes
    const whole = { instance: store.instance, campaign: call.id, number, purpose, texts, until }
    const body = writeSheet(sheetOf({ ...whole, ...changes }))
    const sheet = { campaign: call.id, number, purpose, body, at: 0 }
    await store.tx(tx => insertSheet(tx, { ...sheet, staff: call.people[0].staff.id }))
    for (const signer of typeof by === 'number' ? call.people.slice(0, by) : by)
      await approve({ store }, { id: call.id, number, body }, signer, clock.now() - HOLD.usual)
  }
  const titles = () => its.wire.map(({ text }) => text.split('\n').filter(line => !line.startsWith('⏰'))[0])
  return { ...its, call, correct, titles }
}

test.each(['call', 'reminder'] as const)('two days later too, in a %s', async purpose => {
  const { call, correct, titles, run, freeze, build, clock } = await open()
  await correct(2, 'Corrected')
  await clock.pass(3 * DAY)
  await run(call.id, 1, purpose)
  await freeze(call.id, 1, [1])
  await build().start()
  await clock.pass(1000)
  expect(titles()).toEqual(['Corrected'])
})

test('while a second correction is written and waits for its signatures', async () => {
  const { call, correct, titles, run, freeze, build, clock } = await open()
  await correct(2, 'Corrected')
  await correct(3, 'Nobody signed', 1)
  await run(call.id)
  await freeze(call.id, 1, [1])
  await build().start()
  await clock.pass(1000)
  expect(titles()).toEqual(['Corrected'])
})

test('but not the words of a call that was written anew after it', async () => {
  const { call, correct, titles, run, freeze, build, clock } = await open()
  await correct(2, 'Corrected')
  await correct(3, 'Another call', 2, { purpose: 'call' })
  await run(call.id, 3)
  await freeze(call.id, 1, [1])
  await build().start()
  await clock.pass(1000)
  expect(titles()).toEqual(['Another call'])
})

test('nor when those who corrected it have left: it waits until it is signed again', async () => {
  const { call, correct, titles, run, freeze, build, clock, store, privacy } = await open()
  const rooms = { store, privacy, demo: false }
  const [first, second] = [await addPerson(rooms), await addPerson(rooms)]
  await correct(2, 'Corrected', [first, second])
  await store.tx(tx => retireSignersOf(tx, rooms, { staff: first.staff.id, by: second.staff.id, now: clock.now() }))
  await run(call.id)
  await freeze(call.id, 1, [1])
  await build().start()
  await clock.pass(1000)
  expect(titles()).toEqual([])
  await correct(3, 'Signed again')
  await clock.pass(HOUR)
  expect(titles()).toEqual(['Signed again'])
})

test('when it is said again to those of whom nobody knows whether it arrived', async () => {
  const { call, correct, titles, run, freeze, build, clock, answers, counts, store, world } = await open()
  await run(call.id)
  await freeze(call.id, 1, [1])
  answers(() => ({ sent: { ok: false, why: 'in-doubt' } }))
  const delivery = build()
  await delivery.start()
  await clock.pass(1000)
  expect(await counts(call.id)).toEqual(['unknown 1'])
  await correct(2, 'Corrected')
  answers(() => ({ sent: OK }))
  const rooms = { store, world, nudge: () => delivery.nudge() }
  expect(await sendAgain(rooms, call.people[0].staff.id, call.id)).toBe(1)
  // Not within the hour.
  await clock.pass(2 * HOUR)
  expect(titles()).toEqual(['Corrected'])
})

test('when a first correction is tried again after a second one has taken its place', async () => {
  const { call, correct, run, freeze, build, clock, channel, store, world } = await open()
  const edited: string[] = []
  let sent: Sent = { ok: false, why: 'in-doubt' }
  Object.assign(channel, {
    edit: async (_: Address, __: string, message: Parameters<typeof channel.send>[1]) => {
      edited.push(plain(message.text).split('\n')[0] ?? '')
      return sent
    },
  })
  await correct(2, 'Corrected')
  const first = await run(call.id, 2, 'correction')
  const of = 'A'.repeat(22) as LineId
  await freeze(call.id, first, [1], { op: { edit: '7', of } })
  const delivery = build()
  await delivery.start()
  await clock.pass(1000)
  sent = OK
  await correct(3, 'Corrected twice')
  const second = await run(call.id, 3, 'correction')
  await freeze(call.id, second, [1], { op: { edit: '7', of } })
  await clock.pass(5000)
  expect(await sendAgain({ store, world, nudge: () => delivery.nudge() }, call.people[0].staff.id, call.id)).toBe(1)
  await clock.pass(5000)
  expect(edited).toEqual(['Corrected', 'Corrected twice', 'Corrected twice'])
})
