/** After the end: whoever taps a button of the call reads what came of it, as soon as people have signed that. */
import { expect, it, onTestFinished } from 'vitest'
import { HOLD } from '../../../../src/domain/campaigns/hold.ts'
import { type Sheet, writeSheet } from '../../../../src/domain/campaigns/sheet.ts'
import type { CampaignId } from '../../../../src/kit/ids.ts'
import { insertSheet, moveCampaign } from '../../../../src/store/campaigns/index.ts'
import { sheetOf } from '../../../domain/campaigns/sheets.ts'
import { addPerson, approve } from '../signed.ts'
import { type Acts, openActs, YES } from './rig.ts'

const HOUR = 3_600_000
const WON = { title: 'Demo: we won', body: 'Wages in {{area}} are paid.' }

/** A call that is over; Anna has taken part in it. */
const over = async (changes: Partial<Sheet> = {}) => {
  const acts = await openActs()
  onTestFinished(acts.close)
  const id = await acts.campaign({ ends: acts.now() + HOUR, ...changes })
  const anna = acts.person('anna')
  await anna.do(...YES)
  await anna.tap(id, 'sign')
  acts.pass(HOUR)
  return { acts, id, anna }
}

/** What came of it, signed by so many now. */
const tell = async (
  acts: Acts,
  id: CampaignId,
  { signed = 2, ...changes }: Partial<Sheet> & { signed?: number } = {},
) => {
  const it = { campaign: id, number: 2, purpose: 'result' } as const
  const body = writeSheet(sheetOf({ texts: { en: WON }, ...changes, ...it, instance: acts.store.instance }))
  const people = [await addPerson(acts), await addPerson(acts)]
  const [first] = people
  if (!first) throw new Error('nobody')
  await acts.store.tx(tx => insertSheet(tx, { ...it, body, staff: first.staff.id, at: acts.now() }))
  for (const person of people.slice(0, signed)) await approve(acts, { id, number: 2, body }, person, acts.now())
  acts.pass(HOLD.usual)
}

it('is told that it is over, and then what came of it, by each button and by a link', async () => {
  const { acts, id, anna } = await over()
  expect(await anna.tap(id, 'open')).toContain('This call is over.')
  expect(await anna.tap(id, 'open')).not.toContain('Demo: we won')
  await tell(acts, id)
  for (const state of ['running', 'ended'] as const) {
    for (const act of ['open', 'sign', 'poll', 'calendar', 'back']) {
      const said = await anna.tap(id, act)
      expect(said.indexOf('This call is over.'), act).toBeLessThan(said.indexOf('Demo: we won'))
      expect(said, act).toContain('are paid.')
      expect(said, act).not.toContain('[Sign]')
      expect(said, act).toContain('[Report a problem]')
    }
    await acts.store.tx(tx => moveCampaign(tx, id, [state], 'ended'))
  }
  // Somebody new, who took no part.
  const binh = acts.person('binh')
  expect(await binh.do({ kind: 'command', name: 'start', args: `c_${id}` }, 'English')).toContain('Demo: we won')
  expect(await acts.tallies(id)).toEqual({ 'sign   en': 1 })
})

it('is not shown what one person has signed, nor what can be taken back still', async () => {
  const { acts, id, anna } = await over()
  await tell(acts, id, { signed: 1 })
  expect(await anna.tap(id, 'open')).not.toContain('Demo: we won')
  const fresh = await over()
  await tell(fresh.acts, fresh.id)
  fresh.acts.pass(-1000)
  expect(await fresh.anna.tap(fresh.id, 'open')).not.toContain('Demo: we won')
  fresh.acts.pass(1000)
  expect(await fresh.anna.tap(fresh.id, 'open')).toContain('Demo: we won')
})

it('reads it with the name of their own area', async () => {
  const { acts, id, anna } = await over()
  await anna.do('/alerts', '2', 'done', 'Osaka', '1')
  await tell(acts, id)
  expect(await anna.tap(id, 'open')).toContain('Wages in Osaka are paid.')
})

it('reads it in whatever language there is, if it was written in none of theirs', async () => {
  const { acts, id, anna } = await over()
  await tell(acts, id, { texts: { ja: { title: 'デモ：勝ちました', body: 'ありがとう。' } }, fallback: null })
  const said = await anna.tap(id, 'open')
  expect(said).toContain('This call is over.')
  expect(said).toContain('デモ：勝ちました')
})
