import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { CONTENDERS } from '../../bench/contenders/index.ts'
import { expected } from '../../bench/conversation.ts'
import { wrongAnswers } from '../../bench/feed.ts'
import { measure } from '../../bench/measure.ts'

describe('the bench, small: twenty people, one run', () => {
  it.each([...CONTENDERS.entries()])('contender %i (%o) keeps the right answers of everybody', async (_, entry) => {
    const measured = await measure(await entry.load(), 20, 4, tmpdir())
    expect(measured.wrong).toBe(0)
    expect(measured.durability).toBe(entry.durability)
    expect(measured.updatesPerSecond).toBeGreaterThan(0)
    expect(measured.bytesPerConversation).toBeGreaterThan(0)
  })

  it('would notice a wrong, a missing and an extra answer', async () => {
    const filed = new Map([0, 1, 2].map(person => [person, expected(person)]))
    const running = { act: async () => {}, stateBytes: () => [], filed: async () => filed, close: async () => {} }
    expect(await wrongAnswers(running, 3)).toBe(0)
    filed.set(1, { ...expected(1), told: !expected(1).told })
    filed.delete(2)
    filed.set(7, expected(7))
    expect(await wrongAnswers(running, 3)).toBe(3)
  })
})
