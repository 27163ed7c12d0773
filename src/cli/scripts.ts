import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LintInput, WordsFile } from '../engine/lint.ts'
import { parseFlow, parseMenu } from '../engine/parse.ts'

const MENU = 'menu.yaml'

/** The scripts in `flows/` of a project folder, parsed, with their mistakes and places. */
export const readScripts = (project: string): Pick<LintInput, 'flows' | 'menu'> => {
  const names = readdirSync(join(project, 'flows'))
    .filter(name => name.endsWith('.yaml'))
    .sort()
  const text = (name: string): string => readFileSync(join(project, 'flows', name), 'utf8')
  const flows = names
    .filter(name => name !== MENU)
    .map(name => ({ file: `flows/${name}`, parsed: parseFlow(text(name), `flows/${name}`) }))
  if (!names.includes(MENU)) return { flows }
  return { flows, menu: { file: `flows/${MENU}`, parsed: parseMenu(text(MENU), `flows/${MENU}`) } }
}

/** The files of words of every language of a project folder, as they stand. */
export const readWordFiles = (project: string): WordsFile[] => {
  const folder = join(project, 'locales')
  return readdirSync(folder)
    .sort()
    .filter(lang => existsSync(join(folder, lang, 'locale.json')))
    .flatMap(lang =>
      readdirSync(join(folder, lang))
        .sort()
        .filter(name => name.endsWith('.json') && name !== 'locale.json')
        .map(name => ({
          lang,
          file: `locales/${lang}/${name}`,
          name: name.slice(0, -'.json'.length),
          text: readFileSync(join(folder, lang, name), 'utf8'),
        })),
    )
}
