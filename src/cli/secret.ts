import { existsSync, lstatSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { rotateSecret } from '../app/rotate-secret.ts'
import type { Config } from '../config.ts'
import { realWorld } from '../house.ts'
import { no, ok, type Result } from '../kit/result.ts'
import type { World } from '../kit/world.ts'
import { type Memory, openMemory } from '../memory.ts'
import { markOf } from '../privacy/kept.ts'
import { createSecret, loadSecret, nextSecretFile, putSecretInPlace } from '../privacy/secret.ts'
import { copyBeforeUpgrade, openStore, StoreRefusal } from '../store/index.ts'
import { removeMeta, writeMeta } from '../store/meta.ts'
import { forgetKeyed, type Rekeyed } from '../store/rekey.ts'
import { configOrTell } from './environment.ts'
import { memoryOrTell } from './rooms.ts'

const USAGE = ['npm run tulay -- secret rotate [--to <file>]', 'npm run tulay -- secret lost [--yes]'].join('\n')

/** `tulay secret rotate [--to <file>]`, or `tulay secret lost`. */
export const secret = async (words: string[]): Promise<number> => {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: { to: { type: 'string' }, yes: { type: 'boolean' } },
  })
  const what = positionals.join(' ')
  if (what !== 'rotate' && what !== 'lost') {
    console.error(USAGE)
    return 2
  }
  const config = configOrTell()
  if (!config) return 2
  if (!existsSync(join(config.data, 'tulay.db'))) {
    console.error(`There are no data in ${config.data}: nothing hangs on the secret yet.`)
    return 1
  }
  return what === 'rotate' ? rotate(config, values.to) : beginAnew(config, values.yes === true)
}

/** A new secret for the server, and everything that hung on the old one carried over to it. */
const rotate = async (config: Config, wanted: string | undefined): Promise<number> => {
  const memory = await memoryOrTell(config, true)
  if (!memory) return 2
  const to = wanted === undefined ? undefined : resolve(wanted)
  const done = await changeSecret({ memory, config, to, world: realWorld, told: () => undefined })
  await memory.store.close()
  if (!done.ok) {
    console.error(done.why)
    return 1
  }
  console.log(reportOf(config, done.value, to))
  return 0
}

/** When no copy of the secret is left: a new one, and what only the lost one opened is deleted. */
const beginAnew = async (config: Config, sure: boolean): Promise<number> => {
  const memory = await openMemory(config, realWorld, true)
  if (memory.ok) {
    await memory.value.store.close()
    console.error(`The secret in ${config.secretFile} is the right one: nothing is lost.`)
    return 1
  }
  if (!sure) {
    console.error(
      [
        memory.why,
        '',
        'If no copy of it is left, "secret lost --yes" begins anew with another one. It forgets who said yes and in which language,',
        'alerts, notices asked for, open conversations and messages on their way: nobody can open them. Reports stay, and so do',
        'the "Any news?" buttons; receipts are not found any more. Make a backup first, in case that a copy turns up.',
      ].join('\n'),
    )
    return 1
  }
  const begun = await replaceLostSecret(config.data, config.secretFile)
  if (!begun.ok) {
    console.error(begun.why)
    return 1
  }
  console.log(
    `Done: ${config.secretFile} holds the secret from now on; ${begun.value} rows were forgotten. Keep a copy of it.`,
  )
  return 0
}

const replaceLostSecret = async (data: string, path: string): Promise<Result<number, string>> => {
  const store = await openStore({ folder: data, world: realWorld, alone: true }).catch(error => {
    if (error instanceof StoreRefusal) return error
    throw error
  })
  if (store instanceof StoreRefusal) return no(store.message)
  try {
    const next = takeNext(path, new Uint8Array(0))
    if (!next.ok) return no(next.why ?? `${path} cannot be written.`)
    const count = await store.tx(async tx => {
      const forgotten = await forgetKeyed(tx)
      await removeMeta(tx, 'kept')
      await writeMeta(tx, 'secret', markOf(next.value))
      return forgotten
    })
    // Whoever signed can sign no more: a first signer may be made anew.
    for (const group of ['', ' demo']) store.ledger.write('anew', `${store.instance}${group}`)
    await store.checkpoint()
    return ok(count)
  } finally {
    await store.close()
  }
}

