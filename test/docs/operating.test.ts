import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createLog } from '../../src/app/log.ts'
import { createWebChat } from '../../src/channels/web/index.ts'
import { COMMANDS } from '../../src/cli/index.ts'
import { createConsole, healthRoutes } from '../../src/console/index.ts'
import { realWorld } from '../../src/house.ts'
import { LOG_EVENTS } from '../../src/kit/log.ts'
import { words } from '../app/rig.ts'
import { NO_CAMPAIGNS, NO_CASES, NO_CODING, NO_LETTERS, NO_OFFICE } from '../console/no-cases.ts'

const page = readFileSync(new URL('../../docs/operating.md', import.meta.url), 'utf8')
const rows = (head: string): string[] => {
  const section = page.slice(page.indexOf(head)).split('\n## ')[0] ?? ''
  return [...section.matchAll(/^\| `([^`]+)`/gm)].map(match => match[1] ?? '')
}

/** What somebody can call, without what serves a page (its assets) or stands behind another path. */
const routes = (): string[] => {
  const app = {
    receive: async () => [],
    view: async () => [],
    keepFile: async () => ({ ok: false, why: 'wrong-type' }),
    words,
  }
  const web = createWebChat({
    app: app as never,
    world: realWorld,
    secure: false,
    demo: false,
    exit: 'https://example.org',
    log: createLog({ level: 'silent' }),
  })
  const port = {
    watch: () => () => undefined,
    off: () => [],
    cases: NO_CASES,
    campaigns: NO_CAMPAIGNS,
    office: NO_OFFICE,
    coding: NO_CODING,
    letters: NO_LETTERS,
    words,
  }
  const staff = createConsole({ port: port as never, door: {} as never, world: realWorld, secure: false, demo: false })
  const health = healthRoutes({ ready: () => ({ ok: true, checks: {} }) })
  const all = [web.routes, staff.routes, health].flatMap(({ routes }) => routes.map(({ path }) => path))
  return [...new Set(all)].filter(path => !/[*:.]/.test(path) && !path.startsWith('/staff/'))
}

describe('docs/operating.md', () => {
  it('names every command, and no other', () =>
    expect(rows('## Commands').toSorted()).toEqual(Object.keys(COMMANDS).toSorted()))
  it('names every page, and no other', () => expect(rows('## Pages').toSorted()).toEqual(routes().toSorted()))
  it('names only events that are logged', () => {
    const section = page.slice(page.indexOf('## What the log can tell')).split('\n## ')[0] ?? ''
    const named = [...section.matchAll(/`([a-z]+\.[a-z-]+)`/g)].map(match => match[1])
    expect(named.length).toBeGreaterThan(5)
    for (const event of named) expect(LOG_EVENTS).toContain(event)
  })
})
