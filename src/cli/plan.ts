import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readFlows } from '../app/flows.ts'
import { openState } from '../app/state.ts'
import { createFlowBook } from '../engine/book.ts'
import { readFlow, tell } from '../engine/parse.ts'
import { type Move, planMoves } from '../engine/revise.ts'
import type { FlowBook, Session } from '../engine/types.ts'
import { PROJECT } from '../house.ts'
import type { Privacy } from '../privacy/index.ts'
import { flowVersions } from '../store/flow-versions.ts'
import type { Store } from '../store/index.ts'
import { dueSessions } from '../store/sessions.ts'
import { configOrTell } from './environment.ts'
import { memoryOrTell } from './rooms.ts'

const MOVES: Record<Move, string> = {
  same: 'unchanged',
  moved: 'move on',
  stays: 'finish the old one',
  again: 'asked again',
  gone: 'end',
}

/** `flow  unchanged  move on …`, a line for each flow with open conversations. */
export const planTable = (plan: ReadonlyMap<string, Record<Move, number>>): string => {
  if (plan.size === 0) return 'No conversation is open: nobody notices the change.'
  const moves = Object.keys(MOVES) as Move[]
  const rows = [
    ['flow', ...moves.map(move => MOVES[move])],
    ...[...plan]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([flow, counts]) => [flow, ...moves.map(move => String(counts[move]))]),
  ]
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map(row => row[at]?.length ?? 0))) ?? []
  return rows
    .map(row => row.map((cell, at) => (at ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0))).join('  '))
    .join('\n')
}

/** Flows whose steps are others than when they last ran under the same number. */
export const unraised = (flows: FlowBook, ran: readonly { flow: string; version: number; hash: string }[]): string[] =>
  flows.all().flatMap(({ flow, version, hash }) => {
    const before = ran.filter(it => it.flow === flow)
    const known = before.some(it => it.hash === hash)
    return !known && before.some(it => it.version >= version) ? [flow] : []
  })

/** Every open conversation that this server's secret opens. */
const openSessions = async (store: Store, privacy: Privacy): Promise<Session[]> => {
  const rows = await store.tx(tx => dueSessions(tx, Number.MAX_SAFE_INTEGER, 1_000_000))
  return rows.flatMap(({ person, state }) => openState(privacy, person, state)?.session ?? [])
}

/**
 * `tulay flows plan`: how the open conversations would move to the flows as they stand in `flows/`. Changes nothing. Exit code 1
 * if a flow needs a higher version, or does not parse.
 */
export const plan = async ([what]: string[]): Promise<number> => {
  if (what !== 'plan') {
    console.error('npm run tulay -- flows plan')
    return 2
  }
  const flows = readFlows(join(PROJECT, 'flows'))
  if (!flows.ok) {
    console.error(flows.why.map(tell).join('\n'))
    return 1
  }
  const config = configOrTell()
  if (!config) return 2
  if (!existsSync(join(config.data, 'tulay.db'))) {
    console.log(planTable(new Map()))
    return 0
  }
  const memory = await memoryOrTell(config)
  if (!memory) return 2
  const { store, privacy } = memory
  try {
    const ran = await store.tx(flowVersions)
    const older = ran.flatMap(({ structure }) => readFlow(structure) ?? [])
    const book = createFlowBook(flows.value.flows, flows.value.menu, older)
    console.log(planTable(planMoves(book, await openSessions(store, privacy))))
    const same = unraised(book, ran)
    for (const flow of same)
      console.log(`\nflows/${flow}.yaml has other steps than when it last ran: make \`version\` one higher.`)
    return same.length > 0 ? 1 : 0
  } finally {
    await store.close()
  }
}
