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
  const { runCommand } = await import('./cli/index.ts')
  process.exitCode = await runCommand(process.argv.slice(2))
}
