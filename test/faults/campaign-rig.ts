/** A real process on its way through a campaign, behind the fake Bot API. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { sealLetter } from '../../src/app/campaigns/deliver/letter.ts'
import { readConfig } from '../../src/config.ts'
import { HOLD } from '../../src/domain/campaigns/hold.ts'
import type { Address, CampaignId, LineId } from '../../src/kit/ids.ts'
import { openMemory } from '../../src/memory.ts'
import { addCounts } from '../../src/store/campaigns/counts.ts'
import { planRun } from '../../src/store/campaigns/runs.ts'
import { addLines } from '../../src/store/outbox.ts'
import { saveCeilings } from '../../src/store/quotas.ts'
import { signedCampaign } from '../app/campaigns/signed.ts'
import { createFakeTelegram } from '../fake/telegram/server.ts'
import { fastWorld, type Pace } from './fast-clock.ts'
import { temporaryFolder } from './folder.ts'

export const TITLE = 'Demo call'
const FIRST = 5_000_000_000
export const chatOf = (n: number) => FIRST + n
const personOf = (chat: unknown) => Number(chat) - FIRST

/** @param it.isRepeated whose lines are said again in doubt; the others' only after a crash */
export const campaignRig = async (it: { size: number; speed: number; isRepeated(n: number): boolean }) => {
  // 2030-01-02, 12:00 in Tokyo.
  const pace: Pace = { origin: Date.now(), at: Date.UTC(2030, 0, 2, 3), speed: it.speed }
  const world = fastWorld(pace)
  const latency = () => sleep(50 / it.speed)
  const fake = await createFakeTelegram({ now: world.now, latency })
  const data = temporaryFolder('tulay-campaign-')
  const env = {
    ...{ PATH: process.env.PATH, TULAY_DATA: data, PORT: '0', TULAY_LOG_LEVEL: 'silent' },
    ...{ TELEGRAM_BOT_TOKEN: fake.token, TELEGRAM_API_ROOT: fake.root },
  }
  const id = await freeze(data, world, it)
  let bot: ChildProcess | undefined
  const kill = async (): Promise<void> => {
    const gone = new Promise(resolve => bot?.once('exit', resolve))
    bot?.kill('SIGKILL')
    await gone
    // What still came from the dead is no repetition of the next.
    await fake.alone()
  }
  onTestFinished(async () => {
    bot?.kill('SIGKILL')
    await fake.stop()
  })
  return {
    fake,
    world,
    kill,
    async start(): Promise<void> {
      const polls = fake.callsOf('getUpdates').length
      const program = join(import.meta.dirname, 'fast-child.ts')
      bot = spawn(process.execPath, [program, JSON.stringify(pace)], { env, stdio: 'ignore' })
      await fake.until(() => fake.callsOf('getUpdates').length > polls, 120_000)
    },
    /** A command of `tulay`, in a process of its own; resolves with what it said when it has ended. */
    command: (...words: string[]) =>
      new Promise<string>(resolve => {
        const child = spawn(process.execPath, [join(import.meta.dirname, '../../src/main.ts'), ...words], { env })
        let said = ''
        child.stdout.on('data', chunk => {
          said += chunk
        })
        child.once('exit', () => resolve(said))
      }),
    /** What reached people's phones of the campaign: to whom, and when by the world's clock. */
    received: () =>
      fake
        .callsOf('sendMessage')
        .filter(({ took, payload }) => took && String(payload.text).includes(TITLE))
        .map(({ at, payload }) => ({ at, person: personOf(payload.chat_id) })),
    /** Lines that are on their way. */
    left: (): number =>
      ask(data, id, "select count(*) as n from outbox where campaign = ? and state in ('pending', 'sending')"),
    count: (what: string): number =>
      ask(data, id, `select coalesce(sum(n), 0) as n from campaign_counts where campaign = ? and what like '${what}'`),
  }
}

const ask = (data: string, id: CampaignId, sql: string): number => {
  const db = new Database(join(data, 'tulay.db'), { readonly: true, timeout: 20_000 })
  try {
    return (db.prepare(sql).get(Buffer.from(id, 'base64url')) as { n: number }).n
  } finally {
    db.close()
  }
}

/** Signed by two people with real keys, and frozen as a run freezes it. */
const freeze = async (
  data: string,
  world: ReturnType<typeof fastWorld>,
  { size, isRepeated }: { size: number; isRepeated(n: number): boolean },
): Promise<CampaignId> => {
  const config = readConfig({ TULAY_DATA: data })
  if (!config.ok) throw new Error('no configuration')
  const memory = await openMemory(config.value, world)
  if (!memory.ok) throw new Error(memory.why)
  const { store, privacy } = memory.value
  const now = world.now()
  const { campaign } = await signedCampaign(
    { store, privacy },
    { at: now - HOLD.usual - 1000, state: 'running', texts: { en: { title: TITLE, body: 'Come.' } } },
  )
  const { id } = campaign
  const lineOf = (n: number) => {
    const [line, to] = [randomBytes(16).toString('base64url') as LineId, String(chatOf(n)) as Address]
    return {
      ...{ id: line, person: privacy.person('telegram', to), channel: 'telegram', state: 'pending' as const },
      ...{ priority: 3 as const, due: now, order: n, cause: null, attempts: 0, code: null },
      policy: isRepeated(n) ? ('repeat' as const) : ('restart' as const),
      campaign: { id, run: 1, lang: 'en' },
      body: sealLetter(privacy, { to, campaign: id, run: 1, sheet: 1, lang: 'en' }, line),
    }
  }
  await store.tx(async tx => {
    await planRun(tx, { campaign: id, sheet: 1, purpose: 'call', at: now })
    await tx.updateTable('campaign_runs').set({ state: 'sending' }).execute()
    // Only so that what is said again in doubt need not wait for the next hour.
    await saveCeilings(tx, { hour: 9, day: 9, week: 9 })
    await addLines(
      tx,
      Array.from({ length: size }, (_, n) => lineOf(n)),
    )
    await addCounts(tx, { campaign: id, run: 1 }, [{ what: 'frozen', lang: 'en', channel: 'telegram', n: size }])
  })
  await store.close()
  return id
}
