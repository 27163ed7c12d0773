import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, readConfig } from '../config.ts'
import type { World } from '../kit/world.ts'
import { createPrivacy, type Privacy } from '../privacy/index.ts'
import { createSecret, loadSecret } from '../privacy/secret.ts'
import { openStore, type Store } from '../store/index.ts'

/** Reads the environment, or tells every mistake at once and gives nothing. */
export const configOrTell = (): Config | undefined => {
  const read = readConfig(process.env)
  if (read.ok) return read.value
  console.error(['The configuration has mistakes:', ...read.why.map(mistake => `  - ${mistake}`)].join('\n'))
  return undefined
}

const FAULTS = {
  missing:
    'is missing, although there is data. Put the secret back: without it nobody can be reached and no conversation goes on.',
  'open-to-others': 'can be read by others. Run: chmod 600',
  malformed: 'is not a secret of Tulay: it must hold 32 bytes as Tulay wrote them.',
} as const

/** Opens the data folder: makes it and its secret on the first start. Tells what is wrong in plain words and gives nothing. */
export const openMemory = async (
  config: Config,
  world: World,
): Promise<{ store: Store; privacy: Privacy; secret: Uint8Array } | undefined> => {
  mkdirSync(config.data, { recursive: true, mode: 0o700 })
  if (!existsSync(config.secretFile) && !existsSync(join(config.data, 'tulay.db'))) createSecret(config.secretFile)
  const secret = loadSecret(config.secretFile)
  if (!secret.ok) {
    console.error(`The secret file ${config.secretFile} ${FAULTS[secret.why]}`)
    return undefined
  }
  try {
    const store = await openStore({ folder: config.data, world })
    return { store, secret: secret.value, privacy: createPrivacy({ secret: secret.value, world }) }
  } catch (error) {
    console.error(
      `The data folder ${config.data} cannot be opened: ${error instanceof Error ? error.message : 'unknown fault'}`,
    )
    return undefined
  }
}
