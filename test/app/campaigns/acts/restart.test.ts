/** The server was started anew while somebody was asked what they think: whatever became of the campaign meanwhile, they can go on. */
import { expect, it, onTestFinished } from 'vitest'
import { realWorld } from '../../../../src/house.ts'
import type { CampaignId } from '../../../../src/kit/ids.ts'
import { plain } from '../../../../src/kit/message.ts'
import { moveCampaign } from '../../../../src/store/campaigns/index.ts'
import { planRun } from '../../../../src/store/campaigns/runs.ts'
import { openRig } from '../../rig.ts'
import { type Acts, openActs, POLL, personOf, YES } from './rig.ts'

const HOUR = 3_600_000

/** Anna is before a poll; then the server stops, something happens, and it starts. */
const asked = async (most = 1, meanwhile: (acts: Acts, id: CampaignId) => unknown = () => undefined) => {
  const acts = await openActs()
  const id = await acts.campaign({ actions: [{ ...POLL, most } as typeof POLL], ends: acts.now() + HOUR / 2 })
  const before = acts.person('anna')
  await before.do(...YES)
  expect(await before.tap(id, 'poll')).toContain('What is most urgent?')
  await meanwhile(acts, id)
  await acts.app.stop()
  await acts.store.close()
  const rig = await openRig(acts.folder, { world: { ...realWorld, now: acts.now } })
  onTestFinished(() => rig.close())
  const anna = personOf(rig, 'anna', 'web')
  const answers = async () => {
    const rows = await rig.store.tx(tx => tx.selectFrom('campaign_tallies').select('answer').execute())
    // By area and by language each.
    return [...new Set(rows.map(({ answer }) => answer).filter(Boolean))]
  }
  const page = async () =>
    (await rig.app.view('web', anna.address, 'en'))
      .flatMap(it => [plain(it.text), ...it.choices.map(({ label }) => label)])
      .join('\n')
  return { ...rig, id, anna, answers, page }
}

it.each([
  ['one answer', 1, ['Days off'], ['rest']],
  ['one answer by its number', 1, ['2'], ['rest']],
  ['several answers', 2, ['1, 2', 'done'], ['pay', 'rest']],
  ['an answer in own words', 1, ['something else', 'A bus'], ['in_own_words']],
])('%s is counted', async (_, most, said, counted) => {
  const { anna, answers, page } = await asked(most)
  const shown = await page()
  for (const label of ['Wages', 'Days off', 'Housing']) expect(shown).toContain(label)
  expect(await anna.do(...said)).toContain('Your answer is counted.')
  expect((await answers()).toSorted()).toEqual(counted)
})

it('a repeat shows the question with all its answers', async () => {
  const { anna } = await asked()
  const said = await anna.do('/repeat')
  for (const label of ['What is most urgent?', 'Wages', 'Days off', 'Housing']) expect(said).toContain(label)
})

it('that ended meanwhile is said to be over', async () => {
  const { anna, answers } = await asked(1, acts => acts.pass(HOUR / 2))
  expect(await anna.do('Days off')).toContain('This call is over.')
  expect(await answers()).toEqual([])
})

it.each([
  ['cancelled', (acts: Acts, id: CampaignId) => acts.store.tx(tx => moveCampaign(tx, id, ['running'], 'cancelled'))],
  [
    'recalled',
    (acts: Acts, id: CampaignId) =>
      acts.store.tx(tx => planRun(tx, { campaign: id, sheet: 1, purpose: 'recall', at: acts.now() })),
  ],
])('that was %s meanwhile has one answer, which leads on to where it is told', async (_, meanwhile) => {
  for (const [most, said] of [
    [1, ['1']],
    [1, ['See the call']],
    [1, ['Days off', '1']],
    [2, ['1', 'done']],
  ] as const) {
    const { anna, answers } = await asked(most, meanwhile)
    const shown = await anna.do('/repeat')
    expect(shown).toContain('[See the call]')
    expect(shown).not.toContain('Days off')
    const told = await anna.do(...said)
    expect(told).toContain('This call is not here any more')
    expect(told).toContain('[Report a problem]')
    expect(await answers()).toEqual([])
  }
})
