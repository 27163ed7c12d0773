/**
 * What every channel promises, whoever carries it. A channel's own test builds a rig around a real far side and names what
 * it cannot do, with the reason:
 *
 *   channelContract('terminal', makeRig, { cannot: [{ why: 'a terminal has no files', tests: ['takes a photo'] }] })
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CASES as TALK } from './channel-cases.ts'
import { LINKS } from './link-cases.ts'
import { MEDIA_CASES } from './media-cases.ts'
import type { Rig } from './rig.ts'

const CASES = { ...TALK, ...LINKS, ...MEDIA_CASES }

export type Cannot = { why: string; tests: string[] }

export const channelContract = (name: string, make: () => Promise<Rig>, { cannot = [] }: { cannot?: Cannot[] } = {}) =>
  describe(`${name}: the contract of channels`, () => {
    let rig: Rig
    beforeEach(async () => {
      rig = await make()
    })
    afterEach(() => rig.stop())

    const excused = new Map(cannot.flatMap(({ why, tests }) => tests.map(title => [title, why] as const)))
    for (const [title, check] of Object.entries(CASES)) {
      const why = excused.get(title)
      if (why === undefined) test(title, () => check(rig))
      // Held to its word: an excuse for what the channel can do, or has learnt since, fails.
      else test(`cannot: ${title} (${why})`, () => expect(check(rig)).rejects.toThrow())
    }

    test('names only tests that exist among what it cannot do', () => {
      for (const title of excused.keys()) expect(Object.keys(CASES)).toContain(title)
    })
  })
