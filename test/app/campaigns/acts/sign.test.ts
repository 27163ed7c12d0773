import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { CampaignId } from '../../../../src/kit/ids.ts'
import { addPaper } from '../../../../src/store/campaigns/paper.ts'
import { words } from '../../rig.ts'
import { openActs, YES } from './rig.ts'

const signed = async (acts: Awaited<ReturnType<typeof openActs>>, id: CampaignId) =>
  (await acts.tallies(id))['sign   en'] ?? 0

it('one tap signs, says how far it has come, and offers what follows', async () => {
  const acts = await openActs()
  const id = await acts.campaign()
  const anna = acts.person('anna')
  await anna.do(...YES)
  const said = await anna.tap(id, 'sign')
  expect(said).toContain('You signed. Signatures now: 1 of 5,000.')
  for (const label of ['Tell me the result', 'Tell a friend', 'Take it back']) expect(said).toContain(`[${label}]`)
  expect(said).not.toContain('[Sign]')
  expect(await acts.tallies(id)).toEqual({ 'sign   en': 1 })
  await acts.close()
})

it('counts a person once: double taps, another update of the same tap, another way of saying it', async () => {
  const acts = await openActs()
  const id = await acts.campaign()
  const anna = acts.person('anna')
  await anna.do(...YES)
  await anna.tap(id, 'sign')
  expect(await anna.tap(id, 'sign')).toContain('You have signed already')
  await anna.tap(id, 'open')
  const other = acts.person('binh')
  await other.do(...YES)
  await Promise.all([other.tap(id, 'sign'), other.tap(id, 'sign'), other.tap(id, 'sign')])
  expect(await signed(acts, id)).toBe(2)
  const rows = await acts.store.tx(tx => tx.selectFrom('campaign_actions').selectAll().execute())
  expect(rows).toHaveLength(2)
  await acts.close()
})

it('says yes to keeping something first, in one tap, and then signs', async () => {
  const acts = await openActs()
  const id = await acts.campaign()
  const anna = acts.person('anna')
  await anna.do({ kind: 'command', name: 'start', args: `c_${id}` })
  expect(anna.last().at(-1)?.choices).toHaveLength(words.languages().length)
  const call = await anna.do('English')
  expect(call).toContain('Demo: pay on time')
  expect(call).toContain('[Sign]')
  expect(await anna.do('sign')).toContain('do you agree?')
  expect(await acts.tallies(id)).toEqual({})
  const said = await anna.do('1')
  expect(said).toContain('You signed. Signatures now: 1 of 5,000.')
  expect(await acts.tallies(id)).toEqual({ 'sign   en': 1 })
  await acts.close()
})

it('keeps nothing of who says no', async () => {
  const acts = await openActs()
  const id = await acts.campaign()
  const anna = acts.person('anna')
  await anna.do({ kind: 'command', name: 'start', args: `c_${id}` }, 'English', 'sign')
  expect(await anna.do('No, keep nothing')).toContain('you did not take part')
  expect(await acts.tallies(id)).toEqual({})
  const tables = ['campaign_actions', 'people', 'sessions'] as const
  for (const table of tables)
    expect(await acts.store.tx(tx => tx.selectFrom(table).selectAll().execute()), table).toEqual([])
  await acts.close()
})

it('takes a signature back as if it had never been given', async () => {
  const acts = await openActs()
  const id = await acts.campaign()
  const anna = acts.person('anna')
  await anna.do(...YES)
  await anna.tap(id, 'sign')
  expect(await anna.do('take it back')).toContain('What do you want to take back?')
  const said = await anna.do('my signature')
  expect(said).toContain('You took it back.')
  expect(said).toContain('[Sign]')
  expect(await acts.tallies(id)).toEqual({})
  expect(await acts.store.tx(tx => tx.selectFrom('campaign_actions').selectAll().execute())).toEqual([])
  expect(await anna.do('sign')).toContain('Signatures now: 1 of')
  await acts.close()
})

it('counts what was signed on paper and seen by two', async () => {
  const acts = await openActs()
  const id = await acts.campaign({ actions: [{ kind: 'sign', target: null }] })
  const staff = 'A'.repeat(22) as never
  const witness = 'B'.repeat(22) as never
  await acts.store.tx(async tx => {
    await addPaper(tx, id, { day: '2026-01-05', n: 1200, area: null, staff, witness })
    await addPaper(tx, id, { day: '2026-01-05', n: 999, area: null, staff, witness: undefined })
  })
  const anna = acts.person('anna')
  await anna.do(...YES)
  expect(await anna.tap(id, 'sign')).toContain('You signed. Signatures now: 1,201.')
  await acts.close()
})

it('notes the area of alerts, and nothing of who has none', async () => {
  const acts = await openActs()
  const id = await acts.campaign()
  const anna = acts.person('anna')
  await anna.do(...YES, '/alerts', '2', 'done', 'Osaka', '1')
  await anna.tap(id, 'sign')
  // One list by area and one by language: no row says that somebody in Osaka reads English.
  expect(await acts.tallies(id)).toEqual({ 'sign  JP-27 *': 1, 'sign   en': 1 })
  // Who moves and takes it back takes back what was counted.
  await anna.do('/alerts', 'choose again', '2', 'done', 'Saitama', '1')
  await anna.tap(id, 'back')
  await anna.do('my signature')
  expect(await acts.tallies(id)).toEqual({})
  await acts.close()
})

it.each([
  ['nobody signed', { keep: 1 }],
  ['nothing is left', { keep: 0 }],
])('a campaign that %s of is not there, and the menu is', async (_, { keep }) => {
  const acts = await openActs()
  const id = await acts.campaign()
  await acts.store.tx(async tx => {
    const all = await tx.selectFrom('campaign_approvals').selectAll().execute()
    for (const { signer } of all.slice(keep))
      await tx.deleteFrom('campaign_approvals').where('signer', '=', signer).execute()
  })
  const anna = acts.person('anna')
  await anna.do(...YES)
  const said = await anna.tap(id, 'sign')
  expect(said).toContain('This call is not here any more')
  expect(said).toContain('[Report a problem]')
  expect(await acts.tallies(id)).toEqual({})
  await acts.close()
})

it('words that were written into the database are not shown', async () => {
  const acts = await openActs()
  const id = await acts.campaign()
  await acts.store.tx(tx =>
    sql`update campaign_sheets set body = replace(body, 'pay on time', 'go to this link')`.execute(tx),
  )
  const anna = acts.person('anna')
  await anna.do(...YES)
  expect(await anna.tap(id, 'open')).not.toContain('go to this link')
  await acts.close()
})

it('after the end nobody takes part any more', async () => {
  const acts = await openActs()
  const ends = acts.now() + 3_600_000
  const id = await acts.campaign({ ends })
  const anna = acts.person('anna')
  await anna.do(...YES)
  await anna.tap(id, 'sign')
  acts.pass(3_600_000)
  for (const act of ['sign', 'open', 'back', 'tell', 'rsvp'])
    expect(await anna.tap(id, act), act).toContain('This call is over.')
  expect(await signed(acts, id)).toBe(1)
  await acts.close()
})
