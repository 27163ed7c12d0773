/** `tulay secret`: never neither, never both; not beside a running Tulay; and a way where the file cannot be replaced. */
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { runCommand } from '../../src/cli/index.ts'
import { realWorld } from '../../src/house.ts'
import type { Address, PersonKey } from '../../src/kit/ids.ts'
import { type Memory, openMemory } from '../../src/memory.ts'
import { countQueue, insertConcern } from '../../src/store/concerns.ts'
import { loadPeople, savePerson } from '../../src/store/people.ts'
import { saveStaffTry } from '../../src/store/staff-tries.ts'
import { loadSubscription, saveSubscription } from '../../src/store/subscriptions.ts'
import { anyKept, coded, newConcernId } from '../store/fresh.ts'

let data: string
let secretFile: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'tulay-secret-'))
  secretFile = join(data, 'secret')
  vi.stubEnv('TULAY_DATA', data)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  rmSync(data, { recursive: true, force: true })
})

const ADDRESS = '7316640952188' as Address
const opening = (file = secretFile, alone = false) =>
  openMemory({ data, secretFile: file } as Parameters<typeof openMemory>[0], realWorld, alone)
const use = async <T>(work: (memory: Memory) => Promise<T>, file = secretFile): Promise<T> => {
  const memory = await opening(file)
  if (!memory.ok) throw new Error(memory.why)
  try {
    return await work(memory.value)
  } finally {
    await memory.value.store.close()
  }
}
/** Somebody who said yes and wants alerts. */
const begin = () =>
  use(async ({ store, privacy }) => {
    const person = privacy.person('telegram', ADDRESS)
    await store.tx(async tx => {
      await savePerson(tx, { person, lang: 'ko', since: '2026-W40' })
      const address = privacy.seal('address', ADDRESS, person)
      const row = { person, channel: 'telegram', address, topics: ['work'], area: null, lang: 'ko' }
      await saveSubscription(tx, { ...row, since: null, digest: false })
    })
  })
const known = (file = secretFile): Promise<{ lang: string | undefined; address: string }> =>
  use(async ({ store, privacy }) => {
    const person = privacy.person('telegram', ADDRESS)
    const row = await store.tx(tx => loadSubscription(tx, person))
    return {
      lang: (await store.tx(tx => loadPeople(tx, [person]))).get(person as PersonKey)?.lang,
      address: Buffer.from((row && privacy.open('address', row.address, person)) ?? []).toString(),
    }
  }, file)
const THERE = { lang: 'ko', address: ADDRESS }
const ran = async (...words: string[]) => {
  const told: string[] = []
  for (const way of ['log', 'error'] as const)
    vi.spyOn(console, way).mockImplementation(text => void told.push(String(text)))
  return { code: await runCommand(words), told: told.join('\n') }
}
const child = (step: string) =>
  spawnSync(process.execPath, [join(import.meta.dirname, 'secret-child.ts'), data, step], { encoding: 'utf8' })

it.each([
  ['made', false],
  ['uncommitted', false],
  ['committed', true],
  ['sealed', true],
  ['placed', true],
])('killed when it is %s, the next start goes on with one secret and everybody in place', async (step, changed) => {
  await begin()
  const before = readFileSync(secretFile, 'utf8')
  const { signal, stderr } = child(step)
  expect({ signal, stderr }).toEqual({ signal: 'SIGKILL', stderr: '' })
  expect(await known()).toEqual(THERE)
  expect(readFileSync(secretFile, 'utf8') !== before).toBe(changed)
  expect(readdirSync(data).filter(name => name.includes('next'))).toEqual([])
  // And once more, to the end.
  expect(child('never')).toMatchObject({ status: 0, stderr: '' })
  expect(await known()).toEqual(THERE)
})

it('tells what is left to do, and leaves no copy that the old secret opens', async () => {
  await begin()
  mkdirSync(join(data, 'before-upgrade'))
  writeFileSync(join(data, 'before-upgrade', 'tulay-before-2.db'), 'under the old one')
  const before = readFileSync(secretFile, 'utf8')
  const { code, told } = await ran('secret', 'rotate')
  expect(code).toBe(0)
  for (const word of ['Nobody will notice', 'Make a backup now', 'destroy the copies of the old one'])
    expect(told).toContain(word)
  expect(readFileSync(secretFile, 'utf8')).not.toBe(before)
  expect(existsSync(join(data, 'before-upgrade'))).toBe(false)
  expect(await known()).toEqual(THERE)
})

