/** `npm run walls`: dependency-cruiser with the rules of house.json; refuses to pass when it has seen nothing. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'

type Room = {
  name: string
  path: string
  floor: string
  says: string
  imports: string[] | 'all'
  types?: string[]
  files?: number
}
export type House = { floors: { name: string; says: string }[]; rooms: Room[] }

export const readHouse = (root: string): House => JSON.parse(readFileSync(join(root, 'house.json'), 'utf8'))

/** All that is wrong with the walls under `root`, a line each. */
export const walls = async (folder: string): Promise<string[]> => {
  const root = resolve(folder)
  if (sources(root).length === 0) return ['no module under src']
  const { default: rules } = await import(pathToFileURL(join(root, '.dependency-cruiser.mjs')).href)
  const { forbidden, options } = rules
  const tsConfig = extractTSConfig(join(root, 'tsconfig.json'))
  const { output } = await cruise(
    ['src'],
    { ...options, baseDir: root, validate: true, ruleSet: { forbidden } },
    options.enhancedResolveOptions,
    { tsConfig },
  )
  const { modules, summary } = output as ICruiseResult
  const seen = modules.map(module => module.source).filter(source => source.startsWith('src/'))
  return [...summary.violations.map(it => `${it.rule.name}: ${it.from} → ${it.to}`), ...unseen(root, seen)]
}

const sources = (root: string): string[] =>
  readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'))

/** With a TypeScript that it cannot read, the checker sees no module, and passes: a wall that nobody looked at. */
export const unseen = (root: string, seen: string[]): string[] =>
  sources(root)
    .filter(file => !seen.includes(`src/${file}`))
    .map(file => `not seen: src/${file}`)

if (import.meta.main) {
  const mistakes = await walls('.')
  for (const mistake of mistakes) console.error(mistake)
  console.log(mistakes.length === 0 ? 'walls: all stand' : `walls: ${mistakes.length} broken`)
  process.exitCode = mistakes.length === 0 ? 0 : 1
}
