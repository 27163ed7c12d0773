/** As in commits.test.ts: the linter believes what deeds declare, so what they give must be that. */
import { afterAll, expect, it } from 'vitest'
import { COMMITS } from '../../../../src/app/commits/index.ts'
import { openActs, POLL, YES } from './rig.ts'

const came = new Map<string, string[]>()
const real = new Map(Object.entries(COMMITS).map(([name, { does }]) => [name, does]))
for (const [name, deed] of Object.entries(COMMITS))
  deed.does = async commit => {
    const done = await (real.get(name) as typeof deed.does)(commit)
    if (done.values && name.startsWith('campaign.'))
      came.set(`${name} ${done.outcome}`, Object.keys(done.values).sort())
    return done
  }
afterAll(() => {
  for (const [name, deed] of Object.entries(COMMITS)) deed.does = real.get(name) as typeof deed.does
})

it('every deed of a campaign gives the values that it declares for its outcome, and no others', async () => {
  const acts = await openActs()
  const [id, many] = [await acts.campaign(), await acts.campaign({ actions: [{ ...POLL, most: 2 } as typeof POLL] })]
  const [anna, binh, carla] = [acts.person('anna'), acts.person('binh'), acts.person('carla')]
  for (const person of [anna, binh, carla]) {
    await person.do(...YES)
    for (const act of ['back', 'tell', 'open', 'sign', 'sign', 'rsvp', 'rsvp', 'tell']) await person.tap(id, act)
  }
  await anna.tap(id, 'poll')
  await anna.do('Days off')
  await anna.tap(many, 'poll')
  await anna.do('1, 2, 3', 'done')
  await anna.tap(id, 'comment')
  await anna.do('/skip', '/skip', 'words', 'done', 'send it')
  await anna.tap(id, 'organization')
  await anna.do('Demo Union', 'Saitama', 'yes, sign')
  for (const act of ['friend', 'calendar', 'decline', 'back']) await anna.tap(id, act)
  await anna.do('my signature')
  await acts.close()
  expect(came.size).toBeGreaterThan(20)
  for (const [key, names] of came) {
    const [name = '', outcome = ''] = key.split(' ')
    expect(names, key).toEqual([...(COMMITS[name]?.values?.[outcome] ?? [])].sort())
  }
})
