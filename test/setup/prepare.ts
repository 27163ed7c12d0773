/**
 * Before the tests: they look at real pages, so there must be a Chromium and fonts for the scripts shown. Where that may be
 * done without asking (root, or sudo without a password, and apt-get) what is missing is installed; elsewhere it is told.
 */
import { spawnSync } from 'node:child_process'
import { findChromium } from '../browser/chromium-driver.ts'

const PACKAGES = ['chromium', 'fonts-noto-core', 'fonts-noto-cjk', 'fonts-noto-color-emoji']

const run = (command: string, args: string[], stdio: 'pipe' | 'inherit' = 'pipe') =>
  spawnSync(command, args, { stdio, encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })

/** Without fontconfig nobody can say; then the browser brings what it needs, or a screenshot shows boxes. */
const lacksFonts = (): boolean => {
  const listed = run('fc-list', [':lang=ja', 'family'])
  return listed.status === 0 && listed.stdout.trim() === ''
}

/** The words before `apt-get`, or undefined if we may not install. */
const rights = (): string[] | undefined => {
  if (run('apt-get', ['--version']).status !== 0) return undefined
  if (process.getuid?.() === 0) return []
  return run('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : undefined
}

const install = (before: string[]): void => {
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...PACKAGES]]) {
    const [command = '', ...rest] = [...before, 'apt-get', '-q', ...args]
    run(command, rest, 'inherit')
  }
}

if (!findChromium() || lacksFonts()) {
  const before = rights()
  console.log(before ? 'Chromium or its fonts are missing: installing them.' : 'Chromium or its fonts are missing.')
  if (before) install(before)
  if (!findChromium()) {
    console.error(
      'The tests need a Chromium or Chrome to look at the pages: install one ' +
        `(on Debian and Ubuntu: sudo apt-get install ${PACKAGES.join(' ')}) or name it in TULAY_TEST_CHROMIUM.`,
    )
    process.exitCode = 1
  }
}
