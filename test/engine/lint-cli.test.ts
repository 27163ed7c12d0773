import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { graph } from '../../src/cli/graph.ts'
import { lint } from '../../src/cli/lint.ts'
import { words } from '../../src/cli/words.ts'

const folder = mkdtempSync(join(tmpdir(), 'tulay-lint-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const change = (file: string, from: string, to: string): void => {
  const text = readFileSync(join(folder, file), 'utf8')
  expect(text).toContain(from)
  writeFileSync(join(folder, file), text.replace(from, to))
}

/** What a command prints, and its exit code. */
const ran = async (command: (args: string[]) => Promise<number>, ...args: string[]) => {
  const out: string[] = []
  const hear = (text: unknown) => void out.push(String(text))
  const spies = [
    vi.spyOn(console, 'log').mockImplementation(hear),
    vi.spyOn(console, 'error').mockImplementation(hear),
    vi.spyOn(process.stdout, 'write').mockImplementation(text => {
      hear(text)
      return true
    }),
  ]
  try {
    return { code: await command([...args, '--folder', folder]), out: out.join('\n') }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

describe('the commands of whoever writes flows', () => {
  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true })
    for (const part of ['flows', 'locales/en']) cpSync(part, join(folder, part), { recursive: true })
  })

  it('lint is content with what ships, in English', async () => {
    const { code, out } = await ran(lint)
    expect(out).toMatch(/\d+ flows in 1 language: /)
    expect(code).toBe(0)
  })

  it('lint tells file, line, column, rule and what is wrong, and fails', async () => {
    change('flows/desk.yaml', 'find: desks', 'find: dekss')
    const { code, out } = await ran(lint)
    expect(out).toMatch(/^flows\/desk\.yaml:\d+:\d+ unknown-source there is no list `dekss`; possible: /m)
    expect(out).toContain('1 mistake')
    expect(code).toBe(1)
  })

  it('lint --json gives the same to a program', async () => {
    change('locales/en/flows.json', '"finish": "Go to the menu"', '"finish": ""')
    const { code, out } = await ran(lint, '--json')
    const found = JSON.parse(out) as { file: string; rule: string; line: number }[]
    expect(found.map(({ file, rule }) => ({ file, rule }))).toContainEqual({
      file: 'locales/en/flows.json',
      rule: 'empty-word',
    })
    expect(code).toBe(1)
  })

  it('lint --earlier asks for a higher version when steps have changed', async () => {
    change('flows/privacy.yaml', 'end: true', 'end: menu')
    const { code, out } = await ran(lint, '--earlier', '.')
    expect(out).toMatch(/flows\/privacy\.yaml:\d+:\d+ version-must-rise/)
    expect(code).toBe(1)
  })

  it('words says who has checked what, and writes it down', async () => {
    cpSync('locales/fil', join(folder, 'locales/fil'), { recursive: true })
    expect((await ran(words)).out).toMatch(/^en\/flows source$[\s\S]*^fil\/flows machine-drafted$/m)
    expect(await ran(words, 'reviewed', 'fil', 'flows', 'verbs', '--by', 'Demo reader')).toEqual({ code: 0, out: '' })
    expect((await ran(words)).out).toMatch(/^fil\/flows reviewed by Demo reader on \d{4}-\d\d-\d\d$/m)
    change('locales/en/flows.json', '"finish": "Go to the menu"', '"finish": "To the menu"')
    const { out } = await ran(words)
    expect(out).toMatch(/^fil\/flows reviewed by .* STALE: the English has changed since$/m)
    expect(out).toMatch(/^fil\/verbs reviewed by Demo reader on [\d-]+$/m)
    await ran(words, 'drafted', 'fil')
    expect((await ran(words)).out).not.toMatch(/STALE|reviewed/)
  })

  it.each([
    [['reviewed', 'fil'], 'tulay words | '],
    [['drafted', 'fil', '--by', 'Demo reader'], 'tulay words | '],
    [['reviewed', 'xx', '--by', 'Demo reader'], 'no language "xx"'],
    [['reviewed', 'en', '--by', 'Demo reader'], 'no language "en"'],
    [['drafted', 'fil', 'flow'], 'fil has no flow. Its files are: areas, '],
  ])('words refuses %j with a sentence', async (args, why) => {
    cpSync('locales/fil', join(folder, 'locales/fil'), { recursive: true })
    const { code, out } = await ran(words, ...args)
    expect([code, out]).toEqual([2, expect.stringContaining(why)])
  })

  it('graph prints Mermaid or SVG, and the names of the flows if there is none of that name', async () => {
    expect((await ran(graph, 'report')).out).toMatch(/^flowchart TD\n/)
    expect((await ran(graph, 'report', '--svg')).out).toMatch(/^<svg [\s\S]*<\/svg>\n$/)
    const { code, out } = await ran(graph, 'nothing')
    expect(out).toContain('There are: alerts, ')
    expect(code).toBe(2)
  })
})
