import type { Flow, Menu } from './flow.ts'
import type { FlowBook } from './types.ts'

/**
 * All flows that conversations can stand on: today's, and older structures that open sessions began with. Throws on two flows
 * of one name, and on a menu that names a flow that is not there.
 */
export const createFlowBook = (flows: Flow[], menu: Menu, pinned: Flow[] = []): FlowBook => {
  const byName = new Map(flows.map(flow => [flow.flow, flow]))
  if (byName.size < flows.length) throw new Error('two flows have the same name')
  const missing = [menu.welcome, ...menu.items].filter(name => !byName.has(name))
  if (missing.length) throw new Error(`the menu names flows that are not there: ${missing.join(', ')}`)
  const byHash = new Map([...pinned, ...flows].map(flow => [flow.hash, flow]))
  const all = [...byName.values()]
  return Object.freeze({
    get: (name: string) => byName.get(name),
    pinned: (hash: string) => byHash.get(hash),
    all: () => all,
    menu: Object.freeze({ welcome: menu.welcome, items: [...menu.items] }),
  })
}
