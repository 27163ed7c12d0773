import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { no, ok, type Result } from './kit/result.ts'
import type { World } from './kit/world.ts'
import { createPrivacy, type Privacy } from './privacy/index.ts'
import { type Kept, markOf, openKept } from './privacy/kept.ts'
import { createSecret, loadSecret, nextSecretFile, putSecretInPlace, type SecretFault } from './privacy/secret.ts'
import { openSodium, type Sodium } from './privacy/sodium.ts'
import { wipeFile } from './privacy/wipe.ts'
import { pruneRefs } from './store/campaigns/refs.ts'
import { pruneDrafts } from './store/drafts.ts'
import { pruneInbox } from './store/inbox.ts'
import { openStore, type Store, StoreRefusal } from './store/index.ts'
import { removeUnusedMedia } from './store/media.ts'
import { readMeta, writeMeta } from './store/meta.ts'
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
import { pruneQuotas } from './store/quotas.ts'
import { pruneTraces } from './store/traces.ts'
import { pruneTries } from './store/tries.ts'

export type Memory = {
  store: Store
  privacy: Privacy
  secret: Uint8Array
  /** Of the secrets before this one. */
  kept: Kept | undefined
  sodium: Sodium
}

const FAULTS: Record<SecretFault, string> = {
  missing:
    'is missing, although there is data. Put the secret back: without it nobody can be reached and no conversation goes on.',
  'open-to-others': 'can be read by others. Run "chmod 600" on it.',
  malformed: 'does not hold a secret of Tulay.',
}

/**
 * Opens the data folder; makes it and its secret on the first start; finishes a change of the secret that was cut off. Refuses in
 * plain words what is wrong with either.
 * @param alone see `openStore`.
 */
export const openMemory = async (config: Config, world: World, alone = false): Promise<Result<Memory, string>> => {
  try {
    mkdirSync(config.data, { recursive: true, mode: 0o700 })
    if (!existsSync(config.secretFile) && !existsSync(join(config.data, 'tulay.db'))) createSecret(config.secretFile)
  } catch {
    return no(`The data folder ${config.data} cannot be written. Give Tulay a folder of its own with TULAY_DATA.`)
  }
  const early = loadSecret(config.secretFile)
  if (!early.ok && !existsSync(nextSecretFile(config.secretFile)))
    return no(`The secret file ${config.secretFile} ${FAULTS[early.why]}`)
  let store: Store | undefined
  try {
    const sodium = await openSodium()
    store = await openStore({ folder: config.data, world, alone })
    const found = await settleSecret(store, config.secretFile)
    if (!found.ok) {
      await store.close()
      return found
    }
    return ok({ store, ...found.value, privacy: createPrivacy({ ...found.value, world, sodium }), sodium })
  } catch (error) {
    if (error instanceof StoreRefusal) return no(error.message)
    await store?.close()
    throw error
  }
}

/**
 * The secret that the data are sealed under: the one in the file, or the one that waits beside it when a change was cut off
 * after the data had changed. Read only now, because whoever changes it has the database alone.
 */
const settleSecret = async (store: Store, path: string): Promise<Result<Pick<Memory, 'secret' | 'kept'>, string>> => {
  const present = loadSecret(path)
  const next = loadSecret(nextSecretFile(path))
  const { mark, sealed } = await store.tx(async tx => {
    const known = await readMeta(tx, 'secret')
    // A new database, or one from before there were marks.
    if (known === undefined && present.ok) await writeMeta(tx, 'secret', markOf(present.value))
    return { mark: known ?? (present.ok ? markOf(present.value) : undefined), sealed: await readMeta(tx, 'kept') }
  })
  const right = (it: typeof present) => (it.ok && markOf(it.value) === mark ? it.value : undefined)
  const waiting = right(next)
  const secret = waiting ?? right(present)
  if (!secret) return no(present.ok ? otherSecret(path) : `The secret file ${path} ${FAULTS[present.why]}`)
  // Where the folder cannot be written it stays beside, and is found there the next time.
  if (waiting && attempt(() => putSecretInPlace(path))) await store.checkpoint()
  // Made by a change that never came to change the data.
  if (!waiting && next.ok) attempt(() => wipeFile(nextSecretFile(path)))
  const kept = sealed === undefined ? undefined : openKept(secret, sealed)
  if (sealed !== undefined && !kept) return no('The database is damaged where it keeps its keys. Restore a backup.')
  return ok({ secret, kept })
}

const otherSecret = (path: string): string =>
  `The data are sealed under another secret than the one in ${path}. If the secret was changed, put the new one there, or name ` +
  'its file with TULAY_SECRET_FILE. If it is lost for good: npm run tulay -- secret lost'

const attempt = (work: () => void): boolean => {
  try {
    work()
    return true
  } catch (error) {
    if (typeof (error as { code?: unknown }).code === 'string') return false
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
  pruneQuotas,
  pruneRefs,
  pruneTraces,
  pruneTries,
  removeUnusedMedia,
})
