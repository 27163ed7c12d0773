import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'

const child = join(import.meta.dirname, '..', '..', 'bench', 'campaign-child.ts')

it.each(['tulay', 'floor'])(
  'a campaign to 1,200 people, small: %s sends it to everybody',
  async kind => {
    const folder = mkdtempSync(join(tmpdir(), 'tulay-bench-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const start = (what: string) => promisify(execFile)(process.execPath, [child, what, '1200', folder])
    if (kind === 'tulay') await start('seed')
    const { freeze, drain, peakMB } = JSON.parse((await start(kind)).stdout) as Record<string, number>
    expect(freeze).toBeGreaterThan(0)
    expect(drain).toBeGreaterThan(0)
    expect(peakMB).toBeGreaterThan(0)
  },
  60_000,
)
