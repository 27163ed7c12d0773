import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { no, ok, type Result } from '../kit/result.ts'
import { wipeOpen } from './wipe.ts'

export const SECRET_BYTES = 32

/** `open-to-others`: group or world may read it; it counts as known to others then. `malformed`: not 32 bytes as base64url. */
export type SecretFault = 'missing' | 'open-to-others' | 'malformed'

/** Reads the server's secret. The file holds 32 bytes as one line of base64url, so that it can be copied by hand. */
export const loadSecret = (path: string): Result<Uint8Array, SecretFault> => {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return no('missing')
  // Windows has no such bits; there the folder's own permissions count.
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) return no('open-to-others')
  const line = readFileSync(path, 'latin1').trim()
  if (!/^[\w-]{43}$/.test(line)) return no('malformed')
  return ok(new Uint8Array(Buffer.from(line, 'base64url')))
}

/** Makes a fresh secret that only the owner may read, on the disk before this returns. Never overwrites one. */
export const createSecret = (path: string): Result<Uint8Array, 'exists'> => {
  const secret = new Uint8Array(randomBytes(SECRET_BYTES))
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  let file: number
  try {
    file = openSync(path, 'wx', 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return no('exists')
    throw error
  }
  try {
    writeSync(file, `${Buffer.from(secret).toString('base64url')}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  syncFolder(dirname(path))
  return ok(secret)
}

/** Where the secret that is to replace the one at `path` waits. */
export const nextSecretFile = (path: string): string => `${path}.next`

/**
 * Puts the secret that waits at `nextSecretFile(path)` in place of the one at `path`, in one step, and overwrites the old one.
 * A crash leaves either the one or the other there.
 */
export const putSecretInPlace = (path: string): void => {
  const old = statSync(path, { throwIfNoEntry: false })
  const file = old && openWritable(path)
  try {
    renameSync(nextSecretFile(path), path)
    syncFolder(dirname(path))
    // By now the old one has no name, only this handle.
    if (file !== undefined) wipeOpen(file, old?.size ?? 0)
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

/** `undefined`: a file that may be read only; then it is replaced and not overwritten. */
const openWritable = (path: string): number | undefined => {
  try {
    return openSync(path, 'r+')
  } catch {
    return undefined
  }
}

/** A new name is on the disk only when its folder is. */
const syncFolder = (path: string): void => {
  // Windows opens no folders, and needs none of this.
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
