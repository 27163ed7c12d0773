/** Once people have signed other words for a call, its first words reach nobody any more. */
import { expect, test } from 'vitest'
import { HOLD } from '../../src/domain/campaigns/hold.ts'
import { type Sheet, writeSheet } from '../../src/domain/campaigns/sheet.ts'
import { insertSheet } from '../../src/store/campaigns.ts'
import { approve } from '../app/campaigns/signed.ts'
import { sheetOf } from '../domain/campaigns/sheets.ts'
import { campaignStage } from './campaign-stage.ts'

const DAY = 86_400_000
const open = async () => {
  const its = await campaignStage()
  const { store, clock } = its
  const call = await its.begin({ until: clock.now() + 9 * DAY })
  /** A correction that so many have signed. */
  const correct = async (number: number, title: string, signed = 2, changes: Partial<Sheet> = {}) => {
    const texts = { en: { title, body: 'In the other hall.' } }
    const until = clock.now() + 2 * DAY
    const whole = { instance: store.instance, campaign: call.id, number, purpose: 'correction' as const, texts, until }
    const body = writeSheet(sheetOf({ ...whole, ...changes }))
    const sheet = { campaign: call.id, number, purpose: 'correction' as const, body, at: 0 }
    await store.tx(tx => insertSheet(tx, { ...sheet, staff: call.people[0].staff.id }))
    for (const signer of call.people.slice(0, signed))
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
