/**
 * The real process, as `npm start` runs it: milliseconds from the start to the first answer, and resident memory before and after
 * 10,000 turns through the web chat. `node bench/start.ts [--json] [--turns 10000] [--runs 5]`
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { figure } from './summary.ts'
import { createVisitor } from './visitor.ts'

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    turns: { type: 'string', default: '10000' },
    runs: { type: 'string', default: '5' },
    /** Each says 25 things at most, or the web chat asks them to slow down. */
    visitors: { type: 'string', default: '400' },
  },
})

type Started = { url: string; ms: number; cpuMs: number; process: ChildProcess }

const project = join(import.meta.dirname, '..')
/** What `npm start` says behind `node`. */
const words: string[] = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))
  .scripts.start.split(' ')
  .slice(1)

/** Starts over a folder and asks for the first page as soon as there is an address. */
const start = async (folder: string): Promise<Started> => {
  const from = performance.now()
  const child = spawn(process.execPath, words, {
    cwd: project,
    env: { PATH: process.env.PATH, PORT: '0', TULAY_DATA: folder, TULAY_LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await new Promise<string>((resolve, reject) => {
    let out = ''
    child.stdout.on('data', chunk => {
      out += chunk
      const found = out.match(/http:\/\/\S+\//)?.[0]
      if (found) resolve(found)
    })
    child.on('exit', code => reject(new Error(`it ended with ${code}`)))
  })
  const page = await fetch(url)
  if (!page.ok) throw new Error(`the first answer was ${page.status}`)
  await page.text()
  return { url, ms: performance.now() - from, cpuMs: cpuMs(child), process: child }
}

const stop = async ({ process: child }: Started): Promise<void> => {
  const ended = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

/** Processor time so far, in user and system mode; the kernel counts in hundredths (proc(5), fields 14 and 15). */
const cpuMs = ({ pid }: ChildProcess): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** Linux says it here, in kB. */
const residentMB = ({ process: child }: Started): number =>
  Number(readFileSync(`/proc/${child.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)?.[1] ?? Number.NaN) / 1024

const talk = async (url: string, turns: number, visitors: number): Promise<void> => {
  const each = Math.ceil(turns / visitors)
  // A few at a time: what is asked is memory, not speed.
  let next = 0
  const feeder = async (): Promise<void> => {
    for (let number = next++; number < visitors; number = next++) {
      const visitor = createVisitor(url, `127.1.${Math.floor(number / 250)}.${(number % 250) + 1}`)
      for (let turn = 0; turn < each; turn++) await visitor.turn(number + turn)
    }
  }
  await Promise.all(Array.from({ length: 8 }, feeder))
}

/** Medians of the first start over an empty folder, and of the second one, which finds there what the first has compiled. */
const first: Started[] = []
const second: Started[] = []
let before = Number.NaN
let after = Number.NaN
for (let run = 0; run < Number(options.runs); run++) {
  const folder = mkdtempSync(join(tmpdir(), 'tulay-bench-'))
  const fresh = await start(folder)
  first.push(fresh)
  await stop(fresh)
  const again = await start(folder)
  second.push(again)
  try {
    if (run > 0) continue
    before = residentMB(again)
    await talk(again.url, Number(options.turns), Number(options.visitors))
    after = residentMB(again)
  } finally {
    await stop(again)
    rmSync(folder, { recursive: true, force: true })
  }
}

const took = (starts: readonly Started[]) => ({
  ms: figure(starts.map(({ ms }) => ms)),
  cpuMs: figure(starts.map(({ cpuMs }) => cpuMs)),
})
if (options.json) {
  const measured = {
    startToFirstAnswerMs: Math.round(took(first).ms.median),
    startCpuMs: Math.round(took(first).cpuMs.median),
    secondStartMs: Math.round(took(second).ms.median),
    secondStartCpuMs: Math.round(took(second).cpuMs.median),
    residentMB: Math.round(before),
    afterTurnsMB: Math.round(after),
  }
  console.log(JSON.stringify({ name: 'Tulay process', ...measured, turns: Number(options.turns) }))
} else {
  for (const [what, starts] of [
    ['start to first answer', first],
    ['the same, second start', second],
  ] as const) {
    const { ms, cpuMs } = took(starts)
    const [median, low, high] = [ms.median, ms.low, ms.high].map(Math.round)
    console.log(`${what}: ${median} ms (${low}–${high}, ${options.runs} starts); ${cpuMs.median} ms on a processor`)
  }
  console.log(`resident memory: ${before.toFixed(0)} MB at first, ${after.toFixed(0)} MB after ${options.turns} turns`)
}
