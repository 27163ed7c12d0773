import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadWords } from '../app/words.ts'
import { graphOf, toMermaid, toSvg } from '../engine/graph.ts'
import { tell } from '../engine/parse.ts'
import { PROJECT } from '../house.ts'
import { readScripts } from './scripts.ts'

/** `tulay graph <flow> [--svg] [--lang en]`: the flow as Mermaid text, or as an SVG picture, on the standard output. */
export const graph = async (args: string[]): Promise<number> => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      svg: { type: 'boolean', default: false },
      lang: { type: 'string', default: 'en' },
      folder: { type: 'string', default: PROJECT },
    },
  })
  const { flows } = readScripts(values.folder)
  const [name] = positionals
  const wanted = flows.find(({ file }) => file === `flows/${name}.yaml`)
  if (!wanted) {
    const names = flows.map(({ file }) => file.replace(/^flows\/|\.yaml$/g, '')).join(', ')
    console.error(`Which flow? npm run tulay -- graph <flow> [--svg]\nThere are: ${names}`)
    return 2
  }
  const { value, mistakes } = wanted.parsed
  if (!value) {
    console.error(mistakes.map(tell).join('\n'))
    return 1
  }
  const words = loadWords(join(values.folder, 'locales'))
  const text = (key: string): string | undefined => {
    const lang = [values.lang, 'en'].find(tag => words.has(tag, key))
    return lang === undefined ? undefined : words.text(lang, key)
  }
  const drawn = graphOf(value, text)
  process.stdout.write(values.svg ? toSvg(drawn) : toMermaid(drawn))
  return 0
}
