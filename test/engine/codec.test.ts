import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packSession, unpackSession } from '../../src/engine/codec.ts'
import type { Frame, Session, Value } from '../../src/engine/types.ts'
import { createStage } from './stage.ts'

const word = fc.string({ maxLength: 12 }).filter(text => text !== '__proto__')
const part = fc.oneof(
  fc.record({ text: fc.string() }),
  fc.record({ draft: word, media: fc.constantFrom('photo', 'voice', 'text'), bytes: fc.nat() }),
)
const value = fc.oneof(
  word,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(word),
  fc.array(part, { minLength: 1 }),
)
const frame = fc
  .record(
    {
      flow: word,
      hash: word,
      step: word,
      answers: fc.dictionary(word, value),
      tries: fc.nat(9),
      page: fc.nat(9),
      under: word,
      mending: word,
      fresh: fc.constant(true as const),
      values: fc.dictionary(word, fc.oneof(fc.string(), fc.integer())),
      told: word,
    },
    { requiredKeys: ['flow', 'hash', 'step', 'answers', 'tries', 'page'] },
  )
  .chain(it => {
    const ids = [...Object.keys(it.answers), '!', 'other']
    return fc.subarray(ids).map(trail => ({ ...it, trail }) as unknown as Frame)
  })
const session = fc.record(
  {
    v: fc.constant(1 as const),
    tag: fc.stringMatching(/^[A-Za-z0-9_-]{4}$/),
    lang: fc.constantFrom('en', 'zh-Hans'),
    frames: fc.array(frame, { minLength: 1, maxLength: 4 }),
    seq: fc.nat({ max: 2 ** 44 }),
    said: fc.record({ from: fc.nat({ max: 2 ** 41 }), count: fc.integer({ min: 1, max: 30 }) }),
    until: fc.nat({ max: 2 ** 41 }),
    remindAt: fc.nat({ max: 2 ** 41 }),
  },
  { requiredKeys: ['v', 'tag', 'lang', 'frames', 'seq', 'said', 'until'] },
) as fc.Arbitrary<Session>

describe('a packed session', () => {
  it('is the same when it is unpacked', () => {
    fc.assert(
      fc.property(session, it => {
        expect(unpackSession(packSession(it))).toEqual(it)
      }),
      { numRuns: 1000 },
    )
  })

  it('refuses anything else without throwing', () => {
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '[1]',
      '[2,"AAAA"]',
      '{"v":1}',
      '[1,"AAAA","en","1","0 - - -"]',
      '[0,1,2]',
    ])
      expect(unpackSession(text)).toBeUndefined()
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), text => void unpackSession(text)),
      { numRuns: 2000 },
    )
  })

  it('never gives a session with a wrong kind of field, whatever is changed in it', () => {
    const place = fc.tuple(session, fc.nat(), fc.constantFrom<unknown>(null, -1, 'x', [], {}, true))
    fc.assert(
      fc.property(place, ([it, at, other]) => {
        const packed = JSON.parse(packSession(it)) as unknown[]
        const [list, index] =
          at % 2 ? [packed, at % packed.length] : [packed[5] as unknown[], at % (packed[5] as unknown[]).length]
        list[index] = other
        const read = unpackSession(JSON.stringify(packed))
        if (!read) return
        expect(typeof read.tag + typeof read.lang + typeof read.seq + typeof read.until).toBe(
          'stringstringnumbernumber',
        )
        for (const { flow, step, answers, trail, tries, page } of read.frames) {
          expect(typeof flow + typeof step + typeof tries + typeof page).toBe('stringstringnumbernumber')
          expect(trail.every(id => typeof id === 'string')).toBe(true)
          expect(Object.values(answers).every((value: Value) => value !== undefined)).toBe(true)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('of a report in progress has less than 300 bytes', () => {
    const stage = createStage()
    const sizes: number[] = []
    stage.send({ kind: 'command', name: 'report', args: '' })
    for (const move of ['yes', 'work', 'wages', 'JP', 'JP-11']) {
      stage.tap(move)
      sizes.push(packSession(stage.session as Session).length)
    }
    stage.text('My boss has not paid me for three months and keeps my passport.')
    sizes.push(packSession(stage.session as Session).length)
    expect(Math.max(...sizes)).toBeLessThan(300)
  })
})
