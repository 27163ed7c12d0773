/** Campaigns in a linked chat: codes, figures and links; nothing that anybody wrote, and nothing by which anything is sent. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addCounts } from '../../src/store/campaigns/counts.ts'
import { moveRun, planRun } from '../../src/store/campaigns/runs.ts'
import { changeStaff } from '../../src/store/staff.ts'
import { addCampaign, addPerson, approve } from '../app/campaigns/signed.ts'
import { dataOf, openStaffHouse, type StaffHouse, seen, textOf } from './rig.ts'

let it_: StaffHouse
beforeAll(async () => {
  it_ = await openStaffHouse('telegram-polling')
})
afterAll(() => it_.stop())

const TITLE = 'Quizzaciously'
const texts = { en: { title: TITLE, body: `${TITLE} xylograph` } }
/** Two signers who are in no chat; one campaign that runs, one that one of them has signed. */
const plant = async () => {
  const rooms = { store: it_.store, privacy: it_.privacy }
  const [one, other] = [await addPerson(rooms), await addPerson(rooms)]
  const at = it_.world.now() - 600_000
  const running = await addCampaign(rooms, { owner: one.staff.id, state: 'paused', kind: 'petition', texts })
  for (const person of [one, other]) await approve(rooms, running, person, at)
  const waiting = await addCampaign(rooms, { owner: one.staff.id, state: 'signing', kind: 'event', texts })
  await approve(rooms, waiting, one, at)
  await it_.store.tx(async tx => {
    await tx.updateTable('campaigns').set({ title: TITLE }).execute()
    const run = {
      campaign: running.id,
      run: await planRun(tx, { campaign: running.id, sheet: 1, purpose: 'call', at }),
    }
    await moveRun(tx, run, ['waits'], { state: 'sending', began: at })
    const count = (what: string, n: number) => ({ what, lang: 'en', channel: 'telegram', n })
    await addCounts(tx, run, [count('frozen', 10_000), count('sent', 7997), count('failed:400', 3)])
  })
  return { running, waiting }
}
/** All that decides what goes out. */
const state = () =>
  it_.store.tx(async tx => ({
    campaigns: await tx.selectFrom('campaigns').select(['id', 'state']).orderBy('id').execute(),
    approvals: await tx.selectFrom('campaign_approvals').selectAll().execute(),
    runs: await tx.selectFrom('campaign_runs').select(['run', 'sheet', 'purpose']).execute(),
    switch: await tx.selectFrom('meta').selectAll().where('key', '=', 'campaigns').execute(),
    lines: await tx.selectFrom('outbox').select('id').where('campaign', 'is not', null).execute(),
  }))

it('tells kind, day, state and figures, and never a word of staff or a name of a campaign', {
  timeout: 60_000,
}, async () => {
  const chat = await it_.linked(await it_.member('organizer'))
  expect(textOf(await chat.say('/campaigns'))).toContain('No campaign is under way.')
  const { running, waiting } = await plant()
  const answer = await chat.say('/campaigns')
  const text = textOf(answer)
  expect(text).toContain('2 campaigns are under way.')
  expect(text).toMatch(
    /\d\. Petition · begun 2023-11-14 · paused · 7997 of 10000 sent, 2000 left · fewer than 5 failed/,
  )
  expect(text).toMatch(/\d\. Event · begun 2023-11-14 · to be signed · 1 of 2 have signed/)
  expect(text).toContain('Nothing can be sent from a chat.')
  expect(seen(answer)).not.toMatch(new RegExp(`${TITLE}|xylograph`, 'i'))
  // No public address: no links; no button that does anything at any time.
  expect(dataOf(answer)).toEqual([])
  for (const { id } of [running, waiting]) expect(seen(answer)).not.toContain(id)
  expect(answer.every(message => message.protected)).toBe(true)
})

it('is there for those who may see campaigns, in a linked chat', { timeout: 60_000 }, async () => {
  const stranger = it_.phone()
  const before = textOf(await stranger.say('/campaigns'))
  expect(before).not.toMatch(/under way|Petition/)
  const member = await it_.member('moderator')
  const moderator = await it_.linked(member)
  expect(textOf(await moderator.say('/campaigns'))).toContain('under way')
  await it_.store.tx(tx => changeStaff(tx, member.signed.staff.id, { role: 'reader', holder: undefined }))
  expect(textOf(await moderator.say('/campaigns'))).toBe('Your role does not allow this.')
})

it('nobody signs, sends, stops or starts anything by a chat: every command and every token was tried', {
  timeout: 120_000,
}, async () => {
  const { running, waiting } = await plant()
  const chat = await it_.linked(await it_.member('administrator'))
  const before = await state()
  const verbs = [
    'campaigns',
    'approve',
    'sign',
    'send',
    'launch',
    'run',
    'go',
    'start',
    'stop',
    'kill',
    'pause',
    'resume',
    'cancel',
  ]
  const args = [waiting.id, running.id, 'stop', 'go', 'all', '1']
  for (const verb of verbs.filter(verb => verb !== 'stop')) await chat.say(`/${verb} ${waiting.id}`)
  for (const verb of [...verbs, 'queue', 'claim', 'overdue', 'duty'])
    for (const arg of args) await chat.turn(() => chat.phone.press(`s.${verb}.${arg}`))
  for (const id of [running.id, waiting.id])
    for (const act of ['sign', 'open', 'approve', 'send', 'launch'])
      await chat.turn(() => chat.phone.press(`c.${id}.${act}`))
  const after = await state()
  expect({ ...after, runs: after.runs, lines: [] }).toEqual({ ...before, lines: [] })
  expect(after.lines.length).toBe(before.lines.length)
})
