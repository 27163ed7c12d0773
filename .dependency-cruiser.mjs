/** The walls, made from the one plan that the README's picture and a test read too: house.json. */
import { readFileSync } from 'node:fs'

const { rooms } = JSON.parse(readFileSync(new URL('house.json', import.meta.url), 'utf8'))
const escaped = path => path.replaceAll('.', '\\.')
const pattern = path => (path.endsWith('/') ? `^${escaped(path)}` : `^${escaped(path)}$`)
const pathOf = name => pattern(rooms.find(room => room.name === name).path)
const NPM = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-bundled', 'npm-no-pkg', 'npm-unknown']

/** What each room's entry says, as rules. */
const walls = room => {
  const from = { path: pattern(room.path) }
  const rules = []
  const rule = (name, comment, to, more = {}) =>
    rules.push({ name: `${room.name}-${name}`, comment, severity: 'error', from: { ...from, ...more }, to })

  if (room.imports !== 'all') {
    const friends = [room.name, ...room.imports, ...(room.types ?? [])].map(pathOf)
    rule('walls', `${room.name} may import ${room.imports.join(', ') || 'nothing'}`, {
      path: '^src/',
      pathNot: friends,
    })
  }
  if (room.types) {
    const to = { path: room.types.map(pathOf), dependencyTypesNot: ['type-only'] }
    rule('types', `${room.name} may import types only of ${room.types.join(', ')}`, to)
  }
  if (room.packages) {
    rule('pure', `${room.name} is pure: no module of Node`, { dependencyTypes: ['core'] })
    const allowed = Object.keys(room.packages).map(name => `(^|/)node_modules/${name}/`)
    rule('packages', `${room.name} is pure: only its own packages`, { dependencyTypes: NPM, pathNot: allowed })
    for (const [name, path] of Object.entries(room.packages))
      rule(
        `only-${name}`,
        `${name} belongs in ${path}`,
        { path: `(^|/)node_modules/${name}/` },
        { pathNot: pattern(path) },
      )
  }
  if (room.apart) {
    const own = `${pattern(room.path)}([^/]+)/`
    const to = { path: own, pathNot: `${pattern(room.path)}$1/` }
    rules.push({
      name: `${room.name}-apart`,
      comment: `${room.name} never import each other`,
      severity: 'error',
      from: { path: own },
      to,
    })
  }
  return rules
}

export default {
  forbidden: [
    ...rooms.flatMap(walls),
    // Two files may know each other's types: at run time that is no circle, and between rooms the walls rule it out.
    {
      name: 'no-circle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'no-test-in-src', severity: 'error', from: { path: '^src/' }, to: { path: '^(test|bench)/' } },
    { name: 'no-dev-package-in-src', severity: 'error', from: { path: '^src/' }, to: { dependencyTypes: ['npm-dev'] } },
    { name: 'main-is-the-roof', severity: 'error', from: { path: '^src/' }, to: { path: '^src/main\\.ts$' } },
    {
      name: 'on-the-plan',
      severity: 'error',
      from: { path: '^src/', pathNot: rooms.map(room => pattern(room.path)) },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
