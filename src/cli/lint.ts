import { parseArgs } from 'node:util'
import { COMMITS } from '../app/commits/index.ts'
import { type Finding, type LintInput, lintFlows } from '../engine/lint.ts'
import { PROJECT } from '../house.ts'
import { readScripts, readWordFiles } from './scripts.ts'
import { SOURCES } from './sources.ts'

/** Everything that the linter looks at in a project folder. `earlier`: another project folder, whose scripts ran before. */
export const readProject = (project: string, earlier?: string): LintInput => ({
  ...readScripts(project),
  words: readWordFiles(project),
  commits: COMMITS,
  sources: SOURCES,
  ...(earlier === undefined ? {} : { earlier: versionsIn(earlier) }),
})

const versionsIn = (project: string): NonNullable<LintInput['earlier']> =>
  new Map(
    readScripts(project).flows.flatMap(({ parsed: { value } }) =>
      value ? [[value.flow, { version: value.version, hash: value.hash }] as const] : [],
    ),
  )

const line = ({ file, line, column, rule, severity, message }: Finding): string =>
  `${file}:${line}:${column} ${rule}${severity === 'warning' ? ' (warning)' : ''} ${message}`

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

const summary = (findings: readonly Finding[], input: LintInput): string => {
  const warnings = findings.filter(({ severity }) => severity === 'warning').length
  const mistakes = findings.length - warnings
  const languages = new Set(input.words.map(({ lang }) => lang)).size
  const looked = `${counted(input.flows.length, 'flow')} in ${counted(languages, 'language')}`
  if (findings.length === 0) return `${looked}: nothing is wrong.`
  return `\n${looked}: ${counted(mistakes, 'mistake')}, ${counted(warnings, 'warning')}. flows/README.md says what each means.`
}

/**
 * `tulay lint [--json] [--folder …] [--earlier …]`: checks flows and words. Exit code 1 if anything is wrong, 0 if there
 * are warnings at the most.
 */
export const lint = async (args: string[]): Promise<number> => {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      folder: { type: 'string', default: PROJECT },
      earlier: { type: 'string' },
    },
  })
  const input = readProject(values.folder, values.earlier)
  const findings = lintFlows(input)
  if (values.json) console.log(JSON.stringify(findings, undefined, 2))
  else console.log([...findings.map(line), summary(findings, input)].join('\n'))
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0
}