it.each(['rotate', 'lost'])('after secret %s nothing tells how often somebody tried to sign in', async word => {
  await begin()
  const tries = () => use(({ store }) => store.tx(tx => tx.selectFrom('staff_tries').selectAll().execute()))
  const key = new Uint8Array([1, 2, 3])
  await use(({ store }) => store.tx(tx => saveStaffTry(tx, { key, n: 3, at: 1, until: 2 })))
  expect(await tries()).toHaveLength(1)
  if (word === 'lost') rmSync(secretFile)
  expect((await ran('secret', word, ...(word === 'lost' ? ['--yes'] : []))).code).toBe(0)
  expect(await tries()).toEqual([])
})

it('is refused while Tulay has the data open, and then holds it alone', async () => {
  await begin()
  await use(async () => {
    const { code, told } = await ran('secret', 'rotate')
    expect({ code, told }).toEqual({ code: 2, told: expect.stringContaining('Tulay is running') })
  })
  const alone = await opening(secretFile, true)
  if (!alone.ok) throw new Error(alone.why)
  const other = await opening()
  expect(other).toEqual({ ok: false, why: expect.stringContaining('Try again') })
  await alone.value.store.close()
  expect(await known()).toEqual(THERE)
}, 30_000)

it('where the file cannot be replaced it says what to do, and that way works', async () => {
  await begin()
  const elsewhere = mkdtempSync(join(tmpdir(), 'tulay-elsewhere-'))
  const real = join(elsewhere, 'real')
  writeFileSync(real, readFileSync(secretFile), { mode: 0o600 })
  const link = join(elsewhere, 'link')
  symlinkSync(real, link)
  vi.stubEnv('TULAY_SECRET_FILE', link)
  const refused = await ran('secret', 'rotate')
  expect(refused).toEqual({ code: 1, told: expect.stringContaining('--to') })
  expect(await known(link)).toEqual(THERE)

  const to = join(elsewhere, 'new')
  expect(await ran('secret', 'rotate', '--to', to)).toEqual({ code: 0, told: expect.stringContaining(to) })
  expect(await known(to)).toEqual(THERE)
  // Who forgets to name the new one is told, and nothing is lost.
  expect(await opening(link)).toEqual({ ok: false, why: expect.stringContaining('TULAY_SECRET_FILE') })
  vi.stubEnv('TULAY_SECRET_FILE', to)
  expect(await ran('secret', 'rotate', '--to', to)).toEqual({
    code: 1,
    told: expect.stringContaining('in use already'),
  })
  expect(await known(to)).toEqual(THERE)
  rmSync(elsewhere, { recursive: true })
})

it('another server’s secret is refused instead of making everybody a stranger', async () => {
  await begin()
  const kept = readFileSync(secretFile)
  writeFileSync(secretFile, `${'A'.repeat(43)}\n`)
  expect(await opening()).toEqual({ ok: false, why: expect.stringContaining('another secret') })
  writeFileSync(secretFile, kept)
  expect(await known()).toEqual(THERE)
})

it('a lost secret: only after a yes everybody is forgotten, and reports stay', async () => {
  await begin()
  await use(({ store }) =>
    store.tx(tx =>
      insertConcern(tx, {
        ...coded({ id: newConcernId() }),
        capability: new Uint8Array(32),
        receipt: new Uint8Array(32),
        sealed: anyKept(),
      }),
    ),
  )
  expect(await ran('secret', 'lost', '--yes')).toMatchObject({ code: 1, told: expect.stringContaining('right one') })
  expect(await known()).toEqual(THERE)
  rmSync(secretFile)
  expect(await opening()).toEqual({ ok: false, why: expect.stringContaining('is missing') })
  expect(await ran('secret', 'lost')).toMatchObject({ code: 1, told: expect.stringContaining('--yes') })
  expect(existsSync(secretFile)).toBe(false)
  expect((await ran('secret', 'lost', '--yes')).code).toBe(0)
  expect(await known()).toEqual({ lang: undefined, address: '' })
  expect(await use(({ store }) => store.tx(countQueue))).toBe(1)
})

it('called wrongly it says how', async () => {
  expect(await ran('secret')).toEqual({ code: 2, told: expect.stringContaining('secret rotate') })
  expect(await ran('secret', 'rotate')).toEqual({ code: 1, told: expect.stringContaining('no data') })
})
