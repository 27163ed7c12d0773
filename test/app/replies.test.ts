/** Ready replies and the search for desks: what staff take from, without a word of anybody. */
import { expect, it, onTestFinished } from 'vitest'
import { createReplies } from '../../src/app/letters/replies.ts'
import { realWorld } from '../../src/house.ts'
import { openStore } from '../../src/store/index.ts'
import { temporaryFolder } from '../faults/folder.ts'
import { directory, words } from './rig.ts'

const open = async () => {
  const store = await openStore({ folder: temporaryFolder('tulay-replies-'), world: realWorld })
  onTestFinished(() => store.close())
  return createReplies({ store, words, world: realWorld })
}

it('ships replies in every language, and says which nobody has checked', async () => {
  const list = await (await open()).list()
  expect(list.length).toBeGreaterThanOrEqual(5)
  const languages = words.languages().map(({ tag }) => tag)
  for (const { texts, drafted } of list) {
    expect(Object.keys(texts).sort()).toEqual(languages.toSorted())
    expect(drafted.sort()).toEqual(languages.filter(tag => words.isDraft(tag)).toSorted())
  }
  const texts = list.flatMap(reply => Object.values(reply.texts))
  // What the page fills in, and nothing else.
  for (const text of texts) expect(text.replace(/\{(day|desk)\}/g, '')).not.toMatch(/[{}]/)
})

it('keeps what is changed, forgets what is deleted, and plants only once', async () => {
  const replies = await open()
  const [first, second] = await replies.list()
  if (!first || !second) throw new Error('nothing is shipped')
  const texts = { en: ' Changed. ', fil: '  ', ja: second.texts.ja ?? '', xx: 'no such language' }
  expect(await replies.save({ id: first.id, title: ' New title ', texts })).toBe(true)
  await replies.remove(second.id)
  expect(await replies.save({ id: undefined, title: 'Mine', texts: { ko: '안녕하세요' } })).toBe(true)
  const list = await replies.list()
  expect(list.find(({ id }) => id === first.id)).toMatchObject({
    title: 'New title',
    texts: { en: 'Changed.', ja: second.texts.ja },
    drafted: ['ja'],
  })
  expect(list.some(({ id }) => id === second.id)).toBe(false)
  expect(list.find(({ title }) => title === 'Mine')?.texts).toEqual({ ko: '안녕하세요' })
  for (const odd of [
    { title: ' ', texts: { en: 'x' } },
    { title: 'x', texts: { en: ' ' } },
  ])
    expect(await replies.save({ id: undefined, ...odd })).toBe(false)
})

it('finds the desks that a person could find, by name, topic and area', () => {
  const search = (ask: { words?: string; topic?: string; area?: string }) =>
    directory.desks.search({ words: '', ...ask }, 'en', Date.UTC(2026, 0, 7, 3))
  const [saitama, ...more] = search({ words: 'SAITAMA information' })
  expect(more).toEqual([])
  expect(saitama).toMatchObject({ id: 'jp-saitama', place: 'Saitama' })
  expect(saitama?.languages).toContain('fil')
  expect(search({ words: '法テラス' }).map(({ id }) => id)).toContain('jp-houterasu-multilingual')
  const near = search({ topic: 'labour_wages', area: 'KR-26' })
  expect(near.length).toBeGreaterThan(2)
  expect(near.some(({ place }) => place === 'Busan')).toBe(true)
  expect(search({ words: 'no desk is called so' })).toEqual([])
  expect(search({})).toHaveLength(20)
  expect(directory.desks.areas()).toContain('JP-11')
})
