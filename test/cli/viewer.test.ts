/** `tulay viewer`: the same bytes each time, compared, signed and verified. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { runCommand } from '../../src/cli/index.ts'
import { bundle } from '../../src/console/bundle.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

const open = () => {
  const folder = mkdtempSync(join(tmpdir(), 'tulay-viewer-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  vi.stubEnv('TULAY_DATA', join(folder, 'data'))
  const said: string[] = []
  for (const way of ['log', 'error'] as const)
    vi.spyOn(console, way).mockImplementation(text => void said.push(String(text)))
  const run = async (...words: string[]) => {
    said.length = 0
    return { code: await runCommand(['viewer', ...words]), said: said.join('\n') }
  }
  return { folder, file: join(folder, 'viewer.html'), run }
}

test('the same version writes the same bytes, in which nothing is from elsewhere; a changed file is told', async () => {
  const { folder, file, run } = open()
  const first = await run(file)
  expect(first.code).toBe(0)
  const html = readFileSync(file, 'utf8')
  await run(join(folder, 'other.html'))
  expect(readFileSync(join(folder, 'other.html'), 'utf8')).toBe(html)
  expect(html).toContain("default-src 'none'; connect-src 'none'; script-src 'sha256-")
  expect(html).not.toMatch(/\b(?:src|href)="|unsafe-inline|'unsafe-eval'/)
  expect(html).not.toContain('console.')
  expect((await run('--check', file)).code).toBe(0)
  writeFileSync(file, html.replace('connect-src', 'connect-sic'))
  const changed = await run('--check', file)
  expect(changed.code).toBe(1)
  expect(changed.said).toContain('do not type a passphrase into it')
  expect((await run('--check', join(folder, 'none.html'))).code).toBe(2)
  expect((await run(file, '--lang', 'xx')).code).toBe(2)
})

test('it is signed with a key of its own that lies nowhere near the data, and verified by the public key', async () => {
  const { folder, file, run } = open()
  const key = join(folder, 'signing.key')
  const beside = await run(file, '--key', join(folder, 'data', 'signing.key'))
  expect([beside.code, existsSync(file)]).toEqual([1, false])
  const signed = await run(file, '--key', key)
  expect(signed.said).toContain('The signing key is new')
  expect(statSync(key).mode & 0o777).toBe(0o600)
  const [, by = ''] = /Public key: ([\w-]{43})$/m.exec(signed.said) ?? []
  const [, print] = /fingerprint: ((?:[0-9a-f]{4} ?){8})$/m.exec(signed.said) ?? []
  const good = await run('--verify', file, '--by', by)
  expect([good.code, good.said.includes(print ?? '?')]).toEqual([0, true])
  // With the same key the same signature, and it is not new any more.
  const signature = readFileSync(`${file}.sig`, 'utf8')
  expect((await run(file, '--key', key)).said).not.toContain('is new')
  expect(readFileSync(`${file}.sig`, 'utf8')).toBe(signature)

  const [, another = ''] =
    /Public key: ([\w-]{43})$/m.exec((await run(join(folder, 'b.html'), '--key', `${key}2`)).said) ?? []
  expect((await run('--verify', file, '--by', another)).code).toBe(1)
  writeFileSync(file, `${readFileSync(file, 'utf8')} `)
  expect((await run('--verify', file, '--by', by)).code).toBe(1)
  expect((await run('--verify', file, '--by', 'nonsense')).code).toBe(2)
  expect((await run('--verify', file)).code).toBe(2)
  chmodSync(key, 0o644)
  expect((await run(file, '--key', key)).said).toContain('can be read by others')
  chmodSync(key, 0o600)
  writeFileSync(key, 'words')
  expect((await run(file, '--key', key)).said).toContain('does not hold a signing key')
})

test('modules become one script in their order; a form that is not known is refused', () => {
  const script = bundle([
    { name: 'one.js', body: 'export const a = 2\nexport const b = () => a\n' },
    {
      name: 'two.js',
      body: "import * as one from './one.js'\nconst t = { all: one.a };export default t;export{t as u};",
    },
    {
      name: 'end.js',
      body: "import { a as first, b } from './one.js'\nimport two from './two.js'\nglobalThis.said = [first, b(), two.all]\n",
    },
  ])
  new Function(script)()
  expect((globalThis as { said?: unknown }).said).toEqual([2, 2, 2])
  expect(() => bundle([{ name: 'a.js', body: "import { b } from './b.js'\n" }])).toThrow('needs b.js')
  expect(() =>
    bundle([
      { name: 'a.js', body: 'export { x }\nx()\n' },
      { name: 'b.js', body: '' },
    ]),
  ).toThrow('not known')
  expect(() => bundle([{ name: 'a.js', body: "import './b.js'\n" }])).toThrow('not known')
})
