import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const project = join(import.meta.dirname, '..', '..')

test('compiled code is kept in the data folder, for its owner only, also when the process is killed', async () => {
  const home = mkdtempSync(join(tmpdir(), 'tulay-home-'))
  const data = join(home, 'deep', 'data')
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: project,
    env: { PATH: process.env.PATH, HOME: home, TMPDIR: home, PORT: '0', TULAY_DATA: data },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise(resolve => child.once('exit', resolve))
  try {
    await new Promise(resolve => child.stdout.once('data', resolve))
    await expect.poll(() => readdirSync(join(data, 'cache')).length, { timeout: 30_000 }).toBeGreaterThan(0)
  } finally {
    child.kill('SIGKILL')
    await ended
  }
  expect(readdirSync(home)).toEqual(['deep'])
  expect(statSync(data).mode & 0o077).toBe(0)
  rmSync(home, { recursive: true, force: true })
})
