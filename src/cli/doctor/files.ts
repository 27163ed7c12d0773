import { existsSync, readdirSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../config.ts'
import { markOf } from '../../privacy/kept.ts'
import { loadSecret, type SecretFault } from '../../privacy/secret.ts'
import { assertPragmas, openSqlite } from '../../store/sqlite.ts'
import { type Finding, ill, judge, well } from './finding.ts'

/** What a day of reports with pictures may need, and a copy before an upgrade. */
const LEAST_FREE = 300 * 1024 * 1024

const SECRET: Record<SecretFault, string> = {
  missing: 'is missing. Put it back: without it nobody can be reached.',
  'open-to-others': 'can be read by others. Run "chmod 600" on it.',
  malformed: 'does not hold a secret of Tulay.',
}

/** @param mark that of the secret which the data are sealed under; `undefined`: not known. */
export const lookAtSecret = ({ secretFile }: Config, mark: string | undefined): Finding => {
  const secret = loadSecret(secretFile)
  if (!secret.ok) return ill('secret', `The secret file ${secretFile} ${SECRET[secret.why]}`)
  const other = mark !== undefined && markOf(secret.value) !== mark
  return judge(
    'secret',
    other && `The data are sealed under another secret than the one in ${secretFile}.`,
    'The secret fits the data, and only its owner can read it.',
  )
}

/** Names below the data folder that others than the owner could read or change; the secret is looked at by itself. */
export const lookAtRights = ({ data, secretFile }: Config): Finding => {
  // Windows has no such bits.
  const open =
    process.platform === 'win32'
      ? []
      : ['.', ...readdirSync(data)].filter(name => join(data, name) !== secretFile && isOpen(join(data, name)))
  return judge(
    'rights',
    open.length > 0 &&
      `Others can get at ${open.map(name => join(data, name)).join(', ')}. Run "chmod -R go-rwx ${data}".`,
    'Only its owner can get at the data folder.',
  )
}

/** What stands in a folder that is shut is shut. */
const isOpen = (path: string): boolean => {
  const { mode } = statSync(path)
  return (mode & 0o077) !== 0 && !path.endsWith('cache')
}

export const lookAtDisk = ({ data }: Config, free = freeBytes): Finding => {
  const bytes = free(data)
  const megabytes = Math.floor(bytes / 1024 / 1024)
  return judge(
    'disk',
    bytes < LEAST_FREE && `Only ${megabytes} MB are free where ${data} lies. Make room: a full disk takes no report.`,
    `${megabytes} MB are free.`,
  )
}

const freeBytes = (path: string): number => {
  const { bavail, bsize } = statfsSync(path)
  return bavail * bsize
}

/** That this machine's SQLite keeps the promises: tried on a file that is thrown away. */
export const lookAtPragmas = (folder: string): Finding => {
  const path = join(folder, 'tried.db')
  try {
    const sqlite = openSqlite(path)
    assertPragmas(sqlite)
    sqlite.close()
    return well('sqlite', 'SQLite deletes for good, and what is committed is on the disk.')
  } catch (error) {
    return ill('sqlite', `This SQLite does not keep its promises: ${(error as Error).message}.`)
  }
}

export const hasData = ({ data }: Config): boolean =>
  existsSync(join(data, 'tulay.db')) && existsSync(join(data, 'shred.db'))
