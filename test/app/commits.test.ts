/** What deeds declare is what they do: the linter believes the declaration when it checks `{{…}}` in texts. */
import { afterAll, expect, it } from 'vitest'
import { COMMITS } from '../../src/app/commits/index.ts'
import { realWorld } from '../../src/house.ts'
import type { Address, UpdateKey } from '../../src/kit/ids.ts'
import type { Deed } from '../../src/kit/inbound.ts'
import { queue } from '../../src/store/concerns.ts'
import { temporaryFolder } from '../faults/folder.ts'
import { openCounter } from './counter.ts'
import { openRig, type Rig } from './rig.ts'

/** What came of every deed that was done here: `name outcome` → the names of its values. */
const came = new Map<string, Set<string>>()
const real = new Map(Object.entries(COMMITS).map(([name, { does }]) => [name, does]))
for (const [name, deed] of Object.entries(COMMITS))
  deed.does = async commit => {
    const done = await (real.get(name) as typeof deed.does)(commit)
    const key = `${name} ${done.outcome}`
    came.set(key, new Set([...(came.get(key) ?? []), ...Object.keys(done.values ?? {})]))
    return done
  }
afterAll(() => {
  for (const [name, deed] of Object.entries(COMMITS)) deed.does = real.get(name) as typeof deed.does
})

const text = (text: string): Deed => ({ kind: 'text', text })
const command = (name: string): Deed => ({ kind: 'command', name, args: '' })

/** How the way to the news looks: as it came with the receipt, and on the menu. */
const newsIcons = new Set<string | undefined>()

let updates = 0
let tokens: string[] = []
const talk = async (rig: Rig, channel: string, deeds: (Deed | ((tokens: string[]) => Deed))[]) => {
  for (const deed of deeds) {
    const it = typeof deed === 'function' ? deed(tokens) : deed
    const address = `${channel}-1` as Address
    const [reply] = await rig.app.receive([{ channel, address, update: `${++updates}` as UpdateKey, at: 0, it }])
    const said = (reply?.messages ?? []).flatMap(({ choices }) => choices.map(({ token }) => token))
    if (said.length > 0) tokens = said
    for (const { token, icon } of (reply?.messages ?? []).flatMap(({ choices }) => choices))
      if (/^(n\.|f\.news$)/.test(token)) newsIcons.add(icon)
  }
}

const YES = [command('start'), text('1'), text('1')]
const ALERTS = [command('alerts'), text('2'), command('done'), command('skip'), text('1')]
const news = (tokens: string[]): Deed => ({ kind: 'tap', token: tokens.find(token => token.startsWith('n.')) ?? '' })
const WITHDRAW = [text('take back my report'), text('yes')]

it('every deed gives the values that it declares for each outcome, and no others', async () => {
  const rig = await openRig(temporaryFolder('tulay-commits-'), { world: realWorld })
  const report = [command('report'), text('yes'), text('2'), text('2'), command('skip'), command('skip'), text('1')]
  await talk(rig, 'web', [
    ...[command('mydata'), ...YES, command('mydata'), command('menu')],
    ...[...ALERTS, ...ALERTS.slice(0, 1), command('menu'), command('mydata'), command('menu')],
    ...report,
  ])
  const button = news(tokens)
  const [row] = await rig.store.tx(tx => queue(tx, { limit: 1, offset: 0 }))
  if (!row) throw new Error('nothing was filed')
  const counter = openCounter({ ...rig, world: realWorld })
  for (const desk of ['jp-saitama', 'jp-gone']) await counter.write(row.id, 'desk', { text: 'Call them.', desk })
  await counter.named(row.id, '2026-01-05')
  for (const quote of ['One', 'Two']) await counter.write(row.id, 'quote', { text: quote })
  await talk(rig, 'web', [
    // Two desks, then two quotes; the second quote is put off, and asked about again.
    ...[button, text('1'), text('4'), text('1'), text('3'), command('menu')],
    ...[button, text('2'), text('tell me'), text('yes'), button, text('somebody else'), text('1')],
    ...[button, text('take back my words'), text('yes')],
    ...[button, ...WITHDRAW],
    ...[...ALERTS.slice(0, 1), text('3'), command('erase'), text('yes')],
  ])
  await talk(rig, 'telegram', [...YES, ...ALERTS])
  await rig.close()
  // Those of campaigns: test/app/campaigns/acts/declared.test.ts.
  const own = Object.entries(COMMITS).filter(([name]) => !name.startsWith('campaign.'))
  const declared = own.flatMap(([name, { values = {} }]) =>
    Object.entries(values).map(([outcome, names]) => [`${name} ${outcome}`, [...names].sort()] as const),
  )
  expect(
    [...came]
      .filter(([key, names]) => names.size > 0 && !key.startsWith('campaign.'))
      .map(([key, names]) => [key, [...names].sort()])
      .toSorted(),
  ).toEqual(declared.toSorted())
})

it('the way to the news looks the same wherever it stands', () => {
  expect([...newsIcons]).toEqual(['📬'])
})
