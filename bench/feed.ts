import type { Running } from './contender.ts'
import { acts, expected, MIDWAY, TURNS } from './conversation.ts'

export type Feed = {
  updatesPerSecond: number
  /** Without the last update, in which a report is filed (and, with Tulay, sealed). */
  talkPerSecond: number
  /** The last update alone. */
  filingPerSecond: number
  /** Processor time of the whole process, all threads, user and system; without what it waits for the disk. */
  cpuMicrosPerUpdate: number
  p50ms: number
  p99ms: number
  bytesPerConversation: number
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

const median = (values: number[]): number =>
  quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  )

/**
 * Feeds the whole conversation of all people, turn by turn, so that all conversations are open at once;
 * `feeders` updates are in flight. Latency runs from the feed to the commit and the answer's API call.
 * The clock stands still while the bytes at rest are measured.
 */
export const feed = async (running: Running, people: number, feeders: number): Promise<Feed> => {
  const scripts = Array.from({ length: people }, (_, person) => acts(person))
  const latencies: number[] = []
  const spent: number[] = []
  let bytesPerConversation = 0
  let cpuMicros = 0
  for (let turn = 0; turn < TURNS; turn++) {
    let next = 0
    const feeder = async () => {
      for (let person = next++; person < people; person = next++) {
        const act = scripts[person]?.[turn]
        if (!act) continue
        const from = performance.now()
        await running.act(person, act)
        latencies.push(performance.now() - from)
      }
    }
    const from = performance.now()
    const cpu = process.cpuUsage()
    await Promise.all(Array.from({ length: feeders }, feeder))
    spent.push(performance.now() - from)
    const { user, system } = process.cpuUsage(cpu)
    cpuMicros += user + system
    if (turn + 1 === MIDWAY) bytesPerConversation = median(running.stateBytes())
  }
  latencies.sort((a, b) => a - b)
  const perSecond = (times: number[]): number => (people * times.length * 1000) / times.reduce((sum, ms) => sum + ms, 0)
  return {
    updatesPerSecond: perSecond(spent),
    talkPerSecond: perSecond(spent.slice(0, -1)),
    filingPerSecond: perSecond(spent.slice(-1)),
    cpuMicrosPerUpdate: cpuMicros / latencies.length,
    p50ms: quantile(latencies, 0.5),
    p99ms: quantile(latencies, 0.99),
    bytesPerConversation,
  }
}

/** How many people have not exactly the right answers. Speed with wrong answers is no speed. */
export const wrongAnswers = async (running: Running, people: number): Promise<number> => {
  const filed = await running.filed(people)
  let wrong = 0
  for (let person = 0; person < people; person++) {
    if (JSON.stringify(sorted(filed.get(person))) !== JSON.stringify(sorted(expected(person)))) wrong++
  }
  for (const person of filed.keys()) if (person >= people) wrong++
  return wrong
}

const sorted = (it: object | undefined): unknown => it && Object.entries(it).toSorted(([a], [b]) => (a < b ? -1 : 1))
