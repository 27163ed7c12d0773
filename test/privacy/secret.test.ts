import { chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSecret, loadSecret } from '../../src/privacy/secret.ts'

const place = () => join(mkdtempSync(join(tmpdir(), 'tulay-secret-')), 'deep', 'secret')

test('a secret is made once, readable by its owner only, and read back', () => {
  const path = place()
  expect(loadSecret(path)).toEqual({ ok: false, why: 'missing' })
  const made = createSecret(path)
  expect(made.ok && made.value.length).toBe(32)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(loadSecret(path)).toEqual(made)
})

test('an existing secret is never overwritten', () => {
  const path = place()
  createSecret(path)
  const before = readFileSync(path)
  expect(createSecret(path)).toEqual({ ok: false, why: 'exists' })
  expect(readFileSync(path)).toEqual(before)
})

test.each([0o640, 0o604, 0o660, 0o644])('a secret that others may read is refused (mode %o)', mode => {
  const path = place()
  createSecret(path)
  chmodSync(path, mode)
  expect(loadSecret(path)).toEqual({ ok: false, why: 'open-to-others' })
})

test.each(['', 'short', `${'A'.repeat(42)}!`, 'A'.repeat(44)])('%j is no secret', words => {
  const path = place()
  createSecret(path)
  writeFileSync(path, words)
  expect(loadSecret(path)).toEqual({ ok: false, why: 'malformed' })
})
