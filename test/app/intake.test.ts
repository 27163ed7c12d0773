import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { intakeHolders } from '../../src/app/intake.ts'
import { realWorld } from '../../src/house.ts'
import { openStore } from '../../src/store/index.ts'
import { insertHolder } from '../../src/store/keyholders.ts'
import { temporaryFolder } from '../faults/folder.ts'

const withKeys = async (keys: ('real' | 'real recovery' | 'demo' | 'demo recovery')[]) => {
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
      })
    const names = async (demo: boolean) => (await intakeHolders(tx, demo))?.map(({ name }) => name).toSorted()
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
})
