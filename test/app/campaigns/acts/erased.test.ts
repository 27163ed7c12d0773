import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { openBody } from '../../../../src/app/campaigns/acts/body.ts'
import { sealLetter } from '../../../../src/app/campaigns/deliver/letter.ts'
import { keepPlaces } from '../../../../src/app/campaigns/refs.ts'
import type { Counted } from '../../../../src/domain/campaigns/actions.ts'
import type { ActorKey, CampaignId, LineId } from '../../../../src/kit/ids.ts'
import type { Sealed } from '../../../../src/privacy/seal.ts'
import { planRun } from '../../../../src/store/campaigns/runs.ts'
import { toBytes, toId } from '../../../../src/store/ids.ts'
import { addLines } from '../../../../src/store/outbox.ts'
import { saveQuotas } from '../../../../src/store/quotas.ts'
import { type Acts, openActs, type Person, YES } from './rig.ts'

/** In which columns of which tables these bytes stand. */
const whereIs = ({ store }: Acts, wanted: Uint8Array[]): Promise<string[]> =>
  store.tx(async tx => {
    const found = new Set<string>()
    for (const { name } of await tx.introspection.getTables()) {
      const rows = await tx
        .selectFrom(name as never)
        .selectAll()
        .execute()
      for (const row of rows)
        for (const [column, value] of Object.entries(row as Record<string, unknown>))
          if (value instanceof Uint8Array && wanted.some(it => Buffer.from(value).includes(Buffer.from(it))))
            found.add(`${name}.${column}`)
    }
    return [...found].sort()
  })

/** All that a campaign can leave of somebody: a deed in each way, words, where to tell, hours, a message there and one on its way. */
const involve = async (acts: Acts, anna: Person): Promise<Uint8Array[]> => {
  await anna.do(...YES, '/alerts', '2', 'done', 'Osaka', '1')
  const ids: CampaignId[] = [await acts.campaign(), await acts.campaign({ ends: acts.now() + 1000 })]
  for (const id of ids) {
    for (const act of ['sign', 'tell', 'rsvp', 'poll']) await anna.tap(id, act)
    await anna.do('something else', 'in my own words')
    await anna.tap(id, 'organization')
    await anna.do('Demo Union', 'Saitama', 'yes, sign')
  }
  const person = acts.privacy.person(anna.channel, anna.address)
  await acts.store.tx(async tx => {
    await saveQuotas(tx, [{ person, hours: [Math.floor(acts.now() / 3_600_000)] }])
    for (const id of ids) {
      const run = await planRun(tx, { campaign: id, sheet: 1, purpose: 'result', at: acts.now() })
      const line = (state: 'pending' | 'held' | 'unknown') => {
        const lineId = randomBytes(16).toString('base64url') as LineId
        const body = sealLetter(acts.privacy, { to: anna.address, campaign: id, run, sheet: 1, lang: 'en' }, lineId)
        const rest = { due: acts.now(), order: 1, cause: null, policy: 'restart', attempts: 0, code: null } as const
        const campaign = { id, run, lang: 'en' }
        return { ...rest, id: lineId, person, channel: anna.channel, priority: 3 as const, state, body, campaign }
      }
      const lines = [line('pending'), line('held'), line('unknown')]
      await addLines(tx, lines)
      const landed = { line: lines[0] as never, letter: { to: anna.address }, came: 'sent' as const, ref: '1' }
      await keepPlaces(tx, acts.privacy, [landed], acts.now())
    }
  })
  const actors = ids.map(id => toBytes(acts.privacy.actor(id, anna.channel, anna.address)))
  return [toBytes(person), acts.privacy.noticeOwner(anna.channel, anna.address), ...actors]
}

it.each(['erase', 'block'])('nothing that a campaign left of somebody is left: %s', async how => {
  const acts = await openActs()
  const anna = acts.person('7316640952188', 'telegram')
  const marks = await involve(acts, anna)
  expect(await whereIs(acts, marks)).toEqual([
    'campaign_actions.token',
    'campaign_refs.person',
    'outbox.person',
    'people.person',
    'quotas.person',
    'sessions.person',
    'subscription_topics.person',
    'subscriptions.person',
  ])
  acts.pass(2000)
  if (how === 'erase') await anna.do('/erase', 'yes, erase all')
  else await anna.do({ kind: 'blocked' })
  // What says goodbye is on its way still, and nothing else.
  const left = await whereIs(acts, marks)
  const rows = await acts.store.tx(tx => tx.selectFrom('outbox').select(['priority', 'campaign']).execute())
  expect(rows.filter(({ priority, campaign }) => priority > 0 || campaign)).toEqual([])
  expect(left.filter(it => !['outbox.person', 'sessions.person'].includes(it))).toEqual([])
  const words = await acts.store.tx(tx => tx.selectFrom('campaign_words').selectAll().execute())
  expect(words).toEqual([])
  await acts.close()
})

it('who says stop has nothing on its way any more, and nobody knows where to tell them of a result', async () => {
  const acts = await openActs()
  const anna = acts.person('7316640952188', 'telegram')
  await involve(acts, anna)
  await anna.do('stop')
  const rows = await acts.store.tx(tx => tx.selectFrom('outbox').select('campaign').execute())
  expect(rows.filter(({ campaign }) => campaign)).toEqual([])
  const actions = await acts.store.tx(tx => tx.selectFrom('campaign_actions').selectAll().execute())
  expect(actions).toHaveLength(8)
  for (const row of actions) {
    const key = { campaign: toId<CampaignId>(row.campaign), token: toId<ActorKey>(row.token), act: row.act as Counted }
    expect(openBody(acts.privacy, { ...key, body: row.body as Sealed })?.to).toBeUndefined()
  }
  await acts.close()
})
