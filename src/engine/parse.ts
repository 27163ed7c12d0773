/**
 * A flow's YAML text → `Flow`. Every mistake is told with file, line and column, all at once, so that somebody who is no
 * programmer can go and put it right.
 */
import { type Document, isMap, isNode, isPair, LineCounter, type Node, parseDocument } from 'yaml'
import { type Checked, checkFlow, checkMenu } from './check.ts'
import type { Flow, Menu } from './flow.ts'
import { canonical } from './hash.ts'

/** `line` and `column` count from 1. */
export type Mistake = { file: string; line: number; column: number; message: string }
export type Place = { line: number; column: number }

/** `value` only if there is no mistake. `at` finds the place of a path (`['steps', 'where', 'next']`), for who checks further. */
export type Parsed<T> = { value?: T; mistakes: Mistake[]; at(path: (string | number)[]): Place }

/** Parses `flows/<name>.yaml`. */
export const parseFlow = (text: string, file: string): Parsed<Flow> => parse(text, file, checkFlow)

/** Parses `flows/menu.yaml`. */
export const parseMenu = (text: string, file: string): Parsed<Menu> => parse(text, file, checkMenu)

/** `flows/report.yaml:3:8 …`, as editors and terminals make a link of. */
export const tell = (mistake: Mistake): string => `${mistake.file}:${mistake.line}:${mistake.column} ${mistake.message}`

/** A flow as JSON, to keep a structure that open sessions still stand on. */
export const writeFlow = (flow: Flow): string => {
  const { hash: _hash, steps, ...rest } = flow
  const raw = Object.entries(steps).map(([id, { kind: _kind, id: _id, ...step }]) => [id, step])
  return canonical({ ...rest, steps: Object.fromEntries(raw) })
}

/** What `writeFlow` wrote; `undefined` if this version of the language cannot read it any more. */
export const readFlow = (json: string): Flow | undefined => {
  try {
    return checkFlow(JSON.parse(json)).value
  } catch {
    return undefined
  }
}

const parse = <T>(text: string, file: string, check: (raw: unknown) => Checked<T>): Parsed<T> => {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    prettyErrors: false,
    logLevel: 'silent',
  })
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  const at = (path: (string | number)[], key = false) => place(offsetOf(document, path, key))
  const broken = document.errors.map(error => ({ file, ...place(error.pos[0]), message: firstLine(error.message) }))
  if (broken.length) return { mistakes: broken, at }
  let raw: unknown
  try {
    // Aliases could multiply a small file into a huge one; nobody needs them here.
    raw = document.toJS({ maxAliasCount: 0 })
  } catch {
    return { mistakes: [{ file, line: 1, column: 1, message: 'aliases (`*name`) are not part of the language' }], at }
  }
  const { value, flaws } = check(raw)
  const mistakes = flaws.map(flaw => ({ file, ...at(flaw.path, flaw.key), message: flaw.message }))
  mistakes.sort((one, other) => one.line - other.line || one.column - other.column)
  return value === undefined ? { mistakes, at } : { value, mistakes, at }
}

const firstLine = (message: string): string => message.split('\n', 1)[0] ?? message

/** Where a path stands; if it is missing, where its nearest parent stands. */
const offsetOf = (document: Document, path: (string | number)[], ofKey: boolean): number => {
  let node: unknown = document.contents
  let offset = startOf(node as Node | null)
  for (const [index, key] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find(
        item => isPair(item) && isNode(item.key) && 'value' in item.key && item.key.value === key,
      )
      if (!pair) return offset
      const last = index === path.length - 1
      if (last && ofKey) return startOf(pair.key as Node)
      node = pair.value
      offset = startOf(isNode(node) ? node : (pair.key as Node))
    } else {
      const inner =
        isNode(node) && 'get' in node ? (node as { get(key: unknown, keep: true): unknown }).get(key, true) : undefined
      if (!isNode(inner)) return offset
      node = inner
      offset = startOf(inner)
    }
  }
  return offset
}

const startOf = (node: Node | null): number => node?.range?.[0] ?? 0
