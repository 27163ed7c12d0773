import type { Keyring } from '../../src/app/keyring/index.ts'

const nothing = async () => ({ ok: false, why: 'nothing' }) as const
const none = async () => undefined

/** For pages that are about no key: nobody holds one. */
export const NO_KEYS: Keyring = {
  see: async () => ({ keys: [], kits: [], open: 0, mine: undefined, closed: undefined }),
  ownFile: none,
  ownDrill: none,
  make: async () => ({ ok: false, why: 'form' }),
  changePassphrase: nothing,
  missing: nothing,
  give: nothing,
  leaving: none,
  retire: nothing,
  envelope: none,
  prove: none,
  makeKit: async () => ({ ok: false, why: 'form' }),
}
