import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { forgetActors } from '../../../../src/app/campaigns/acts/forget.ts'
import { tellable } from '../../../../src/app/campaigns/acts/tellable.ts'
import { finishErasures } from '../../../../src/app/erase-case.ts'
import { realWorld } from '../../../../src/house.ts'
import type { ActorKey, CampaignId, ConcernId } from '../../../../src/kit/ids.ts'
import { passedTexts, passWords } from '../../../../src/store/campaigns/judged.ts'
import { insertWords, sealedIn, wordsOf } from '../../../../src/store/campaigns/words.ts'
import { concernIds } from '../../../../src/store/checkup.ts'
import { type Acts, openActs, type Person, YES } from './rig.ts'

const addresses = async ({ store, privacy }: Acts, id: CampaignId, limit = 2): Promise<string[]> => {
  const found: string[] = []
  let after: ActorKey | undefined
  do {
    const page = await store.tx(tx => tellable(tx, privacy, id, { after, limit }))
    found.push(...page.people.map(({ address }) => address))
    after = page.last
  } while (after)
  return found.sort()
}
const met = async (acts: Acts, name: string, channel = 'telegram'): Promise<Person> => {
  const person = acts.person(name, channel)
  await person.do(...YES)
  return person
}
const roomsOf = ({ store, privacy }: Acts) => ({ store, privacy, world: realWorld })
const rows = (acts: Acts) => acts.store.tx(tx => tx.selectFrom('campaign_actions').selectAll().execute())

it('tells the result to who asked, once each, until they say stop', async () => {
  const acts = await openActs()
  const id = await acts.campaign()
  const names = ['anna', 'binh', 'carla', 'dao', 'eka']
  for (const name of names) {
    const person = await met(acts, name)
    await person.tap(id, 'sign')
    await person.tap(id, 'rsvp')
    if (name !== 'dao') await person.tap(id, 'tell')
  }
  expect(await addresses(acts, id)).toEqual(['anna', 'binh', 'carla', 'eka'])
  expect(await addresses(acts, id, 99)).toEqual(['anna', 'binh', 'carla', 'eka'])
  await acts.person('binh', 'telegram').do('stop')
  expect(await addresses(acts, id)).toEqual(['anna', 'carla', 'eka'])
  // What they did stays done, and what they do later is told of too.
  expect((await acts.tallies(id))['sign   en']).toBe(5)
  await acts.person('anna', 'telegram').tap(id, 'decline')
  expect(await addresses(acts, id)).toEqual(['anna', 'carla', 'eka'])
  const page = await acts.store.tx(tx => tellable(tx, acts.privacy, id, { limit: 99 }))
  expect(page.people.find(({ address }) => address === 'anna')).toMatchObject({
    channel: 'telegram',
    lang: 'en',
    acts: [
      { act: 'rsvp', state: 'done', answer: ['no'] },
      { act: 'sign', state: 'done', answer: [] },
    ],
  })
  await acts.close()
})

it('needs something that one took part in before it can be told', async () => {
  const acts = await openActs()
  const id = await acts.campaign()
  const anna = await met(acts, 'anna')
  await anna.tap(id, 'tell')
  expect(await rows(acts)).toEqual([])
  await acts.close()
})

it.each(['erase', 'block'])(
  'takes back everything in open campaigns, and keeps what others were told: %s',
  async how => {
    const acts = await openActs()
    const open = await acts.campaign()
    const over = await acts.campaign({ ends: acts.now() + 3_600_000 })
    for (const name of ['anna', 'binh']) {
      const person = await met(acts, name, 'web')
      for (const id of [open, over]) {
        await person.tap(id, 'sign')
        await person.tap(id, 'tell')
      }
      await person.tap(open, 'organization')
      await person.do('Demo Union', 'Saitama', 'yes, sign')
    }
    const anna = acts.person('anna')
    expect(await anna.do('/mydata')).toContain('Open calls that you take part in: 2')
    acts.pass(3_600_000)
    expect(await anna.do('/mydata')).toContain('Open calls that you take part in: 1')
    const words = (await acts.store.tx(tx => wordsOf(tx, open, { limit: 9 }))).map(({ concern }) => concern)
    if (how === 'erase') {
      expect(await anna.do('/erase')).toContain('do not count any more')
      await anna.do('yes, erase all')
    } else await anna.do({ kind: 'blocked' })
    expect(await acts.tallies(open)).toEqual({ 'sign   en': 1, 'organization   en': 1 })
    expect(await acts.tallies(over)).toEqual({ 'sign   en': 2 })
    expect(await rows(acts)).toHaveLength(3)
    expect(await addresses(acts, open)).toEqual(['binh'])
    const left = (await acts.store.tx(tx => wordsOf(tx, open, { limit: 9 }))).map(({ concern }) => concern)
    expect(left).toHaveLength(1)
    expect([...(await acts.store.shred.get(words as ConcernId[])).keys()]).toEqual(left)
    await acts.close()
  },
)

