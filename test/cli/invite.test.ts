/** Whoever runs the server lets an administrator in: at the first start, and when the last phone is lost. The real process. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { runCommand } from '../../src/cli/index.ts'
import { codeAt } from '../console/joined.ts'
import { startTulay } from '../setup/started.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

const ROOT = join(import.meta.dirname, '../..')

/** Fills in the page as a browser without a script does; `undefined`: the link is not good. */
const joinBy = async (link: string, name: string): Promise<string | undefined> => {
  const page = await fetch(link)
  if (page.status === 401) return undefined
  const html = await page.text()
  const hidden = (field: string) => new RegExp(`name="${field}" value="([^"]+)"`).exec(html)?.[1] ?? ''
  const [totp, sealed, spare] = [hidden('totp'), hidden('sealed'), hidden('spare')]
  const body = new URLSearchParams({ name, totp, sealed, spare, code: codeAt(totp, Date.now()) })
  const joined = await fetch(link, { method: 'POST', body, headers: { 'sec-fetch-site': 'same-origin' } })
  expect(joined.status).toBe(200)
  return joined.headers.getSetCookie()[0]?.split(';')[0]
}

test('the start prints the first link, and then only where to sign in; invite makes another one', async () => {
  const data = mkdtempSync(join(tmpdir(), 'tulay-invite-'))
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  const env = { TULAY_DATA: data, TULAY_DEMO: 'off' }
  const first = await startTulay(ROOT, env)
  expect(first.staff).toMatch(/\/staff\/join\/[\w-]{22}$/)
  const cookie = (await joinBy(first.staff, 'Maya')) ?? ''
  expect((await fetch(new URL('/staff', first.staff), { headers: { cookie } })).status).toBe(200)
  await first.stop()

  const again = await startTulay(ROOT, env)
  expect(again.staff).toMatch(/\/staff\/enter$/)
  // Sessions outlive a restart.
  expect((await fetch(new URL('/staff', again.staff), { headers: { cookie } })).status).toBe(200)
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  const told = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  expect(await runCommand(['invite'])).toBe(0)
  const path = /\/staff\/join\/[\w-]{22}/.exec(`${told.mock.calls}`)?.[0] ?? ''
  const link = `${new URL(path, again.staff)}`
  expect(await joinBy(link, 'Binh')).toBeDefined()
  expect(await joinBy(link, 'Third')).toBeUndefined()

  // The way back for one who lost the phone: her old session ends, her name and role stay.
  told.mockClear()
  expect(await runCommand(['invite', 'maya'])).toBe(0)
  const back = `${new URL(/\/staff\/join\/[\w-]{22}/.exec(`${told.mock.calls}`)?.[0] ?? '', again.staff)}`
  expect(`${told.mock.calls}`).toContain('really Maya')
  expect((await fetch(new URL('/staff', again.staff), { headers: { cookie } })).status).toBe(200)
  const returned = (await joinBy(back, '')) ?? ''
  expect((await fetch(new URL('/staff', again.staff), { headers: { cookie } })).status).toBe(401)
  const people = await fetch(new URL('/staff/people', again.staff), { headers: { cookie: returned } })
  expect([people.status, (await people.text()).match(/Maya/g)?.length]).toEqual([200, 1])
  const refused = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  expect(await runCommand(['invite', 'Somebody', 'else'])).toBe(1)
  expect(`${refused.mock.calls}`).toContain('Somebody else')
  await again.stop()
})
