/** Until when one can take part: said by the call, and the same in the chat, on the public page and for the clock. */
import { expect, test } from 'vitest'
import { callOf } from '../../../src/app/campaigns/acts/call.ts'
import { saveTelling } from '../../../src/app/campaigns/course/tell.ts'
import { findOpenCalls } from '../../../src/app/campaigns/open/calls.ts'
import { planCall } from '../../../src/app/campaigns/runs/plan.ts'
import { HOLD } from '../../../src/domain/campaigns/hold.ts'
import { readyFindings } from '../../../src/domain/campaigns/ready.ts'
import { readSheet, type Sheet } from '../../../src/domain/campaigns/sheet.ts'
import { campaignById, sheetByNumber } from '../../../src/store/campaigns/index.ts'
import { planRun } from '../../../src/store/campaigns/runs.ts'
import { DAY, HOUR, NOON, openRuns } from './runs-rig.ts'
import { approve, signedCampaign } from './signed.ts'

const sheetIn = (body = ''): Sheet => {
  const sheet = readSheet(body)
  if (!sheet) throw new Error('no sheet')
  return sheet
}

const open = async (times: Pick<Sheet, 'until' | 'ends'>) => {
  const rig = await openRuns()
  const { rooms, store, now } = rig
  const { campaign, people } = await signedCampaign(rooms, { ...times, open: true, at: now() - HOLD.usual })
  const { id } = campaign
  await store.tx(tx => planCall(tx, { campaign: id, sheet: sheetIn(campaign.body) }, now()))
  await rig.tick()
  return {
    ...rig,
    /** Written, signed by both, and sent. */
    async correct(): Promise<Sheet> {
      const texts = new Map([['en', { title: 'Demo: mended', body: 'Words.' }]])
      const number = await saveTelling(rooms as never, people[0].staff, { id, purpose: 'correction', texts })
      if (!number.ok) throw new Error(number.why)
      const body = (await store.tx(tx => sheetByNumber(tx, id, number.value)))?.body ?? ''
      for (const person of people) await approve(rooms, { id, number: number.value, body }, person, now())
      await store.tx(tx => planRun(tx, { campaign: id, sheet: number.value, purpose: 'correction', at: now() }))
      await rig.pass(HOLD.usual)
      return sheetIn(body)
    },
    /** Whether one can take part: in the chat, on the page, by the clock. */
    async goesOn(): Promise<boolean[]> {
      await rig.tick()
      return store.tx(async tx => {
        const [page] = await findOpenCalls(tx, rooms, now())
        const state = (await campaignById(tx, id))?.state
        return [!(await callOf(tx, rooms, id, now()))?.over, page?.open === true, state === 'running']
      })
    },
  }
}

test.each([
  ['as long as it goes out', { until: NOON + 30 * DAY, ends: null }],
  ['longer than it goes out', { until: NOON + DAY, ends: NOON + 30 * DAY }],
])('%s: a correction, late or early, leaves the end where it was', async (_, times) => {
  const it = await open(times)
  const { ends } = await it.correct()
  expect(ends).toBe(NOON + 30 * DAY)
  expect(await it.goesOn()).toEqual([true, true, true])
  it.set(NOON + 3 * DAY)
  expect(await it.goesOn()).toEqual([true, true, true])
  it.set(NOON + 30 * DAY - 1)
  expect(await it.goesOn()).toEqual([true, true, true])
  it.set(NOON + 30 * DAY)
  expect(await it.goesOn()).toEqual([false, false, false])
})

test('what stands wrong on phones can be corrected after the end too', async () => {
  const it = await open({ until: NOON + HOUR, ends: null })
  it.set(NOON + 2 * HOUR)
  const sheet = await it.correct()
  expect(readyFindings(sheet, { now: it.now(), langs: ['en'] })).toEqual([])
  expect(await it.goesOn()).toEqual([false, false, false])
})