/** Two people sign, comment and sign for an organization; a moderator lets one of each pass. */
const spoken = async (acts: Acts, id: CampaignId) => {
  for (const name of ['anna', 'binh']) {
    const person = await met(acts, name, 'web')
    await person.tap(id, 'sign')
    await person.tap(id, 'comment')
    await person.do('/skip', '/skip', `words of ${name}`, 'done', 'send it')
    await person.tap(id, 'organization')
    await person.do(`Union of ${name}`, 'Saitama', 'yes, sign')
  }
  const all = await acts.store.tx(tx => wordsOf(tx, id, { limit: 9 }))
  for (const [act, text] of [
    ['comment', null],
    ['organization', 'Demo Union'],
  ] as const) {
    const first = all.find(it => it.act === act)
    await acts.store.tx(tx => passWords(tx, acts.privacy, first?.concern as ConcernId, text))
  }
  return all.map(({ concern }) => concern)
}
const kept = async ({ store, privacy }: Acts, id: CampaignId) =>
  store.tx(async tx => ({
    names: await passedTexts(tx, privacy, id, 'organization'),
    rows: (await wordsOf(tx, id, { limit: 9 })).map(({ act, state }) => `${act} ${state}`),
    sealed: await sealedIn(tx, id, 9),
    halves: await concernIds(tx),
  }))
const LINE = { names: ['Demo Union'], rows: ['organization passed'], sealed: [], halves: [] }

it('leaves only numbers, and lines that everybody reads, when a campaign is done with', async () => {
  const acts = await openActs()
  const [id, other] = [await acts.campaign(), await acts.campaign()]
  const words = await spoken(acts, id)
  await acts.person('anna', 'web').tap(other, 'sign')
  expect((await kept(acts, id)).sealed).toHaveLength(4)
  await forgetActors(roomsOf(acts), id)
  await finishErasures(acts.store, acts.now())
  // Also the comment that was let pass, and what the name was made of.
  expect(await kept(acts, id)).toEqual(LINE)
  expect((await acts.store.shred.get(words)).size).toBe(0)
  for (const table of ['concern_parts', 'concern_wraps'] as const)
    expect(await acts.store.tx(tx => tx.selectFrom(table).selectAll().execute())).toEqual([])
  expect(await rows(acts)).toHaveLength(1)
  expect(await acts.tallies(id)).toEqual({ 'sign   en': 2, 'comment   en': 2, 'organization   en': 2 })
  await forgetActors(roomsOf(acts), id)
  expect(await kept(acts, id)).toEqual(LINE)
  await acts.close()
})

// Four steps: the line is kept by the transaction that finds what is to be erased.
it.each([1, 2, 3, 4])('keeps that line once, wherever it is cut off: step %i', async last => {
  const acts = await openActs()
  const id = await acts.campaign()
  await spoken(acts, id)
  let step = 0
  const die = () => {
    if (++step === last) throw new Error('killed')
  }
  const store = {
    ...acts.store,
    tx: <T>(work: Parameters<typeof acts.store.tx<T>>[0]) =>
      acts.store.tx<T>(async tx => {
        const done = await work(tx)
        die()
        return done
      }),
    shred: { ...acts.store.shred, erase: (ids: ConcernId[]) => acts.store.shred.erase(ids).then(die) },
  }
  await expect(forgetActors({ ...roomsOf(acts), store }, id)).rejects.toThrow('killed')
  // As at the next start.
  await finishErasures(acts.store, acts.now())
  expect((await kept(acts, id)).names).toEqual(['Demo Union'])
  expect(await rows(acts)).not.toEqual([])
  await forgetActors(roomsOf(acts), id)
  expect(await kept(acts, id)).toEqual(LINE)
  expect(await rows(acts)).toEqual([])
  await acts.close()
})

it('keeps as many lines at one go as others can wait for, and loses none', async () => {
  const acts = await openActs()
  const id = await acts.campaign()
  const names = Array.from({ length: 230 }, (_, n) => `Demo Union ${1000 + n}`)
  await acts.store.tx(async tx => {
    for (const name of names) {
      const concern = randomBytes(16).toString('base64url') as ConcernId
      const sealed = { parts: [acts.privacy.seal('outbox', name, concern)], wraps: [] }
      await insertWords(tx, { id: concern, campaign: id, act: 'organization', demo: false, sealed })
      await passWords(tx, acts.privacy, concern, name)
    }
    // These were not let pass by us: they must not stand in the way of the others.
    const forged = tx.selectFrom('campaign_words').select('concern').orderBy('concern').limit(120)
    await tx.updateTable('campaign_words').set({ text: 'forged' }).where('concern', 'in', forged).execute()
  })
  const left = await acts.store.tx(tx => passedTexts(tx, acts.privacy, id, 'organization'))
  expect(left).toHaveLength(110)
  const made: number[] = []
  const store = {
    ...acts.store,
    tx: <T>(work: Parameters<typeof acts.store.tx<T>>[0]) =>
      acts.store.tx<T>(async tx => {
        const before = await tx.selectFrom('concerns').select('id').execute()
        const done = await work(tx)
        const after = await tx.selectFrom('concerns').select('id').execute()
        made.push(Math.abs(after.length - before.length))
        return done
      }),
  }
  await forgetActors({ ...roomsOf(acts), store }, id)
  expect(Math.max(...made)).toBeLessThanOrEqual(100)
  expect(await kept(acts, id)).toMatchObject({ names: left, sealed: [] })
  await acts.close()
})
