import type { Measurement } from './measure.ts'

/** A figure over several runs. */
export type Figure = { median: number; low: number; high: number }

export const figure = (values: readonly number[]): Figure => {
  const sorted = values.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half] ?? Number.NaN
  const median = sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2
  return { median, low: sorted[0] ?? Number.NaN, high: sorted.at(-1) ?? Number.NaN }
}

const MEASURES = [
  'updatesPerSecond',
  'talkPerSecond',
  'filingPerSecond',
  'cpuMicrosPerUpdate',
  'p50ms',
  'p99ms',
  'bytesPerConversation',
  'peakMemoryMB',
] as const
export type Measure = (typeof MEASURES)[number]
export type Summary = Record<Measure, Figure> & {
  name: string
  durability: string
  feeders: number
  runs: number
}

/** Median and spread of one contender's runs with the same number of feeders. */
export const summarize = (runs: readonly Measurement[]): Summary => {
  const [first] = runs
  if (!first) throw new Error('nothing was measured')
  const figures = MEASURES.map(measure => [measure, figure(runs.map(run => run[measure]))])
  const { name, durability, feeders } = first
  return {
    ...(Object.fromEntries(figures) as Record<Measure, Figure>),
    name,
    durability,
    feeders,
    runs: runs.length,
  }
}

/** How many times faster `mine` is, run by run: runs of one round stood next to each other, so that the machine's moods cancel. */
export const ratio = (measure: Measure, mine: readonly Measurement[], theirs: readonly Measurement[]): Figure =>
  figure(mine.map((run, round) => run[measure] / (theirs[round]?.[measure] ?? Number.NaN)))

const digits = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
const spread = ({ median, low, high }: Figure): string => `${digits(median)} (${digits(low)}–${digits(high)})`

const table = (rows: string[][]): string => {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0))) ?? []
  return rows
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export const summaryTable = (summaries: readonly Summary[]): string =>
  table([
    [
      'contender',
      'synchronous',
      'updates/s',
      'talk/s',
      'filing/s',
      'cpu µs',
      'p50 ms',
      'p99 ms',
      'bytes at rest',
      'peak MB',
    ],
    ...summaries.map(it => [
      it.name,
      it.durability,
      spread(it.updatesPerSecond),
      digits(it.talkPerSecond.median),
      digits(it.filingPerSecond.median),
      digits(it.cpuMicrosPerUpdate.median),
      spread(it.p50ms),
      spread(it.p99ms),
      digits(it.bytesPerConversation.median),
      spread(it.peakMemoryMB),
    ]),
  ])

/** The first contender against every other: how many times as fast. */
export const ratioTable = (runs: readonly (readonly Measurement[])[]): string => {
  const [mine = [], ...others] = runs
  const head = [`${mine[0]?.name} ${mine[0]?.durability}, times as fast as`, '', 'all seven updates', 'talk', 'filing']
  const measures = ['updatesPerSecond', 'talkPerSecond', 'filingPerSecond'] as const
  const rows = others.map(its => {
    const ratios = measures.map(measure => spread(ratio(measure, mine, its)))
    return [its[0]?.name ?? '', its[0]?.durability ?? '', ...ratios]
  })
  return table([head, ...rows])
}
