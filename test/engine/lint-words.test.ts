import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWords } from '../../src/engine/lint/read-words.ts'

/** Words as JSON.parse would give them, by dotted path. */
const flatten = (value: unknown, path = ''): [string, unknown][] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, inner]) => flatten(inner, path ? `${path}.${key}` : key))
    : [[path, value]]

const key = fc.stringMatching(/^[a-z_]{1,6}$/)
const leaf = fc.oneof(fc.string({ unit: 'grapheme' }), fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 3 }))
const { tree } = fc.letrec(tie => ({
  tree: fc.dictionary(key, fc.oneof({ depthSize: 'small' }, leaf, tie('tree')), { maxKeys: 4 }),
}))

describe('reading words with their places', () => {
  it('reads what JSON.parse reads, however it is laid out', () => {
    fc.assert(
      fc.property(tree, fc.constantFrom(0, 2, '\t'), (value, indent) => {
        const { words, mistakes } = readWords(JSON.stringify(value, undefined, indent))
        expect(mistakes).toEqual([])
        expect([...words].map(([path, word]) => [path, word.value])).toEqual(flatten(value))
      }),
    )
  })

  it('refuses what JSON.parse refuses, and never throws', () => {
    const pieces = fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '"\\u00e9"', '"\n"', ' ', '1', 'true', '"', 'x')
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), parts => {
        const text = parts.join('')
        const { mistakes } = readWords(text)
        const isObject = (() => {
          try {
            const value: unknown = JSON.parse(text)
            return typeof value === 'object' && value !== null && !Array.isArray(value)
          } catch {
            return false
          }
        })()
        if (!isObject) expect(mistakes.map(({ rule }) => rule)).toContain('words-syntax')
      }),
      { numRuns: 2000 },
    )
  })

  it('tells line and column of every word', () => {
    const { words } = readWords('{\n  "a": {\n    "b": "x", "c": ["y"]\n  }\n}')
    expect(words.get('a.b')).toEqual({ value: 'x', line: 3, column: 5 })
    expect(words.get('a.c')).toEqual({ value: ['y'], line: 3, column: 15 })
  })
})
