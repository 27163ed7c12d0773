import { expect, test } from 'vitest'
import { canaryHouse, ROOT } from './canary.ts'
import { unseen, walls } from './walls.ts'

test('the walls of the house stand', async () => {
  expect(await walls(ROOT)).toEqual([])
})

const FINE = {
  'src/kit/ids.ts': 'export type Id = string\n',
  'src/kit/text.ts': 'export const fold = (text: string): string => text\n',
  'src/engine/types.ts': "import type { Id } from '../kit/ids.ts'\nexport type Session = { id: Id }\n",
  'src/engine/step.ts': "import { z } from 'zod'\nexport const step = z\n",
  'src/engine/parse.ts': "import { parse } from 'yaml'\nexport const read = parse\n",
  'src/store/sessions.ts': "import type { Session } from '../engine/types.ts'\nexport type Row = Session\n",
  'src/channels/web/index.ts': "import { fold } from '../../kit/text.ts'\nexport const web = fold\n",
  'src/channels/telegram/index.ts': 'export const telegram = 1\n',
  'src/main.ts': "import { web } from './channels/web/index.ts'\nweb('')\n",
}
const broken = async (more: Record<string, string>): Promise<string[]> => walls(canaryHouse({ ...FINE, ...more }))

test('a small house after the plan passes', async () => {
  expect(await broken({})).toEqual([])
})

const CANARIES: [rule: string, path: string, text: string][] = [
  ['kit-walls', 'src/kit/bad.ts', "import { step } from '../engine/step.ts'\nexport const bad = step\n"],
  ['engine-walls', 'src/engine/bad.ts', "import type { Row } from '../store/sessions.ts'\nexport type Bad = Row\n"],
  [
    'channels-walls',
    'src/channels/web/bad.ts',
    "import { step } from '../../engine/step.ts'\nexport const bad = step\n",
  ],
  ['store-types', 'src/store/bad.ts', "import { step } from '../engine/step.ts'\nexport const bad = step\n"],
  ['engine-pure', 'src/engine/bad.ts', "import { readFileSync } from 'node:fs'\nexport const bad = readFileSync\n"],
  ['domain-packages', 'src/domain/bad.ts', "import { Kysely } from 'kysely'\nexport const bad = Kysely\n"],
  ['engine-only-yaml', 'src/engine/bad.ts', "import { parse } from 'yaml'\nexport const bad = parse\n"],
  [
    'channels-apart',
    'src/channels/web/bad.ts',
    "import { telegram } from '../telegram/index.ts'\nexport const bad = telegram\n",
  ],
  [
    'no-circle',
    'src/kit/text.ts',
    "import { b } from './b.ts'\nexport const fold = (text: string): string => text + b\n",
  ],
  ['resolvable', 'src/app/bad.ts', "import { gone } from './gone.ts'\nexport const bad = gone\n"],
  ['no-dev-package-in-src', 'src/app/bad.ts', "import fc from 'fast-check'\nexport const bad = fc\n"],
  ['main-is-the-roof', 'src/cli/bad.ts', "import '../main.ts'\n"],
  ['on-the-plan', 'src/attic/bad.ts', "import { fold } from '../kit/text.ts'\nexport const bad = fold\n"],
]
test.each(CANARIES)('%s is caught', async (rule, path, text) => {
  const circle = { 'src/kit/b.ts': "import { fold } from './text.ts'\nexport const b = fold('')\n" }
  const told = await broken({ ...circle, [path]: text })
  expect(told.map(line => line.split(':')[0])).toContain(rule)
})

test('a checker that sees nothing does not pass', async () => {
  expect(await walls(canaryHouse({ 'src/readme.md': '' }))).toEqual(['no module under src'])
  expect(unseen(canaryHouse(FINE), ['src/main.ts'])).toHaveLength(Object.keys(FINE).length - 1)
})
