/** `npm run bench`: every contender in a process of its own, in alternating order; see README.md in this folder. */
import { execFile } from 'node:child_process'
import { closeSync, fsyncSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { CONTENDERS } from './contenders/index.ts'
import type { Measurement } from './measure.ts'
import { figure, ratioTable, summarize, summaryTable } from './summary.ts'

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    people: { type: 'string', default: '2000' },
    runs: { type: 'string', default: '5' },
    feeders: { type: 'string', default: '64,1' },
    /** A folder on a real disk: in memory an fsync costs nothing and the comparison says nothing. */
    folder: { type: 'string', default: join(import.meta.dirname, '..', 'test-output') },
  },
})

const say = (line: string): void => {
  if (!options.json) console.log(line)
}

/** What this disk asks for a commit; without it a figure for `synchronous=FULL` means nothing on another machine. */
const fsyncMs = (folder: string): number => {
  const file = openSync(join(folder, 'fsync'), 'w')
  const times = Array.from({ length: 200 }, (_, round) => {
    writeSync(file, `a small write ${round}`, round * 4096)
    const from = performance.now()
    fsyncSync(file)
    return performance.now() - from
  })
  closeSync(file)
  return figure(times).median
}

mkdirSync(options.folder, { recursive: true })
const folder = mkdtempSync(join(options.folder, 'bench-'))
const child = join(import.meta.dirname, 'child.ts')
const run = promisify(execFile)

const once = async (number: number, feeders: string): Promise<Measurement> => {
  const { stdout } = await run(process.execPath, [child, String(number), options.people, feeders, folder])
  const measured = JSON.parse(stdout) as Measurement
  if (measured.wrong > 0)
    throw new Error(`${measured.name} ${measured.durability}: ${measured.wrong} people with wrong answers`)
  return measured
}

const allRuns = async (feeders: string): Promise<Measurement[][]> => {
  const runs: Measurement[][] = CONTENDERS.map(() => [])
  for (let round = 0; round < Number(options.runs); round++) {
    const order = [...CONTENDERS.keys()]
    if (round % 2 === 1) order.reverse()
    for (const number of order) runs[number]?.push(await once(number, feeders))
  }
  return runs
}

try {
  const memory = (totalmem() / 2 ** 30).toFixed(0)
  say(
    `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${memory} GB, Linux ${release()}, Node ${process.version}`,
  )
  say(
    `one fsync here: ${fsyncMs(folder).toFixed(2)} ms; ${options.people} people, ${options.runs} runs: median (lowest–highest)`,
  )
  const byFeeders = new Map<string, Measurement[][]>()
  for (const feeders of options.feeders.split(',')) {
    const runs = await allRuns(feeders)
    byFeeders.set(feeders, runs)
    say(`\n${feeders} update${feeders === '1' ? '' : 's'} in flight\n`)
    say(summaryTable(runs.map(summarize)))
    say('')
    say(ratioTable(runs))
  }
  if (!options.json) {
    say('\na campaign to many\n')
    const { stdout } = await run(process.execPath, [
      join(import.meta.dirname, 'campaign.ts'),
      '--folder',
      options.folder,
    ])
    say(stdout.trim())
  }
  if (options.json) {
    const [first = []] = byFeeders.values()
    for (const runs of first) {
      const { name, durability, feeders, runs: count, ...figures } = summarize(runs)
      const medians = Object.fromEntries(
        Object.entries(figures).map(([key, it]) => [key, Number(it.median.toFixed(3))]),
      )
      const { low, high } = figures.updatesPerSecond
      const spread = [Math.round(low), Math.round(high)]
      console.log(JSON.stringify({ name, durability, ...medians, feeders, runs: count, spread }))
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
