import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from './canary.ts'

/** What no file of the project may hold. In pieces, so that this page does not hold it either. */
const FORBIDDEN: Record<string, RegExp> = {
  'a path of one machine': new RegExp(`(?<![\\w.~-])/(${['work', 'root', 'farm', 'home', 'Users'].join('|')})/`),
  'work left over': new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].join('|')})\\b`),
  'a test that runs alone': /\b(it|test|describe|bench)\.(concurrent\.|sequential\.)?only\b/,
  'a private key': new RegExp(`-----${'BEGIN'} [A-Z ]*PRIVATE KEY-----`),
}
const SKIPS = /\b(it|test|describe|bench)\.(skip|todo|skipIf|runIf|fails)\b/

const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0').filter(Boolean)
const pages = tracked.flatMap(file => {
  const text = readFileSync(join(ROOT, file), 'utf8')
  return text.includes('\0') || file === 'LICENSE' ? [] : [{ file, lines: text.split('\n') }]
})
const found = (pattern: RegExp, where = pages): string[] =>
  where.flatMap(({ file, lines }) => lines.flatMap((line, at) => (pattern.test(line) ? [`${file}:${at + 1}`] : [])))

test('there are files to look at', () => {
  expect(pages.length).toBeGreaterThan(300)
})

test('each is found where it is planted', () => {
  const planted = [
    `cd /${'work'}/main`,
    `// ${'TO'}${'DO'}: later`,
    `it.${'only'}('alone', () => {})`,
    `-----${'BEGIN'} OPENSSH PRIVATE KEY-----`,
  ]
  for (const [at, pattern] of Object.values(FORBIDDEN).entries())
    expect(found(pattern, [{ file: 'planted', lines: planted }])).toEqual([`planted:${at + 1}`])
  expect(found(SKIPS, [{ file: 'planted', lines: [`test.${'skip'}('later')`] }])).toEqual(['planted:1'])
})

test.each(Object.entries(FORBIDDEN))('no file holds %s', (_, pattern) => {
  expect(found(pattern)).toEqual([])
})

test('no test is passed over', () => {
  const code = pages.filter(({ file }) => file.endsWith('.ts'))
  expect(found(SKIPS, code)).toEqual([])
})

test('the lock names no host: packages come from whichever registry npm is set to', () => {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'))
  const hosts = Object.entries<{ resolved?: string }>(packages).filter(([, { resolved }]) => resolved !== undefined)
  expect(hosts).toEqual([])
  expect(
    found(
      /https?:\/\//,
      pages.filter(({ file }) => file === '.npmrc'),
    ),
  ).toEqual([])
})
