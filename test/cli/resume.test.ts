/** A clone of a server answers who writes to it, and says nothing else before the operator's yes. A whole house, a fake Telegram. */
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { createLog } from '../../src/app/log.ts'
import { sendTestAlert } from '../../src/app/send-alert.ts'
import { runCommand } from '../../src/cli/index.ts'
import { readConfig } from '../../src/config.ts'
import { createHouse, pushesTo, realWorld } from '../../src/house.ts'
import type { Address } from '../../src/kit/ids.ts'
import { openMemory } from '../../src/memory.ts'
import { saveSubscription } from '../../src/store/subscriptions.ts'
import { words } from '../app/rig.ts'
import { createFakeTelegram } from '../fake/telegram/server.ts'
import { temporaryFolder } from '../faults/folder.ts'
import { createTalker, sayYes } from '../faults/person.ts'
import { GROUND } from '../stories/rig.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

const ALERT = 'The office moves on Friday.'
const CHAT = 70001

it('holds alerts back in a copied folder, says so, and lets them go after the yes', { timeout: 120_000 }, async () => {
  if (!GROUND.ok) throw new Error('no ground')
  const ground = GROUND.value
  const fake = await createFakeTelegram()
  const phone = fake.person({ id: CHAT, name: 'somebody', lang: 'en' })
  const openAt = async (data: string) => {
    const read = readConfig({ TULAY_DATA: data, TULAY_DEMO: '1', PORT: '0', TULAY_QUIET_HOURS: 'off' })
    if (!read.ok) throw new Error('no configuration')
    const config = { ...read.value, telegram: { token: fake.token, apiRoot: fake.root, webhookSecret: undefined } }
    const memory = await openMemory(config, realWorld)
    if (!memory.ok) throw new Error(memory.why)
    return { config, memory: memory.value }
  }
  const startAt = async (data: string) => {
    const { config, memory } = await openAt(data)
    const log = createLog({ level: 'silent' })
    const pace = { perSecond: 1000, perChatMs: 0, inFlight: 4 }
    const house = await createHouse({ ...memory, config, world: realWorld, log, ground, pace })
    const { port, telegram } = await house.start()
    await telegram
    const ready = async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).json()
    return {
      house,
      ready,
      off: async () => (await house.off()).map(({ what, how }) => `${what}: ${how}`).join('\n'),
    }
  }
  const heard = (text: string): number => phone.heard.filter(message => message.text.includes(text)).length

  const data = join(temporaryFolder('tulay-original-'), 'data')
  const original = await startAt(data)
  expect(await original.off()).not.toContain('resume')
  expect(await original.ready()).toEqual({ ok: true, checks: { started: true, alerts: true } })
  await sayYes(createTalker(fake, phone))
  await original.house.stop()
  // An alert that the original has still to send.
  const { memory } = await openAt(data)
  const person = memory.privacy.person('telegram', String(CHAT) as Address)
  const address = memory.privacy.seal('address', String(CHAT), person)
  await memory.store.tx(tx =>
    saveSubscription(tx, {
      ...{ person, channel: 'telegram', address, topics: [], area: null, lang: 'en' },
      ...{ since: null, digest: false },
    }),
  )
  const rooms = { ...memory, words, world: realWorld, pushes: pushesTo, zoneOf: () => undefined }
  expect(await sendTestAlert(rooms, { text: ALERT })).toBe(1)
  await memory.store.close()

  const clone = join(temporaryFolder('tulay-clone-'), 'data')
  cpSync(data, clone, { recursive: true, preserveTimestamps: true })
  const copy = await startAt(clone)
  expect(await copy.off()).toContain('npm run tulay -- resume')
  expect(await copy.ready()).toEqual({ ok: true, checks: { started: true, alerts: false } })
  const getsHelp = async () => {
    const before = phone.heard.length
    phone.type('/help')
    await fake.until(() => phone.heard.length > before)
  }
  await getsHelp()
  expect(heard(ALERT)).toBe(0)
  await copy.house.stop()

  vi.stubEnv('TULAY_DATA', clone)
  const ran = async (...command: string[]) => {
    const told: string[] = []
    for (const way of ['log', 'error'] as const)
      vi.spyOn(console, way).mockImplementation(text => void told.push(String(text)))
    return { code: await runCommand(command), told: told.join('\n') }
  }
  expect(await ran('resume', '--send', '--drop')).toMatchObject({ code: 2 })
  expect(await ran('resume')).toEqual({
    code: 1,
    told: expect.stringContaining('Waiting: 1 alert or notice, 0 answers.'),
  })
  const said = await ran('say', 'another one')
  expect(said).toEqual({ code: 0, told: expect.stringContaining('npm run tulay -- resume') })
  expect(await ran('resume')).toEqual({ code: 1, told: expect.stringContaining('Waiting: 2 alerts and notices') })
  const again = await startAt(clone)
  await getsHelp()
  expect([heard(ALERT), heard('another one')]).toEqual([0, 0])
  await again.house.stop()
  expect(await ran('resume', '--send')).toEqual({ code: 0, told: expect.stringContaining('goes out') })
  expect(await ran('resume')).toEqual({ code: 0, told: 'Nothing is held back.' })

  const yes = await startAt(clone)
  expect(await yes.off()).not.toContain('resume')
  await fake.until(() => heard(ALERT) > 0)
  await fake.until(() => heard('another one') > 0)
  await yes.house.stop()
  expect([heard(ALERT), heard('another one')]).toEqual([1, 1])
  await fake.stop()
})
