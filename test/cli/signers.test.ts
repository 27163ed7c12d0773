/** When nobody is left who can sign: whoever has the machine lets the group begin once more, and nobody else can. */
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { createSigning } from '../../src/app/campaigns/signing/index.ts'
import { runCommand } from '../../src/cli/index.ts'
import { readConfig } from '../../src/config.ts'
import { realWorld } from '../../src/house.ts'
import { openMemory } from '../../src/memory.ts'
import { claimBytes } from '../../src/privacy/approvals.ts'
import { auditPage } from '../../src/store/audit.ts'
import { addStaff, fileOf, newKey } from '../app/campaigns/signed.ts'
import { temporaryFolder } from '../faults/folder.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

const ran = async (...words: string[]) => {
  const told: string[] = []
  for (const kind of ['log', 'error'] as const) vi.spyOn(console, kind).mockImplementation(text => void told.push(text))
  return { code: await runCommand(words), told: told.join('\n') }
}

it('retires every key after a yes, and the next one is the first again', { timeout: 60_000 }, async () => {
  const data = join(temporaryFolder('tulay-signers-'), 'data')
  vi.stubEnv('TULAY_DATA', data)
  vi.stubEnv('TULAY_DEMO', '0')
  const within = async <T>(work: (rooms: Parameters<typeof createSigning>[0]) => Promise<T>): Promise<T> => {
    const config = readConfig({ TULAY_DATA: data })
    const memory = config.ok ? await openMemory(config.value, realWorld) : undefined
    if (!memory?.ok) throw new Error('no memory')
    try {
      return await work({ ...memory.value, world: realWorld, demo: false })
    } finally {
      await memory.value.store.close()
    }
  }
  const make = () =>
    within(async rooms => {
      const staff = await addStaff(rooms)
      const { publicKey, sign } = await newKey()
      const proof = sign(claimBytes({ instance: rooms.store.instance, staff: staff.id, publicKey }, 'own'))
      return createSigning(rooms).make(staff, { publicKey, wrapped: fileOf(publicKey), proof })
    })
  expect(await make()).toEqual({ ok: true, value: 'active' })
  expect(await make()).toEqual({ ok: true, value: 'waits' })
  expect(await ran('signers')).toMatchObject({ code: 2, told: expect.stringContaining('signers anew --yes') })
  expect((await ran('signers', 'anew')).code).toBe(1)
  expect(await make()).toEqual({ ok: true, value: 'waits' })
  expect(await ran('signers', 'anew', '--yes')).toMatchObject({ code: 0, told: expect.stringContaining('Retired:') })
  expect(await make()).toEqual({ ok: true, value: 'active' })
  expect(await make()).toEqual({ ok: true, value: 'waits' })
  const deeds = await within(({ store }) => store.tx(tx => auditPage(tx, { limit: 50 })))
  expect(deeds.filter(({ action, staff }) => action === 'signing key retired' && staff === null)).toHaveLength(3)
})
