import { describe, expect, it } from 'vitest'
import { parseFlow } from '../../src/engine/parse.ts'
import { answerToken, flowToken, verbToken } from '../../src/engine/tokens.ts'
import { type Session, VERBS } from '../../src/engine/types.ts'
import { LIMITS } from '../../src/kit/inbound.ts'

const name = (length: number): string => `a${'x'.repeat(length - 1)}`
const script = (step: string, option: string, flow = 'f'): string =>
  `flow: ${flow}\nversion: 1\nstart: ${step}\nsteps:\n  ${step}: { ask: choice, options: [${option}], next: ${step} }\n`
const mistakes = (text: string): string[] => parseFlow(text, 'f.yaml').mistakes.map(({ message }) => message)

/** A conversation of a billion questions. */
const session = { tag: 'abcd', seq: 1_000_000_000 } as Session
const bytes = (token: string): number => new TextEncoder().encode(token).length

describe('what a script may name fits into a button (64 bytes)', () => {
  it('the longest names that the language takes', () => {
    expect(mistakes(script(name(40), name(40), name(40)))).toEqual([])
    // `-x` takes a choice away, `@step` corrects an answer.
    for (const value of [name(40), `-${name(40)}`, `@${name(40)}`])
      expect(bytes(answerToken(session, value))).toBeLessThanOrEqual(LIMITS.token)
    for (const verb of VERBS) expect(bytes(verbToken(verb, session))).toBeLessThanOrEqual(LIMITS.token)
    expect(bytes(flowToken(name(40)))).toBeLessThanOrEqual(LIMITS.token)
  })

  it('longer names, and letters of more than a byte, are refused', () => {
    expect(mistakes(script('a', name(41)))).not.toEqual([])
    expect(mistakes(script(name(41), 'a'))).not.toEqual([])
    expect(mistakes(script('a', 'a', name(41)))).not.toEqual([])
    expect(mistakes(script('a', 'はい'))).not.toEqual([])
  })
})
