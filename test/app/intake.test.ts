import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { intakeHolders } from '../../src/app/intake.ts'
import { realWorld } from '../../src/house.ts'
import { openStore } from '../../src/store/index.ts'
import { insertHolder } from '../../src/store/keyholders.ts'
import { temporaryFolder } from '../faults/folder.ts'

const NOW = Date.UTC(2026, 2, 1)
/** `drilled`: on which day the keyholders proved to open with their keys. */
const withKeys = async (
  keys: ('real' | 'real recovery' | 'demo' | 'demo recovery')[],
  drilled: (string | null)[] = [],
) => {
  const store = await openStore({ folder: temporaryFolder('tulay-intake-'), world: realWorld })
  return store.tx(async tx => {
    for (const [at, key] of keys.entries())
      await insertHolder(tx, {
        id: randomBytes(16).toString('base64url'),
        role: key.endsWith('recovery') ? 'recovery' : 'keyholder',
        name: `${key} ${at}`,
        publicKey: new Uint8Array(32).fill(at + 1),
        demo: key.startsWith('demo'),
        wrapped: null,
        since: '2025-12-01',
        drilled: drilled[at] === undefined ? '2026-02-28' : drilled[at],
      })
    const names = async (demo: boolean) =>
      (await intakeHolders(tx, { demo, now: NOW }))?.map(({ name }) => name).toSorted()
    return { demo: await names(true), real: await names(false) }
  })
}

describe('intake', () => {
  it('is closed without two keyholders and the recovery key', async () => {
    expect(await withKeys([])).toEqual({ demo: undefined, real: undefined })
    expect(await withKeys(['real', 'real recovery'])).toEqual({ demo: undefined, real: undefined })
    expect(await withKeys(['real', 'real'])).toEqual({ demo: undefined, real: undefined })
  })
  it('seals to demo keys only in demo mode', async () => {
    const holders = await withKeys(['demo', 'demo', 'demo recovery'])
    expect(holders.real).toBeUndefined()
    expect(holders.demo).toHaveLength(3)
  })
  it('never seals to a demo key what real people can read', async () => {
    const holders = await withKeys(['demo', 'demo', 'demo recovery', 'real', 'real', 'real recovery'])
    expect(holders.demo).toEqual(['real 3', 'real 4', 'real recovery 5'])
    expect(holders.real).toEqual(holders.demo)
  })
  it('does not count real and demo keys together', async () => {
    expect(await withKeys(['demo', 'real', 'real recovery', 'demo recovery'])).toEqual({
      demo: undefined,
      real: undefined,
    })
  })
  it('is closed while fewer than two have proved lately that they open, and seals to all who hold a key', async () => {
    const keys = ['real', 'real', 'real', 'real recovery'] as const
    const names = ['real 0', 'real 1', 'real 2', 'real recovery 3']
    // 1 March less 45 days is 15 January.
    const at = async (...drilled: (string | null)[]) => (await withKeys([...keys], drilled)).real
    expect(await at('2026-01-15', '2026-01-15', null, null)).toEqual(names)
    expect(await at('2026-01-15', '2026-01-14', null, null)).toBeUndefined()
    expect(await at(null, null, null)).toBeUndefined()
    expect((await withKeys(['demo', 'demo', 'demo recovery'], [null, null])).demo).toHaveLength(3)
  })
})
