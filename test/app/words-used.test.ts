import { expect, it } from 'vitest'
import { readWordFiles } from '../../src/cli/scripts.ts'
import { readWords } from '../../src/engine/lint/read-words.ts'
import { VERBS } from '../../src/engine/types.ts'
import { PROJECT } from '../../src/house.ts'
import { content } from '../domain/world.ts'
import { wordsUsed } from './words-used.ts'

const PLURAL = /_(zero|one|two|few|many|other)$/

/** What stands in holes and comes from files of content or from the flow language. */
const values = [
  ...content.desks.map(({ id }) => id),
  ...content.categories.map(({ id }) => id),
  ...content.groups.map(({ id }) => id),
  ...content.areas.map(({ code }) => code),
  ...VERBS,
  ...Array.from({ length: 7 }, (_, day) => String(day)),
]

it('no word of `locales` is asked for by nobody', () => {
  const used = wordsUsed(`${PROJECT}/src`, values)
  const english = readWordFiles(PROJECT).filter(({ lang, name }) => lang === 'en' && name !== 'flows')
  const unused = english.flatMap(({ name, text }) =>
    [...readWords(text).words.keys()]
      .map(key => `${name}.${key}`)
      .filter(key => !used(key) && !used(key.replace(PLURAL, ''))),
  )
  expect(unused).toEqual([])
  // What is not there is not found either: the search is no yes-sayer.
  for (const key of ['engine.too_fasst', 'desks.kind.shop', 'categories.work_shop.title', 'desks.costs'])
    expect(used(key), key).toBe(false)
})