/** `made`: the new secret is on the disk. `sealed`: the data are under it. `placed`: it is where the next start looks. */
export type ChangeStep = 'made' | 'sealed' | 'placed'

/**
 * Cut off before `sealed` the old secret holds, and the next start wipes the new one; after it the new one holds, and the next start
 * puts it in place.
 * @param it.memory opened alone.
 * @param it.to where the new secret is, or is to be made, if not in the place of the old one.
 */
export const changeSecret = async (it: {
  memory: Memory
  config: Pick<Config, 'data' | 'secretFile'>
  to: string | undefined
  world: World
  told(step: ChangeStep): void
}): Promise<Result<Rekeyed, string>> => {
  const { memory, config, to, told } = it
  if (to === undefined && isMounted(config.secretFile)) return no(elsewhere(config.secretFile))
  const next = takeNext(to ?? nextSecretFile(config.secretFile), memory.secret)
  if (!next.ok) return no(next.why ?? elsewhere(config.secretFile))
  told('made')
  const done = await rotateSecret({ ...memory, next: next.value, world: it.world })
  told('sealed')
  rmSync(copyBeforeUpgrade(config.data), { recursive: true, force: true })
  try {
    if (to === undefined) putSecretInPlace(config.secretFile)
  } catch {
    return no(waiting(config.secretFile))
  }
  told('placed')
  return ok(done)
}

/** Reads the new secret from `path`, or makes it there. Refuses with a sentence, or with none if nothing can be written there. */
const takeNext = (path: string, present: Uint8Array): Result<Uint8Array, string | undefined> => {
  const found = loadSecret(path)
  if (found.ok && Buffer.compare(found.value, present) === 0) return no(`The secret in ${path} is in use already.`)
  if (found.ok) return found
  if (found.why === 'open-to-others') return no(`${path} can be read by others. Run "chmod 600" on it.`)
  if (found.why === 'malformed') return no(`${path} does not hold a secret of Tulay.`)
  try {
    const made = createSecret(path)
    return made.ok ? made : no(`${path} is there already.`)
  } catch {
    return no(undefined)
  }
}

/** A link, or a file that is mounted by itself (a container's secret), is not to be replaced from inside. */
const isMounted = (path: string): boolean =>
  lstatSync(path).isSymbolicLink() || statSync(path).dev !== statSync(dirname(path)).dev

const elsewhere = (path: string): string =>
  [
    `The secret in ${path} cannot be replaced from here. Nothing was changed. Do this instead:`,
    '  1. npm run tulay -- secret rotate --to <a file where you may write, and nobody else may read>',
    '     It makes the new secret there and seals the data under it.',
    `  2. Put that file where ${path} comes from, or name it with TULAY_SECRET_FILE, and start Tulay.`,
    '  3. Destroy the old one.',
  ].join('\n')

/** Nothing is lost by it: a start finds the new one where it waits. */
const waiting = (path: string): string =>
  `The data are under the new secret, which could not be put in place of ${path}. It is in ${nextSecretFile(path)}: put it there ` +
  'yourself, and destroy the old one.'

const reportOf = (config: Config, { moved, lost }: Rekeyed, to: string | undefined): string =>
  [
    `Done: ${moved} ${moved === 1 ? 'row is' : 'rows are'} under the new secret. Nobody will notice anything.`,
    ...(lost > 0 ? [`${lost} could not be opened with the old secret and were deleted.`] : []),
    to === undefined
      ? `The new secret is in ${config.secretFile}; the old one was overwritten.`
      : `The new secret is in ${to}. Put it where ${config.secretFile} comes from, or name it with TULAY_SECRET_FILE, before ` +
        'you start Tulay again. Then destroy the old one.',
    '',
    'Still to do:',
    '  - Make a copy of the new secret, on paper for example, and destroy the copies of the old one.',
    '  - Make a backup now. Backups from before today open only with the old secret; if it was stolen, they tell the thief',
    '    addresses, so destroy those that you do not need.',
    '  - Start Tulay. If Telegram comes by webhook, it is told the new address by itself.',
  ].join('\n')
