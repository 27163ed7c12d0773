import type { World } from '../kit/world.ts'
import { fingerprint } from '../privacy/fingerprint.ts'
import type { Cost } from '../privacy/key-file.ts'
import { newKeyholder } from '../privacy/keyholders.ts'
import { newRecoveryKit, type Sheet } from '../privacy/recovery.ts'
import type { Sodium } from '../privacy/sodium.ts'
import type { Store } from '../store/index.ts'
import { activeHolders, insertHolder } from '../store/keyholders.ts'
import { utcDay } from './intake.ts'

export type NewKeys = {
  /** Printed once, kept on paper, never stored. */
  recovery: { fingerprint: string; sheets: Sheet[] }
  holders: { name: string }[]
}

/**
 * Makes the first keyholders and the recovery key. Private keys are stored only under their holder's passphrase; the recovery
 * key's private half is printed and stored nowhere.
 */
export const createKeys = async (
  { store, sodium, world }: { store: Store; sodium: Sodium; world: World },
  people: { name: string; passphrase: string }[],
  demo?: Cost,
): Promise<NewKeys> => {
  const kit = await newRecoveryKit(sodium, world)
  const keys: { name: string; publicKey: Uint8Array; wrapped: Uint8Array }[] = []
  for (const { name, passphrase } of people) keys.push({ name, ...(await newKeyholder(sodium, passphrase, demo)) })
  const id = () => Buffer.from(world.random(16)).toString('base64url')
  const today = utcDay(world.now())
  // Whoever types a passphrase twice can open with it today.
  const made = { since: today, drilled: today, demo: demo !== undefined }
  await store.tx(async tx => {
    for (const key of keys) await insertHolder(tx, { id: id(), role: 'keyholder', ...made, ...key })
    const { publicKey } = kit
    await insertHolder(tx, { id: id(), role: 'recovery', name: 'recovery', publicKey, ...made, wrapped: null })
  })
  return {
    recovery: { fingerprint: fingerprint(sodium, kit.publicKey), sheets: kit.sheets },
    holders: people.map(({ name }) => ({ name })),
  }
}

/** Who can open reports, by kind of key. */
export const keyState = (store: Store): Promise<{ real: number; demo: number }> =>
  store.tx(async tx => {
    const readers = (await activeHolders(tx)).filter(holder => holder.role === 'keyholder')
    return { real: readers.filter(({ demo }) => !demo).length, demo: readers.filter(({ demo }) => demo).length }
  })
