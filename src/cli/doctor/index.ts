/** `tulay doctor`: says in plain words what is ill. Only looks; beside a server that runs as well. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { checkAuditFile } from '../../app/audit-file.ts'
import { type Config, readConfig } from '../../config.ts'
import { realWorld } from '../../house.ts'
import type { World } from '../../kit/world.ts'
import { createPrivacy, type Privacy } from '../../privacy/index.ts'
import { markOf } from '../../privacy/kept.ts'
import { loadSecret } from '../../privacy/secret.ts'
import { type Look, lookInto } from '../../store/look.ts'
import { readMeta } from '../../store/meta.ts'
import { lookAtCampaigns } from './campaigns.ts'
import { lookAtAudit, lookAtFiles, lookAtHalves } from './database.ts'
import { hasData, lookAtDisk, lookAtPragmas, lookAtRights, lookAtSecret } from './files.ts'
import { type Finding, ill, well } from './finding.ts'
import { lookAtKeys, lookAtStaff } from './people.ts'
import { lookAtBackups, lookAtClock, lookAtOutbox, lookAtTelegram } from './running.ts'

const OPTIONS = { json: { type: 'boolean' }, network: { type: 'boolean' }, audit: { type: 'string' } } as const

export const doctor = async (words: string[]): Promise<number> => {
  const { values } = parseArgs({ args: words, options: OPTIONS })
  if (values.audit !== undefined) return lookAtAuditFile(values.audit)
  const findings = await examine(process.env, { network: values.network === true })
  const bad = findings.filter(it => !it.well)
  if (values.json) console.log(JSON.stringify({ well: bad.length === 0, findings }, null, 2))
  else if (bad.length === 0) console.log(`All well: ${findings.length} things were looked at.`)
  else
    console.log(
      [
        ...bad.map(it => `ILL  ${it.check}: ${it.says}`),
        '',
        `${findings.length - bad.length} of ${findings.length} are well.`,
      ].join('\n'),
    )
  return bad.length === 0 ? 0 : 1
}

export type Examination = {
  network?: boolean
  world?: World
  /** Bytes that are free on the disk of a path. */
  free?: (path: string) => number
}

/** Everything that is looked at, in the order of a house: foundation first. */
export const examine = async (
  env: Readonly<Record<string, string | undefined>>,
  { network = false, world = realWorld, free }: Examination = {},
): Promise<Finding[]> => {
  const read = readConfig(env)
  if (!read.ok) return read.why.map(mistake => ill('configuration', mistake))
  const config = read.value
  const first = [well('configuration', 'The configuration has no mistakes.')]
  if (!hasData(config)) return [...first, ill('data', `There are no data in ${config.data}. Start Tulay once.`)]
  first.push(lookAtRights(config), lookAtDisk(config, free), inScratch(lookAtPragmas))
  let look: Look
  try {
    look = lookInto(config.data)
  } catch {
    const says = `The files in ${config.data} cannot be read as databases. Stop Tulay, keep a copy of the folder, and restore a backup.`
    return [...first, ill('database', says)]
  }
  try {
    return [...first, ...(await examineData(config, look, { network, world })), await lookAtTelegram(config, network)]
  } finally {
    await look.close()
  }
}

const examineData = async (
  config: Config,
  look: Look,
  { world }: { network: boolean; world: World },
): Promise<Finding[]> => {
  const files = lookAtFiles(look.states)
  // What is damaged or of another version may not be read by the questions below.
  if (files.some(it => !it.well && ['database', 'upgrades'].includes(it.check))) return files
  const now = world.now()
  const mark = await look.read(tx => readMeta(tx, 'secret'))
  const privacy = privacyOf(config, mark, world)
  return [
    lookAtSecret(config, mark),
    ...files,
    await lookAtAudit(look, privacy),
    await lookAtHalves(look),
    ...(await lookAtKeys(look, now)),
    await lookAtStaff(look),
    ...(await lookAtBackups(look, now)),
    await lookAtClock(look, now),
    ...(await lookAtOutbox(look, now)),
    ...(await lookAtCampaigns(look, { folder: config.data, now, privacy })),
  ]
}

const privacyOf = ({ secretFile }: Config, mark: string | undefined, world: World): Privacy | undefined => {
  const secret = loadSecret(secretFile)
  return secret.ok && markOf(secret.value) === mark ? createPrivacy({ secret: secret.value, world }) : undefined
}

const inScratch = <T>(work: (folder: string) => T): T => {
  const folder = mkdtempSync(join(tmpdir(), 'tulay-doctor-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** `--audit <file>`: the chain in a list that somebody saved from the console. */
const lookAtAuditFile = (path: string): number => {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    console.error(`${path} cannot be read.`)
    return 2
  }
  const checked = checkAuditFile(text)
  if (!checked.ok) {
    console.error(`${path} is no list of deeds: line ${checked.why} is of another form.`)
    return 2
  }
  const { rows, head, broken } = checked.value
  if (broken !== undefined) {
    console.log(`ILL  ${path} was changed: at number ${broken} the chain does not hold.`)
    return 1
  }
  const mark = head.slice(0, 16).replace(/.{4}(?!$)/g, '$& ')
  console.log(
    `${path} is whole: ${rows} entries. The mark of the last one is ${mark}; compare it with "Who did what", or with what somebody wrote down: a list that was cut off at its end shows by that alone.`,
  )
  return 0
}
