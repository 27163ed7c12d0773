import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ENGINE_WORDS, wordsNeeded } from '../../src/engine/words-needed.ts'
import { realFlows } from './stage.ts'

const ROOT = new URL('../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8')

/** Names of counters, which are not said. */
const COUNTS = ['engine.budget', 'engine.safety']

const sources = ['src/engine/', 'src/engine/steps/'].flatMap(folder =>
  readdirSync(new URL(folder, ROOT))
    .filter(name => name.endsWith('.ts') && name !== 'words-needed.ts')
    .map(name => read(folder + name)),
)

/** English words by key; a plural form counts for its stem. */
const english = new Map<string, unknown>()
const collect = (value: unknown, key: string) => {
  if (typeof value === 'string' || Array.isArray(value)) english.set(key.replace(/_(one|other)$/, ''), value)
  else for (const [name, inner] of Object.entries(value as object)) collect(inner, `${key}.${name}`)
}
for (const file of ['engine', 'verbs', 'flows']) collect(JSON.parse(read(`locales/en/${file}.json`)), file)

describe('the words that the engine needs', () => {
  const keys = ENGINE_WORDS.map(({ key }) => key)

  it('are all that its code names', () => {
    const named = sources.flatMap(source => source.match(/(?<=')engine\.[a-z_.]+(?=')/g) ?? [])
    expect(named.length).toBeGreaterThan(30)
    expect([...new Set(named)].filter(key => !keys.includes(key) && !COUNTS.includes(key))).toEqual([])
  })

  it('are there in English, and short enough', () => {
    const flows = realFlows().flatMap(flow => wordsNeeded(flow).filter(({ optional }) => !optional))
    for (const { key, kind, max } of [...ENGINE_WORDS, ...flows]) {
      const word = english.get(key)
      expect(Array.isArray(word) ? 'list' : typeof word === 'string' ? 'text' : 'nothing', key).toBe(kind)
      if (max !== undefined) expect([...String(word)].length, key).toBeLessThanOrEqual(max)
    }
  })
})
