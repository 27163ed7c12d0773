/**
 * A campaign to very many: rows a second beside what raw SQL does with the same rows, and the peak of memory.
 * `node bench/campaign.ts [--json] [--recipients 10000,1000000] [--runs 3] [--folder …]`
 */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { type Figure, figure } from './summary.ts'

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    recipients: { type: 'string', default: '10000,1000000' },
    runs: { type: 'string', default: '3' },
    /** On a real disk. */
    folder: { type: 'string', default: join(import.meta.dirname, '..', 'test-output') },
  },
})
mkdirSync(options.folder, { recursive: true })

type Run = { freeze: number; drain: number; peakMB: number }
const run = promisify(execFile)
const TUNABLES = ['arena_max=2', 'mmap_threshold=131072', 'trim_threshold=131072']
const env = { ...process.env, GLIBC_TUNABLES: TUNABLES.map(it => `glibc.malloc.${it}`).join(':') }
const child = join(import.meta.dirname, 'campaign-child.ts')
const once = async (what: string, recipients: number): Promise<Run> => {
  const folder = mkdtempSync(join(options.folder, 'campaign-'))
  // As `npm start` runs it.
  const start = (kind: string) =>
    run(process.execPath, ['--max-semi-space-size=4', '--expose-gc', child, kind, String(recipients), folder], { env })
  try {
    if (what === 'tulay') await start('seed')
    return JSON.parse((await start(what)).stdout) as Run
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const told = ({ median, low, high }: Figure): string =>
  [median, low, high]
    .map(Math.round)
    .join(' ')
    .replace(/ (.*) (.*)/, ' ($1–$2)')
const kinds = ['tulay', 'floor']
for (const recipients of options.recipients.split(',').map(Number)) {
  const runs = new Map<string, Run[]>(kinds.map(kind => [kind, []]))
  for (let round = 0; round < Number(options.runs); round++)
    for (const kind of round % 2 === 0 ? kinds : kinds.toReversed()) runs.get(kind)?.push(await once(kind, recipients))
  for (const [kind, its] of runs) {
    const frozen = figure(its.map(({ freeze }) => recipients / freeze))
    const drained = figure(its.map(({ drain }) => recipients / drain))
    const peak = figure(its.map(({ peakMB }) => peakMB))
    console.log(
      options.json
        ? JSON.stringify({ kind, recipients, runs: its.length, frozen, drained, peak })
        : `${kind}, ${recipients}: frozen ${told(frozen)}/s, drained ${told(drained)}/s, peak ${told(peak)} MB`,
    )
  }
}
