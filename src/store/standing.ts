/**
 * Whether this database may send by itself. A restored backup, or a copy on another server, holds words that the original may have
 * sent already. So a file beside the database says which machine's it is, and is in no backup: it is recognized by where it
 * lies on the disk, so that copying it along makes it another one.
 */
import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, statSync, utimesSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Instant } from '../kit/ids.ts'
import type { World } from '../kit/world.ts'
import type { Store, Tx } from './index.ts'
import { readMeta, removeMeta, writeMeta } from './meta.ts'
import { parkLines } from './parked.ts'
import { endSessionsDue } from './sessions.ts'

/**
 * Why only answers go out. `copy`: the database is another machine's, or an older state of this one's. `stale`: nobody worked with
 * it for so long that another one may have taken its place.
 */
export type Hold = 'copy' | 'stale'

export type Standing = {
  /**
   * Once, before anything is sent: makes the database this machine's, and holds back what a copy must not repeat. Returns how many lines
   * wait for the operator's yes because of it.
   */
  takeUp(): Promise<number>
  /** Every minute: "still here". Sees what the operator has decided meanwhile. */
  beat(): Promise<void>
  /** As of the last beat. */
  hold(): Hold | undefined
}

const FILE = 'instance'
/** A night and a morning are no reason to ask. */
const STALE_MS = 24 * 3_600_000
/** Without a word a conversation ends after an hour; in a copy that is older nobody waits for its last words. */
const SESSION_MS = 3_600_000

export const createStanding = ({ store, folder, world }: { store: Store; folder: string; world: World }): Standing => {
  const path = join(folder, FILE)
  let hold: Hold | undefined

  return {
    takeUp: async () => {
      makeIfNone(path, world)
      const file = readInstance(path)
      const now = world.now()
      const { parked, beat } = await store.tx(async tx => {
        const before = Number((await readMeta(tx, 'beat')) ?? 0)
        const found = foundAs(file, { holder: await readMeta(tx, 'holder'), beat: before }, now)
        hold = found === 'copy' ? found : ((await readHold(tx)) ?? found)
        if (hold) await writeMeta(tx, 'hold', hold)
        await writeMeta(tx, 'holder', file.print)
        if (found === 'copy') await endSessionsDue(tx, now - SESSION_MS)
        return { parked: found === 'copy' ? await parkLines(tx) : 0, beat: await writeBeat(tx, before, now) }
      })
      writeFile(path, { id: file.id, beat })
      return parked
    },
    beat: async () => {
      const beat = await store.tx(async tx => {
        hold = await readHold(tx)
        return writeBeat(tx, Number((await readMeta(tx, 'beat')) ?? 0), world.now())
      })
      makeIfNone(path, world)
      writeFile(path, { id: readInstance(path).id, beat })
    },
    hold: () => hold,
  }
}

export const readHold = async (tx: Tx): Promise<Hold | undefined> => (await readMeta(tx, 'hold')) as Hold | undefined

/** The operator's yes. */
export const endHold = (tx: Tx): Promise<void> => removeMeta(tx, 'hold')

/**
 * Erases halves of keys that belong to no report. Not while the database may be an older one that was put back by mistake: the keys of
 * the newer one would be gone. Whoever says `resume` says that this is the one. Returns how many there were.
 */
export const clearShreds = async ({ shred }: Store, standing: Standing): Promise<number> => {
  const orphans = standing.hold() ? [] : await shred.orphans()
  if (orphans.length > 0) {
    await shred.erase(orphans)
    await shred.finish(orphans)
  }
  return orphans.length
}

type InstanceFile = { id: string; beat: Instant; print: string }

const foundAs = (
  file: InstanceFile,
  known: { holder: string | undefined; beat: Instant },
  now: Instant,
): Hold | undefined => {
  // New, or from before there were instances.
  if (known.holder === undefined) return undefined
  // The file is written after the database, never before: a database that is behind it is an older one put back.
  if (known.holder !== file.print || known.beat < file.beat) return 'copy'
  return now - known.beat > STALE_MS ? 'stale' : undefined
}

/** Rising also when the clock is set back, so that the file is never ahead of a database that is its own. */
const writeBeat = async (tx: Tx, before: Instant, now: Instant): Promise<Instant> => {
  const beat = Math.max(now, before + 1)
  await writeMeta(tx, 'beat', String(beat))
  return beat
}

const makeIfNone = (path: string, world: World): void => {
  if (!statSync(path, { throwIfNoEntry: false }))
    writeFile(path, { id: Buffer.from(world.random(16)).toString('base64url'), beat: 0 })
}

const readInstance = (path: string): InstanceFile => {
  const [id = '', beat = ''] = readFileSync(path, 'latin1').split('\n')
  const print = createHash('sha256')
    .update(`${id}\n${placeOf(path)}`)
    .digest('base64url')
    .slice(0, 22)
  return { id, beat: Number(beat) || 0, print }
}

/** Longer than a tick of any file system's clock. */
const TICK_MS = 20

/**
 * A copy has the same words and another place: node number and time of birth are of the file, not of what stands in it. Some file
 * systems know no birth and tell the last change instead, which every heartbeat moves: there the number has to do.
 */
const placeOf = (path: string): string => {
  const born = statSync(path, { bigint: true })
  if (born.birthtimeNs !== born.ctimeNs) return `${born.ino}\n${born.birthtimeNs}`
  // Made in this very tick, or no birth is known: a change tells which.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, TICK_MS)
  utimesSync(path, 0, 0)
  const changed = statSync(path, { bigint: true })
  return changed.birthtimeNs === born.birthtimeNs ? `${born.ino}\n${born.birthtimeNs}` : `${born.ino}`
}

/** In place and always as long, because a new file would be another machine's. */
const writeFile = (path: string, { id, beat }: { id: string; beat: Instant }): void => {
  const file = openSync(path, statSync(path, { throwIfNoEntry: false }) ? 'r+' : 'wx', 0o600)
  try {
    writeSync(file, `${id}\n${String(beat).padStart(16, '0')}\n`, 0)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
