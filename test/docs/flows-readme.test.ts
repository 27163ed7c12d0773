import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { z } from 'zod'
import { COMMITS } from '../../src/app/commits/index.ts'
import { COMMANDS } from '../../src/cli/index.ts'
import { SOURCES } from '../../src/cli/sources.ts'
import { VERB_NUMBERS } from '../../src/engine/lexicon.ts'
import { keysOf } from '../../src/engine/lint/keys.ts'
import { type Finding, lintFlows, RULES, type WordsFile } from '../../src/engine/lint.ts'
import { parseFlow } from '../../src/engine/parse.ts'
import { ASKS, flowFile, KINDS, menuFile } from '../../src/engine/schema.ts'
import { BUDGET, VERBS } from '../../src/engine/types.ts'

const page = readFileSync('flows/README.md', 'utf8')

/** The text under a heading, up to the next heading of any level. */
const section = (title: string): string => {
  const start = page.indexOf(`\n## ${title}\n`) + 1 || page.indexOf(`\n### ${title}\n`) + 1
  if (start === 0) throw new Error(`no section "${title}"`)
  const rest = page.slice(page.indexOf('\n', start))
  const end = rest.search(/\n##+ /)
  return end < 0 ? rest : rest.slice(0, end)
}

/** Rows of the tables in a text, cell by cell, without head and rule. */
const rows = (text: string): string[][] => {
  const lines = text.split('\n').filter(line => line.startsWith('|'))
  const rules = lines.flatMap((line, at) => (line.startsWith('|---') ? [at - 1, at] : []))
  return lines
    .filter((_, at) => !rules.includes(at))
    .map(line =>
      line
        .slice(1, -1)
        .split('|')
        .map(cell => cell.trim()),
    )
}
/** The names in backticks in the first cell of every row. */
const firstNames = (text: string): string[] => rows(text).flatMap(([first = '']) => codes(first))
const codes = (text: string): string[] => [...text.matchAll(/`([^`\n]+)`/g)].map(found => found[1] ?? '')
const keys = (schema: z.ZodObject): string[] => Object.keys(schema.shape)
const same = (names: Iterable<string>): string[] => [...new Set(names)].sort()

const fences = (language: string): string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\n\`\`\``, 'gs'))].map(found => found[1] ?? '')

/** Steps without a head get one, and an end for whatever they only point to. */
const whole = (example: string, at: number): string => {
  if (/^flow:/m.test(example)) return example
  const { steps } = parse(example) as { steps: Record<string, Record<string, unknown>> }
  const [start = ''] = Object.keys(steps)
  return `flow: example${at}\nversion: 1\nstart: ${start}\n${example}`
}

const errors = (findings: Finding[]): Finding[] => findings.filter(({ severity }) => severity === 'error')

const lintExamples = (files: { file: string; text: string }[], words?: string): Finding[] => {
  const flows = files.map(({ file, text }) => ({ file, parsed: parseFlow(text, file) }))
  const made = flows.flatMap(({ parsed: { value } }) => (value ? [...keysOf(value, false).needed] : []))
  const invented = made.map(([key, shape]): [string, unknown] => [key, shape === 'list' ? [key] : key.slice(-20)])
  const english: WordsFile[] = words
    ? [{ lang: 'en', file: 'flows.json', name: 'flows', text: words }]
    : [{ lang: 'en', file: 'flows.json', name: 'flows', text: JSON.stringify(nested(invented)) }]
  return lintFlows({ flows, words: english, commits: COMMITS, sources: SOURCES })
}

/** `flows.a.b` → { a: { b: … } }, as it stands in flows.json. */
const nested = (entries: [string, unknown][]): object => {
  const root: Record<string, unknown> = {}
  for (const [key, value] of entries) {
    const [, ...path] = key.split('.')
    const last = path.pop() ?? ''
    let at = root
    for (const name of path) {
      at[name] ??= {}
      at = at[name] as Record<string, unknown>
    }
    at[last] = value
  }
  return root
}

