import { expect, it } from 'vitest'
import type { CampaignId, ConcernId } from '../../../../src/kit/ids.ts'
import { openConcern } from '../../../../src/privacy/case-keys.ts'
import { openSodium } from '../../../../src/privacy/sodium.ts'
import { sealedFor } from '../../../../src/store/campaigns/judged.ts'
import { wordsOf } from '../../../../src/store/campaigns/words.ts'
import { countQueue } from '../../../../src/store/concerns.ts'
import { activeHolders } from '../../../../src/store/keyholders.ts'
import { READER } from '../../rig.ts'
import { type Acts, openActs, POLL, YES } from './rig.ts'

const sodium = await openSodium()

/** As a keyholder's browser reads them: the coded answers, then the text. */
const read = async ({ store }: Acts, id: CampaignId): Promise<string[][]> => {
  const rows = await store.tx(tx => wordsOf(tx, id, { limit: 99 }))
  return Promise.all(
    rows.map(async ({ concern }) => {
      const sealed = await store.tx(async tx => {
        const [reader] = await activeHolders(tx)
        return reader && (await sealedFor(tx, reader.id, [concern])).get(concern)
      })
      const shred = (await store.shred.get([concern])).get(concern)
      if (!sealed || !shred) return []
      const open = openConcern({ sodium, id: concern, ...sealed, holder: READER, shred })
      return (open ?? []).map(({ bytes }) => Buffer.from(bytes).toString())
    }),
  )
}
const halves = async ({ store }: Acts, ids: ConcernId[]) => (await store.shred.get(ids)).size

it('takes one answer, and another in its place', async () => {
  const acts = await openActs()
  const id = await acts.campaign()
  const anna = acts.person('anna')
  await anna.do(...YES)
  expect(await anna.tap(id, 'poll')).toContain('What is most urgent?')
  expect(await anna.do('Days off')).toContain('Your answer is counted.')
  expect(await acts.tallies(id)).toEqual({ 'poll   en': 1, 'poll rest  en': 1 })
  await anna.do('answer the question', '1')
  expect(await acts.tallies(id)).toEqual({ 'poll   en': 1, 'poll pay  en': 1 })
  await acts.close()
})

it('takes several answers where it says so, and no more than it says', async () => {
  const acts = await openActs()
  const id = await acts.campaign({ actions: [{ ...POLL, most: 2 } as typeof POLL] })
  const anna = acts.person('anna')
  await anna.do(...YES)
  await anna.tap(id, 'poll')
  expect(await anna.do('1, 2, 3', 'done')).toContain('no more than 2')
  expect(await acts.tallies(id)).toEqual({})
  expect(await anna.do('2', 'done')).toContain('Your answer is counted.')
  expect(await acts.tallies(id)).toEqual({ 'poll   en': 1, 'poll pay  en': 1, 'poll home  en': 1 })
  await acts.close()
})

it('seals an answer in own words to the keyholders, and erases it with its key when it is changed or taken back', async () => {
  const acts = await openActs()
  const id = await acts.campaign()
  const anna = acts.person('anna')
  await anna.do(...YES)
  await anna.tap(id, 'poll')
  await anna.do('something else')
  expect(await anna.do('A bus to the factory')).toContain('Your answer is counted.')
  expect(await acts.tallies(id)).toEqual({ 'poll   en': 1, 'poll in_own_words  en': 1 })
  expect(await read(acts, id)).toEqual([['{"lang":"en","act":"poll"}', 'A bus to the factory']])
  expect(await acts.store.tx(countQueue)).toBe(0)
  const [first] = await acts.store.tx(tx => wordsOf(tx, id, { limit: 9 }))
  await anna.tap(id, 'poll')
  await anna.do('something else', 'Clean water')
  const rows = await acts.store.tx(tx => wordsOf(tx, id, { limit: 9 }))
  expect((await read(acts, id)).map(([, text]) => text)).toEqual(['Clean water'])
  expect(await halves(acts, [first?.concern as ConcernId])).toBe(0)
  await anna.tap(id, 'back')
  await anna.do('my answer')
  expect(await acts.store.tx(tx => wordsOf(tx, id, { limit: 9 }))).toEqual([])
  expect(
    await halves(
      acts,
      rows.map(({ concern }) => concern),
    ),
  ).toBe(0)
  expect(await acts.tallies(id)).toEqual({})
  await acts.close()
})

it('helps to write a comment: what it is about, question by question, own words, one more look', async () => {
  const acts = await openActs()
  const id = await acts.campaign()
  const anna = acts.person('anna')
  await anna.do(...YES)
  const begun = await anna.tap(id, 'comment')
  expect(begun).toContain('The ministry wants to change a rule.')
  expect(begun).toContain('Whom does it touch?')
  expect(await anna.do('My sister and me')).toContain('What would it change for you?')
  expect(await anna.do('/skip')).toContain('in your own words')
  const look = await anna.do('First part.', 'Second part.', 'done')
  expect(look).toContain('First part.')
  expect(await acts.tallies(id)).toEqual({})
  expect(await anna.do('send it')).toContain('We have your comment.')
  expect(await acts.tallies(id)).toEqual({ 'comment   en': 1 })
  expect(await read(acts, id)).toEqual([
    ['{"lang":"en","act":"comment","q.who":"My sister and me","q.how":""}', 'First part.\nSecond part.'],
  ])
  // Another one takes its place.
  await anna.tap(id, 'comment')
  await anna.do('/skip', '/skip', 'x'.repeat(3000), 'done', 'send it')
  expect(await acts.tallies(id)).toEqual({ 'comment   en': 1 })
  expect((await read(acts, id)).map(([, text]) => text)).toEqual(['x'.repeat(3000)])
  expect(await acts.store.tx(tx => tx.selectFrom('drafts').selectAll().execute())).toEqual([])
  await acts.close()
})

it('takes the name of an organization, and where it is', async () => {
  const acts = await openActs()
  const id = await acts.campaign()
  const anna = acts.person('anna')
  await anna.do(...YES)
  await anna.tap(id, 'organization')
  await anna.do('Demo Workers Union')
  expect(await anna.do('Saitama')).toContain('Demo Workers Union')
  expect(await anna.do('yes, sign')).toContain('A moderator looks at the name now.')
  expect(await read(acts, id)).toEqual([['{"lang":"en","act":"organization","country":"JP-11"}', 'Demo Workers Union']])
  expect(await acts.tallies(id)).toEqual({ 'organization   en': 1 })
  await acts.close()
})

it('refuses words kindly where nobody could open them, and goes on signing', async () => {
  const acts = await openActs({ keyholders: 0 })
  const id = await acts.campaign()
  const anna = acts.person('anna')
  await anna.do(...YES)
  await anna.tap(id, 'poll')
  expect(await anna.do('something else', 'A bus')).toContain('We cannot take your own words now')
  await anna.tap(id, 'organization')
  expect(await anna.do('Demo Union', 'Saitama', 'yes, sign')).toContain('We cannot take your own words now')
  await anna.tap(id, 'comment')
  expect(await anna.do('/skip', '/skip', 'words', 'done', 'send it')).toContain('We cannot take your own words now')
  expect(await acts.tallies(id)).toEqual({})
  expect(await anna.tap(id, 'sign')).toContain('You signed.')
  await acts.close()
})
