/** 100,000 lines of anything through the terminal's door: each is answered, nothing steers the screen, nothing ends the talk. */
import { PassThrough, Writable } from 'node:stream'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTerminal, PROMPT } from '../../src/channels/terminal/index.ts'
import { LIMITS } from '../../src/kit/inbound.ts'
import { choice, createStub, message, world } from './web-stub.ts'

const LINES = [
  '/',
  '//',
  '/START now',
  `/${'x'.repeat(100)}`,
  '@photo',
  '@photo /nowhere/at/all.jpg',
  '@voice "/nowhere" \u202e',
  '@photo "',
  '@photo /',
  '\u001b[2J\u0007',
  '\ud800',
  '\0',
  'a'.repeat(LIMITS.text + 1),
  '__proto__',
  '1e309',
  '-0',
  '٠١',
  `n.${'A'.repeat(22)}`,
]
const line = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...LINES) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(...'/@ "\\aphoto\u2066\t'), maxLength: 30 }) },
)

const numRuns = Number(process.env.FUZZ_RUNS ?? 100_000)

test('hostile lines', { timeout: 300_000 }, async () => {
  const echoing = message(['What?'], { choices: [choice('a.t.1.y', 'Y\u001b]0;x\u0007es')] })
  const app = createStub([echoing])
  const lines = fc.sample(line, numRuns).map(it => it.replace(/[\r\n\u2028\u2029\u0085]/g, ' '))
  let prompts = 0
  let steered = false
  const output = new Writable({
    decodeStrings: false,
    write(chunk: string, _, done) {
      prompts += chunk.endsWith(PROMPT) ? 1 : 0
      steered ||= /[\p{Cc}]/u.test(chunk.replaceAll('\n', ''))
      done()
    },
  })
  const input = new PassThrough()
  const talking = createTerminal({ app, world, input, output }).run()
  for (const it of lines) if (!input.write(`${it}\n`)) await new Promise(resolve => input.once('drain', resolve))
  input.end()
  await talking
  expect(prompts).toBe(lines.length + 1)
  expect(steered).toBe(false)
  expect(app.heard.length).toBe(lines.filter(it => it.trim() !== '').length)
  for (const { it } of app.heard) {
    if (it.kind === 'text') expect(it.text.length).toBeLessThanOrEqual(LIMITS.text)
    if (it.kind === 'command') expect(it.name).toMatch(/^[a-z][a-z_]{0,31}$/)
  }
  expect(new Set(app.heard.map(({ it }) => it.kind))).toEqual(new Set(['text', 'command', 'unreadable']))
})
