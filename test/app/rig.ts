/** The app over a real database, without doors: updates go in as the channels would hand them over. */
import { randomBytes } from 'node:crypto'
import { createWayOut } from '../../src/app/campaigns/way-out.ts'
import { loadDirectory } from '../../src/app/directory.ts'
import { openFlowBook, readFlows } from '../../src/app/flows.ts'
import { type App, createApp } from '../../src/app/index.ts'
import { utcDay } from '../../src/app/intake.ts'
import { createLog } from '../../src/app/log.ts'
import { loadWords } from '../../src/app/words.ts'
import { PROJECT } from '../../src/house.ts'
import type { Log } from '../../src/kit/log.ts'
import type { World } from '../../src/kit/world.ts'
import { createPrivacy, type Privacy } from '../../src/privacy/index.ts'
import { openSodium } from '../../src/privacy/sodium.ts'
import type { Keys } from '../../src/privacy/turnover.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { activeHolders, insertHolder } from '../../src/store/keyholders.ts'

export const words = loadWords(`${PROJECT}/locales`)
const folder = readFlows(`${PROJECT}/flows`)
const found = loadDirectory(`${PROJECT}/content`, { words, countries: ['JP', 'KR'] })
if (!folder.ok || !found.ok) throw new Error('flows or content have mistakes')
export const flows = folder.value
export const directory = found.value

/** One secret and one reader's key for all runs, so that what one run filed another can open. */
const SECRET = new Uint8Array(randomBytes(32))
const sodium = await openSodium()
export const READER = sodium.crypto_box_keypair()

export type Rig = { app: App; store: Store; privacy: Privacy; close(): Promise<void> }

export const openRig = async (
  data: string,
  {
    world,
    log,
    keyholders = 2,
    keys,
    changed = () => undefined,
  }: { world: World; log?: Log; keyholders?: number; keys?: Keys; changed?: () => void },
): Promise<Rig> => {
  const store = await openStore({ folder: data, world })
  const privacy = createPrivacy({ ...(keys ?? { secret: SECRET }), world, sodium })
  await store.tx(async tx => {
    if ((await activeHolders(tx)).length > 0 || keyholders === 0) return
    const id = () => randomBytes(16).toString('base64url')
    const { publicKey } = READER
    const today = utcDay(world.now())
    const made = { publicKey, since: today, drilled: today, demo: false, wrapped: null }
    for (let at = 0; at < keyholders; at++)
      await insertHolder(tx, { id: id(), role: 'keyholder', name: `reader ${at}`, ...made })
    await insertHolder(tx, { id: id(), role: 'recovery', name: 'recovery', ...made })
  })
  const app = createApp({
    store,
    privacy,
    sodium,
    world,
    words,
    flows: await openFlowBook(store, flows),
    look: directory.look,
    log: log ?? createLog({ level: 'silent' }),
    campaigns: createWayOut({
      ...{ store, privacy, world, words, directory, demo: false },
      standing: { hold: () => undefined },
    }),
    demo: () => false,
    names: directory,
    pushes: channel => channel !== 'web' && channel !== 'terminal',
    nudge: () => undefined,
    changed,
    receipts: { size: 1, atOnce: 1 },
  })
  return {
    app,
    store,
    privacy,
    async close() {
      await app.stop()
      await store.close()
    },
  }
}
