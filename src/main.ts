#!/usr/bin/env node
/**
 * The front door: refuses a Node that is too old before anything native is loaded (better-sqlite3 does not fail on it, it takes
 * the process down), then hands over to the command.
 */
const NEEDED = [24, 7] as const
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  console.error(
    `Tulay needs Node ${NEEDED.join('.')} or newer; this is ${process.versions.node}. ` +
      'Run it with "npm start" or "npm run tulay": the right Node comes with "npm ci".',
  )
  process.exitCode = 2
} else {
  // What Node makes of the sources is kept from the second start on: it takes half of a start. Not in the machine's folder for
  // temporary files, where somebody else could lay down code for us; where this one cannot be written, nothing is kept.
  const { enableCompileCache } = await import('node:module')
  enableCompileCache(`${import.meta.dirname}/../node_modules/.cache/tulay`)
  const { runCommand } = await import('./cli/index.ts')
  process.exitCode = await runCommand(process.argv.slice(2))
}
