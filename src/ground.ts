import { join } from 'node:path'
import { type Directory, loadDirectory } from './app/directory.ts'
import { readFlows } from './app/flows.ts'
import { type AppWords, loadWords } from './app/words.ts'
import { tell } from './engine/parse.ts'
import { no, ok, type Result } from './kit/result.ts'
import type { World } from './kit/world.ts'

/** The folder of the project itself: flows, words and content ship with it. */
export const PROJECT = join(import.meta.dirname, '..')

/** The real clock and the real dice. */
export const realWorld: World = {
  now: Date.now,
  random: size => globalThis.crypto.getRandomValues(new Uint8Array(size)),
}

export type Ground = { words: AppWords; directory: Directory; flows: ReturnType<typeof readFlows> & { ok: true } }

/** Reads flows, words and content of a project folder; every mistake of every file at once, ready to print. */
export const readGround = (project: string, countries: readonly string[]): Result<Ground, string[]> => {
  const words = loadWords(join(project, 'locales'))
  const flows = readFlows(join(project, 'flows'))
  const directory = loadDirectory(join(project, 'content'), { words, countries })
  const unknown = directory.ok ? countries.filter(code => !directory.value.areaOf(code)) : []
  if (flows.ok && directory.ok && unknown.length === 0) return ok({ words, directory: directory.value, flows })
  return no([
    ...unknown.map(code => `TULAY_COUNTRIES names ${code}, which content/areas.json does not have.`),
    ...(flows.ok ? [] : flows.why.map(tell)),
    ...(directory.ok ? [] : directory.why.map(({ file, path, message }) => `content/${file} ${path}: ${message}`)),
  ])
}
