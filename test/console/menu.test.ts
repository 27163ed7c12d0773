import { expect, onTestFinished, test } from 'vitest'
import { ROLES } from '../../src/app/staff.ts'
import { rowOf, serveConsole } from './console-stub.ts'

test.each(ROLES)('every page in the menu of a %s answers, and none that the menu lacks', async role => {
  const server = await serveConsole([rowOf(0)])
  onTestFinished(server.close)
  const headers = await server.as(role)
  const get = (path: string) => fetch(server.url + path, { headers })
  const menuOf = (html: string) =>
    [...(/<details class="menu">.*?<\/details>/s.exec(html)?.[0].matchAll(/href="([^"]+)"/g) ?? [])].map(
      ([, to = '']) => to,
    )
  const mine = menuOf(await (await get('/staff/me')).text())
  expect(mine).toContain('/staff/me')
  for (const path of mine) expect([path, (await get(path)).status]).toEqual([path, 200])
  const head = await server.as('administrator')
  const all = menuOf(await (await fetch(`${server.url}/staff/me`, { headers: head })).text())
  for (const path of all.filter(it => !mine.includes(it))) expect([path, (await get(path)).status]).toEqual([path, 403])
})