describe('flows/README.md names what is in the code, all of it and nothing else', () => {
  it('kinds of steps', () => {
    expect(same(firstNames(section('Kinds of steps')))).toEqual(same(['ask', ...Object.keys(KINDS)]))
  })
  it('kinds of questions, and the keys that steps can have', () => {
    const text = section('Kinds of questions')
    const names = firstNames(text)
    const kinds = Object.keys(ASKS)
    const inSteps = [...Object.values(ASKS), ...Object.values(KINDS)].flatMap(schema => keys(schema))
    const wanted = [...inSteps, 'from', 'when', 'else'].filter(
      key => !['ask', 'next', 'say', 'find', 'branch', 'review', 'commit', 'run'].includes(key),
    )
    expect(same(names)).toEqual(same([...kinds, ...wanted]))
  })
  it('in which step a key can stand', () => {
    const where = new Map(
      rows(section('Kinds of questions')).map(([key = '', place = '']) => [codes(key)[0] ?? '', place]),
    )
    for (const [ask, schema] of Object.entries(ASKS))
      for (const key of keys(schema).filter(key => !['ask', 'next'].includes(key))) {
        const place = where.get(key) === 'the same' ? where.get('min') : where.get(key)
        expect(place, `${key} in ${ask}`).toMatch(new RegExp(`all questions|\`${ask}\``))
      }
  })
  it('keys of the head, and what can begin a flow', () => {
    const on = (flowFile.shape.on as z.ZodOptional<z.ZodObject>).unwrap()
    expect(same(firstNames(section('The head of a flow')))).toEqual(same([...keys(flowFile), ...keys(on)]))
    for (const key of keys(menuFile)) expect(codes(section('The head of a flow'))).toContain(key)
  })
  it('tests of conditions', () => {
    const tests = firstNames(section('`branch`'))
    const flow = (test: string) =>
      `flow: x\nversion: 1\nstart: a\nsteps:\n  a: { ask: number, next: b }\n  b: { branch: [ { when: { step: a, ${test} }, next: c } ], else: c }\n  c: { end: true }\n`
    const values: Record<string, string> = { given: 'true', in: '[1]', has: 'x' }
    for (const test of tests)
      expect(parseFlow(flow(`${test}: ${values[test] ?? '1'}`), 'x.yaml').mistakes, test).toEqual([])
    const source = readFileSync('src/engine/schema.ts', 'utf8')
    const known = [...source.matchAll(/test\('(\w+)'/g)].map(found => found[1] ?? '')
    expect(same(tests)).toEqual(same(known))
  })
  it('deeds and how they end', () => {
    const told = rows(section('`commit`')).map(([deed = '', ends = '', shown = '']) => [
      codes(deed)[0],
      { ends: codes(ends), shown: same(codes(shown.split('(')[0] ?? '')) },
    ])
    expect(Object.fromEntries(told)).toEqual(
      Object.fromEntries(
        Object.entries(COMMITS).map(([name, { outcomes, values = {} }]) => [
          name,
          { ends: outcomes, shown: same(Object.values(values).flat()) },
        ]),
      ),
    )
  })
  it('verbs and their numbers', () => {
    const told = rows(section('Verbs that always work')).map(([verb = '', numbers = '']) => [
      codes(verb)[0],
      numbers.match(/\d+/g)?.sort() ?? [],
    ])
    const numbersOf = (verb: string) =>
      Object.keys(VERB_NUMBERS)
        .filter(number => VERB_NUMBERS[number] === verb)
        .sort()
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(VERBS.map(verb => [verb, numbersOf(verb)])))
  })
  it('lists to look into', () => {
    expect(same(rows(section('Lists to look into')).flatMap(([name = '']) => codes(name)))).toEqual(same(SOURCES))
  })
  it('budgets and their values', () => {
    const unit: Record<string, number> = { minutes: 60_000, hours: 3_600_000 }
    const told = rows(section('Limits')).map(([name = '', value = '']) => {
      const [count = '', of = ''] = value.split(' ')
      return [codes(name)[0], Number(count) * (unit[of] ?? 1)]
    })
    expect(Object.fromEntries(told)).toEqual(BUDGET)
  })
  it('rules of the linter', () => {
    expect(same(rows(section('What the linter says')).flatMap(([name = '']) => codes(name)))).toEqual(
      same(Object.keys(RULES)),
    )
  })
  it('keys of words', () => {
    const told = rows(section('Words, and where they live')).flatMap(([key = '']) => codes(key))
    const { value } = parseFlow(
      `flow: f\nversion: 1\nstart: a\non: { command: f, words: true }\nsteps:
  a: { ask: choice, options: [o], next: b }\n  b: { review: [a], options: [o], next: c }\n  c: { say: true, end: true }\n`,
      'f.yaml',
    )
    if (!value) throw new Error('the flow of this test does not parse')
    const { needed, possible } = keysOf(value, true)
    const known = [...needed.keys(), ...possible.keys()].map(key =>
      key
        .replace(/^flows\.f\./, '')
        .replace(/^[abc]\./, '<step>.')
        .replace(/\.o$/, '.<option>')
        .replace(/retry\.\d$/, 'retry.1'),
    )
    expect(same(told)).toEqual(same(known))
  })

  it('commands', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
    const told = [...page.matchAll(/npm run ([\w:]+)(?: -- (\w+))?/g)]
    expect(told.length).toBeGreaterThan(5)
    for (const [, script = '', command] of told) {
      expect(Object.keys(scripts)).toContain(script)
      if (command) expect(Object.keys(COMMANDS)).toContain(command)
    }
  })
  it('folders, files and flows', () => {
    const paths = codes(page).filter(code => /^(flows|locales|src)\//.test(code) && !code.includes('<'))
    expect(paths).toContain('src/app/commits')
    for (const path of paths.filter(path => !['flows/rest.yaml', 'locales/vi'].includes(path)))
      expect(existsSync(path), path).toBe(true)
    for (const link of page.matchAll(/\]\(#([^)]+)\)/g)) {
      const titles = [...page.matchAll(/^##+ (.+)$/gm)].map(found =>
        (found[1] ?? '')
          .toLowerCase()
          .replace(/[^a-z ]/g, '')
          .replaceAll(' ', '-'),
      )
      expect(titles).toContain(link[1])
    }
  })
})

describe('the examples in flows/README.md', () => {
  const examples = fences('yaml').map((text, at) => ({ file: `example ${at}`, text: whole(text, at) }))
  const shipped = ['desk'].map(name => ({
    file: `flows/${name}.yaml`,
    text: readFileSync(`flows/${name}.yaml`, 'utf8'),
  }))

  it.each(examples)('$file is in the language', ({ file, text }) => {
    expect(parseFlow(text, file).mistakes).toEqual([])
  })

  it('all pass the linter, together', () => {
    expect(errors(lintExamples([...examples, ...shipped]))).toEqual([])
  })

  it('show every kind of step and of question', () => {
    const steps = examples.flatMap(({ text, file }) => Object.values(parseFlow(text, file).value?.steps ?? {}))
    expect(same(steps.map(step => step.kind))).toEqual(same(['ask', ...Object.keys(KINDS)]))
    expect(same(steps.flatMap(step => (step.kind === 'ask' ? [step.ask] : [])))).toEqual(same(Object.keys(ASKS)))
  })

  it('the first flow has ten lines at the most, and just the words that it needs', () => {
    const [first] = examples
    const [words = ''] = fences('json')
    const lines = first?.text.split('\n').filter(line => !line.startsWith('#')) ?? []
    expect(lines.length).toBeLessThanOrEqual(10)
    expect(first ? lintExamples([first], words) : undefined).toEqual([])
  })
})
