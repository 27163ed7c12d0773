import { expect, test } from 'vitest'
import { directory } from './rig.ts'

const { isName, isPhone } = directory.known

test('knows the names of places and desks, and no person’s', () => {
  const [desk] = directory.desks.search({ words: '' }, 'en', 0)
  for (const name of ['Tokyo', 'tokyo', '東京都', 'South Korea', desk?.name ?? '?'])
    expect([name, isName(name)]).toEqual([name, true])
  for (const name of ['Maria Santos', 'Santos', 'Kim Min', 'a b', ''])
    expect([name, isName(name)]).toEqual([name, false])
})

test('knows the numbers of desks, as they are printed and as one calls them from abroad', () => {
  const known = ['0120811610', '81357967112', '09011112222', ''].map(isPhone)
  expect(known).toEqual([true, true, false, false])
})
