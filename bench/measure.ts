import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Contender } from './contender.ts'
import { type Feed, feed, wrongAnswers } from './feed.ts'

export type Measurement = Feed & {
  name: string
  durability: string
  feeders: number
  peakMemoryMB: number
  wrong: number
}

/** One run of one contender in this process, over a fresh folder under `root` (a real disk, or fsync costs nothing). */
export const measure = async (
  contender: Contender,
  people: number,
  feeders: number,
  root: string = tmpdir(),
): Promise<Measurement> => {
  const folder = await mkdtemp(join(root, 'tulay-bench-'))
  try {
    const running = await contender.open(folder, people)
    const fed = await feed(running, people, feeders)
    const wrong = await wrongAnswers(running, people)
    await running.close()
    const { name, durability } = contender
    return { name, durability, feeders, ...fed, peakMemoryMB: process.resourceUsage().maxRSS / 1024, wrong }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
