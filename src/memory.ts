import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { no, ok, type Result } from './kit/result.ts'
import type { World } from './kit/world.ts'
import { createPrivacy, type Privacy } from './privacy/index.ts'
import { createSecret, loadSecret } from './privacy/secret.ts'
import { openSodium, type Sodium } from './privacy/sodium.ts'
import { pruneDrafts } from './store/drafts.ts'
import { pruneInbox } from './store/inbox.ts'
import { openStore, type Store, StoreRefusal } from './store/index.ts'
import { pruneNotices } from './store/notices.ts'
import {
  claimLines,
  finishLines,
  markSending,
  nextDue,
  obstacles,
  pruneHeld,
  recoverLines,
  removeLinesOf,
} from './store/outbox.ts'
import { readPace, writePace } from './store/pace.ts'
import { pruneTraces } from './store/traces.ts'
import { pruneTries } from './store/tries.ts'

export type Memory = { store: Store; privacy: Privacy; secret: Uint8Array; sodium: Sodium }

const FAULTS = {
  missing:
    'is missing, although there is data. Put the secret back: without it nobody can be reached and no conversation goes on.',
  'open-to-others': 'can be read by others. Run "chmod 600" on it.',
  malformed: 'does not hold a secret of Tulay.',
} as const

/** Opens the data folder; makes it and its secret on the first start. Refuses in plain words what is wrong with either. */
export const openMemory = async (config: Config, world: World): Promise<Result<Memory, string>> => {
  try {
    mkdirSync(config.data, { recursive: true, mode: 0o700 })
    if (!existsSync(config.secretFile) && !existsSync(join(config.data, 'tulay.db'))) createSecret(config.secretFile)
  } catch {
    return no(`The data folder ${config.data} cannot be written. Give Tulay a folder of its own with TULAY_DATA.`)
  }
  const secret = loadSecret(config.secretFile)
  if (!secret.ok) return no(`The secret file ${config.secretFile} ${FAULTS[secret.why]}`)
  try {
    const sodium = await openSodium()
    const store = await openStore({ folder: config.data, world })
    return ok({ store, secret: secret.value, privacy: createPrivacy({ secret: secret.value, world, sodium }), sodium })
  } catch (error) {
    if (error instanceof StoreRefusal) return no(error.message)
    throw error
  }
}

/** The store as delivery sees it. */
export const withOutbox = (store: Store) => ({
  ...store,
  claimLines,
  finishLines,
  markSending,
  nextDue,
  obstacles,
  recoverLines,
  removeLinesOf,
  readPace,
  writePace,
})

/** The store as the hourly cleaning sees it. */
export const withPruning = (store: Store) => ({
  ...store,
  pruneDrafts,
  pruneHeld,
  pruneInbox,
  pruneNotices,
  pruneTraces,
  pruneTries,
})
