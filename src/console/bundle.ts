/**
 * Several small modules as one script, for the file that must stand alone. Knows no more than the forms of import and export that
 * our own browser modules and libsodium's use, and throws on any other: nothing is left out in silence.
 */

/** `name` as in `import … from './name'`; a bare package's name as it is. */
export type Module = { name: string; body: string }

const IMPORT = /^import\s*(.+?)\s*from\s*['"](?:\.\/)?([^'"]+)['"];?/gm
const DECLARED = /^export (const|function|async function) (\w+)/gm
/** As bundlers write them at the end of a module. */
const LISTED = /export default (\w+);(?:export\{[^}]*\};?)?\s*$/

/** In the order in which they need each other; the last one is run as it stands and may wait for something. */
export const bundle = (modules: readonly Module[]): string => {
  const known = new Set<string>()
  const parts = modules.map(({ name, body }, at) => {
    const own = body.replace(IMPORT, (_, names: string, from: string) => {
      if (!known.has(from)) throw new Error(`${name} needs ${from}, which does not come before it`)
      return `const ${targetOf(names)} = modules[${JSON.stringify(from)}]${/^\w/.test(names) ? '.default' : ''};`
    })
    known.add(name)
    const whole = at === modules.length - 1 ? `{\n${own}\n}` : wrapped(name, own)
    if (/^\s*(import|export)\b(?!\.)/m.test(whole) || /;(import|export)\b(?![.(])/.test(whole))
      throw new Error(`${name} has an import or export of a form that is not known`)
    return whole
  })
  return `'use strict';\nconst modules = {};\n${parts.join('\n')}\n`
}

/** `* as crypto` → `crypto`; `{ a as b }` → `{ a: b }`. */
const targetOf = (names: string): string => names.replace(/^\*\s*as\s+/, '').replace(/\bas\b/g, ':')

const wrapped = (name: string, body: string): string => {
  const listed = LISTED.exec(body)
  const exported = listed ? [`default: ${listed[1]}`] : [...body.matchAll(DECLARED)].map(([, , it]) => it)
  const own = body.replace(LISTED, '').replace(DECLARED, '$1 $2')
  return `modules[${JSON.stringify(name)}] = (() => {\n${own}\nreturn { ${exported.join(', ')} };\n})();`
}
