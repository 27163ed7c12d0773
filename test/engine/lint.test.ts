import { describe, expect, it } from 'vitest'
import { ANSWERS } from '../../src/app/campaigns/acts/polls.ts'
import { loadDirectory } from '../../src/app/directory.ts'
import { loadWords } from '../../src/app/words.ts'
import { readProject } from '../../src/cli/lint.ts'
import { SOURCES } from '../../src/cli/sources.ts'
import { type Finding, lintFlows, RULES } from '../../src/engine/lint.ts'
import { parseFlow } from '../../src/engine/parse.ts'
import { CANARIES } from './lint-canaries.ts'
import { inFlow, inWords } from './lint-plants.ts'
import { goodProject, lintProject } from './lint-project.ts'

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const told = ({ file, line, column, rule, severity, message }: Finding): string =>
  `${file}:${line}:${column} ${rule} ${severity} ${message}`

describe('the linter', () => {
  it('finds nothing in a project without a flaw', () => {
    expect(lintProject(goodProject()).map(told)).toEqual([])
  })

  it.each(CANARIES)('finds $rule: $what', ({ rule, severity = 'error', plant, at, says }) => {
    const project = goodProject()
    plant(project)
    const found = lintProject(project).filter(it => it.rule === rule && it.severity === severity)
    const lines = found.map(told)
    expect(lines, `${at} … ${says}`).toContainEqual(
      expect.stringMatching(new RegExp(`^${escapeRegExp(at)}.*${escapeRegExp(says)}`)),
    )
  })
  it('finds version-must-rise: other steps under the number that ran before', () => {
    const before = parseFlow(goodProject().flows['ask.yaml'] ?? '', 'ask.yaml').value
    if (!before) throw new Error('the good project does not parse')
    const earlier = new Map([['ask', { version: before.version, hash: before.hash }]])
    expect(lintProject(goodProject(), earlier)).toEqual([])
    const project = goodProject()
    inFlow('empty: bye', 'empty: age')(project)
    expect(lintProject(project, earlier).map(told)).toEqual([
      'flows/ask.yaml:3:10 version-must-rise error the steps have changed since version 3 ran: write `version: 4`',
    ])
    inFlow('version: 3', 'version: 4')(project)
    expect(lintProject(project, earlier)).toEqual([])
  })

  it('has a canary for every rule', () => {
    const planted = new Set<string>([...CANARIES.map(({ rule }) => rule), 'version-must-rise'])
    expect(Object.keys(RULES).filter(rule => !planted.has(rule))).toEqual([])
  })

  it('asks for no short label where the long one is short, and for one where it is not', () => {
    const project = goodProject()
    inWords('en', 'flows.json', '"blue": "Blue" }', '"blue": "Blue", "short": { "blue": "Blue" } }')(project)
    expect(lintProject(project)).toEqual([])
    inWords('fil', 'flows.json', '"Asul"', '"Asul na gaya ng dagat"')(project)
    expect(lintProject(project).map(told)).toEqual([
      'locales/fil/flows.json:1:1 missing-word error `fil` lacks `flows.ask.colour.options.short.blue`',
    ])
  })

  it('has nothing to say about what ships, in any language: a warning that stands is a warning that nobody reads', () => {
    expect(lintFlows(readProject('.')).map(told)).toEqual([])
  })

  it('finds nothing wrong with the flows and the English words that ship', () => {
    const project = readProject('.')
    const english = { ...project, words: project.words.filter(({ lang }) => lang === 'en') }
    expect(
      lintFlows(english)
        .filter(({ severity }) => severity === 'error')
        .map(told),
    ).toEqual([])
  })

  it('knows the same lists as the bot', () => {
    const directory = loadDirectory('content', { words: loadWords('locales') })
    if (!directory.ok) throw new Error(JSON.stringify(directory.why))
    expect([...SOURCES].sort()).toEqual([...directory.value.sources, ANSWERS].sort())
  })
})
