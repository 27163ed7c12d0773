import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createFlowBook } from '../engine/book.ts'
import type { Flow, Menu } from '../engine/flow.ts'
import { type Mistake, parseFlow, parseMenu, readFlow, writeFlow } from '../engine/parse.ts'
import type { FlowBook } from '../engine/types.ts'
import { no, ok, type Result } from '../kit/result.ts'
import { flowVersions, saveFlowVersion } from '../store/flow-versions.ts'
import type { Store } from '../store/index.ts'

export type FlowFolder = { flows: Flow[]; menu: Menu }

/** Reads `flows/*.yaml`. Refuses with every mistake of every file at once, each with line and column. */
export const readFlows = (folder: string): Result<FlowFolder, Mistake[]> => {
  const mistakes: Mistake[] = []
  const flows: Flow[] = []
  let menu: Menu | undefined
  for (const name of readdirSync(folder)
    .filter(name => name.endsWith('.yaml'))
    .sort()) {
    const file = join(basename(folder), name)
    const text = readFileSync(join(folder, name), 'utf8')
    if (name === 'menu.yaml') {
      const parsed = parseMenu(text, file)
      mistakes.push(...parsed.mistakes)
      menu = parsed.value
      continue
    }
    const parsed = parseFlow(text, file)
    mistakes.push(...parsed.mistakes)
    if (parsed.value) flows.push(parsed.value)
  }
  if (!menu && mistakes.length === 0)
    mistakes.push({
      file: join(basename(folder), 'menu.yaml'),
      line: 1,
      column: 1,
      message: 'is missing: it says what the menu offers',
    })
  return mistakes.length > 0 || !menu ? no(mistakes) : ok({ flows, menu })
}

/**
 * Today's flows, and the older structures that open conversations may still stand on. What is new is written down, so that it
 * can be found by its hash when the file has changed.
 */
export const openFlowBook = async (store: Store, { flows, menu }: FlowFolder): Promise<FlowBook> => {
  const older = await store.tx(async tx => {
    const known = await flowVersions(tx)
    const hashes = new Set(known.map(({ hash }) => hash))
    for (const flow of flows)
      if (!hashes.has(flow.hash))
        await saveFlowVersion(tx, {
          hash: flow.hash,
          flow: flow.flow,
          version: flow.version,
          structure: writeFlow(flow),
        })
    return known
  })
  return createFlowBook(
    flows,
    menu,
    older.flatMap(({ structure }) => readFlow(structure) ?? []),
  )
}
