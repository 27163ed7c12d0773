/**
 * The steps of the Dockerfile without a container engine: the same files into a clean folder, the same `npm ci`, the same
 * command, and the health check's address answers. What a container adds (its user, its network) is not seen here.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { startTulay } from './started.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const steps = readFileSync(join(ROOT, 'Dockerfile'), 'utf8').replaceAll('\\\n', ' ').split('\n')
const folder = mkdtempSync(join(tmpdir(), 'tulay-container-'))
try {
  for (const step of steps) {
    const [word, ...rest] = step.trim().split(/\s+/)
    const names = rest.filter(name => !name.startsWith('--'))
    const target = names.at(-1) ?? ''
    if (word === 'COPY')
      for (const name of names.slice(0, -1)) {
        // Into a folder, or under the name that is given.
        const to = target.endsWith('/') ? join(folder, target, basename(name)) : join(folder, target)
        cpSync(join(ROOT, name), to, { recursive: true })
      }
    if (word === 'RUN' && rest[0] === 'npm') {
      const command = step.trim().slice(4)
      const { status } = spawnSync('sh', ['-c', command], { cwd: folder, stdio: 'inherit' })
      assert.equal(status, 0, `failed: ${command}`)
    }
  }
  assert.ok(!existsSync(join(folder, 'node_modules/vitest')), 'a dev dependency came along')
  const tulay = await startTulay(folder)
  try {
    const health = await fetch(new URL('/healthz', tulay.chat))
    assert.equal(health.status, 200)
    assert.equal((await fetch(tulay.chat)).status, 200)
  } finally {
    assert.equal(await tulay.stop(), 0)
  }
  console.log('the steps of the Dockerfile lead to a running server')
} finally {
  rmSync(folder, { recursive: true, force: true })
}
