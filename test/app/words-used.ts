/** Which words of `locales/` the code can ask for, read from the code: keys written out, and keys put together. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** `desks.kind.${kind}` as its fixed parts: `['desks.kind.', '']`. A text without holes has one part. */
type Pattern = string[]

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
    .map(entry => join(entry.parentPath, entry.name))

/** Every string and template of the code; what only types say counts as well, because it is what a hole can hold. */
const patternsIn = (file: string): Pattern[] => {
  const found: Pattern[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) found.push([node.text])
    else if (ts.isTemplateExpression(node))
      found.push([node.head.text, ...node.templateSpans.map(it => it.literal.text)])
    // `{ free: 'costs.free' }` and `text(key)` by the names of an object.
    else if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) found.push([node.name.text])
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest))
  return found
}

/**
 * Whether the code can ask for a key. `values`: what data may put into a hole (ids of desks, codes of areas …).
 * `src/engine/words-needed.ts` only lists what is needed, and does not count.
 */
export const wordsUsed = (src: string, values: Iterable<string>): ((key: string) => boolean) => {
  const patterns = filesIn(src)
    .filter(file => !file.endsWith('words-needed.ts'))
    .flatMap(patternsIn)
  const fixed = new Set([...values, ...patterns.flatMap(parts => (parts.length === 1 ? parts : []))])
  const holed = patterns.filter(parts => parts.length > 1 && /^[\w.]*[a-z]{2,}[\w.]*$/.test(parts.join('')))
  const known = new Map<string, boolean>()
  const used = (text: string, depth: number): boolean => {
    if (fixed.has(text)) return true
    if (depth === 0) return false
    const key = `${depth} ${text}`
    if (!known.has(key))
      known.set(
        key,
        holed.some(parts => fits(text, parts, rest => used(rest, depth - 1))),
      )
    return known.get(key) === true
  }
  return key => used(key, 3)
}

/** Whether a text is these parts with something between them that is known itself. */
const fits = (text: string, [head = '', ...tail]: Pattern, isKnown: (hole: string) => boolean): boolean => {
  if (!text.startsWith(head)) return false
  const rest = text.slice(head.length)
  const [next, ...more] = tail
  if (next === undefined) return rest === ''
  if (more.length === 0)
    return rest.length > next.length && rest.endsWith(next) && isKnown(rest.slice(0, rest.length - next.length))
  for (let at = 1; at <= rest.length; at++)
    if (rest.startsWith(next, at) && isKnown(rest.slice(0, at)) && fits(rest.slice(at), tail, isKnown)) return true
  return false
}
