import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { canaryHouse, ROOT } from './canary.ts'

/** Runs a gate's program in a planted house. */
const gate = (root: string, name: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'node_modules', name), ...args], {
    cwd: root,
    encoding: 'utf8',
  })
  return { status, says: stdout + stderr }
}
const TSC = 'typescript/bin/tsc'
const BIOME = '@biomejs/biome/bin/biome'
const KNIP = 'knip/bin/knip.js'

const FINE = {
  'src/main.ts': "import { greet } from './app/greet.ts'\n\ngreet('you')\n",
  'src/app/greet.ts': 'export const greet = (name: string): string => name\n',
}

test('types: a small house passes, a wrong one does not', () => {
  expect(gate(canaryHouse(FINE), TSC, '--noEmit', '-p', '.')).toEqual({ status: 0, says: '' })
  const canaries = {
    'a wrong type': 'export const n: number = "one"\n',
    'an item of a list is perhaps none': 'export const first = (list: string[]): string => list[0]\n',
    'undefined is no absence': 'const it: { a?: string } = { a: undefined }\nexport const b = it\n',
    'syntax that Node cannot strip': 'export enum Colour { Red }\n',
    'a type imported as a value': "import { Bad } from './types.ts'\nexport const x: Bad = 1\n",
  }
  const planted = Object.entries(canaries).map(([, text], index) => [`src/bad${index}.ts`, text] as const)
  const root = canaryHouse({ ...Object.fromEntries(planted), 'src/types.ts': 'export type Bad = number\n' })
  const { says } = gate(root, TSC, '--noEmit', '-p', '.')
  for (const [index, name] of Object.keys(canaries).entries()) expect(says, name).toContain(`src/bad${index}.ts`)
})

test('lint: a small house passes, a careless one does not', () => {
  expect(gate(canaryHouse(FINE), BIOME, 'ci', '--vcs-enabled=false', 'src').status).toBe(0)
  const canaries = {
    'a value that nobody uses': 'const unused = 1\nexport const x = 2\n',
    'a loose comparison': 'export const same = (a: number, b: number): boolean => a == b\n',
    any: 'export const x = (it: any): number => it.n\n',
    'a debugger left': 'export const x = (): number => {\n  debugger\n  return 1\n}\n',
    'another format': 'export const x = "double quotes";\n',
  }
  for (const [name, text] of Object.entries(canaries))
    expect(gate(canaryHouse({ 'src/bad.ts': text }), BIOME, 'ci', '--vcs-enabled=false', 'src').status, name).toBe(1)
})

test('dead: a file, an export or a package that nobody uses is told', () => {
  const root = canaryHouse({
    ...FINE,
    'src/app/attic.ts': 'export const old = 1\n',
    'src/app/greet.ts': `${FINE['src/app/greet.ts']}export const never = 1\n`,
  })
  const { status, says } = gate(root, KNIP, '--no-progress')
  expect(status).toBe(1)
  expect(says).toContain('src/app/attic.ts')
  expect(says).toMatch(/never\s+src\/app\/greet\.ts/)
  expect(says).toMatch(/kysely\s+package\.json/)
})
