/** Before the yes no table has a row that is about a person, and after erasing none has any more: counted over all tables that there are. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { forgetGone } from '../../src/app/forget-gone.ts'
import { realWorld } from '../../src/house.ts'
import type { Address, UpdateKey } from '../../src/kit/ids.ts'
import type { Deed } from '../../src/kit/inbound.ts'
import { plain } from '../../src/kit/message.ts'
import { openRig, type Rig, words } from './rig.ts'

let data: string
let rig: Rig
let number = 0
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'tulay-kept-'))
  rig = await openRig(data, { world: realWorld })
})
afterEach(async () => {
  await rig.close()
  rmSync(data, { recursive: true, force: true })
})

const ADDRESS = '5123456789' as Address
/** On a channel whose words are sent later: those wait in the outbox until they are. */
const say = async (it: Deed | string): Promise<string> => {
  const deed: Deed = typeof it === 'string' ? { kind: 'text', text: it } : it
  const update = `${++number}` as UpdateKey
  const [reply] = await rig.app.receive([
    { channel: 'web', address: ADDRESS, update, ref: `${number}`, at: Date.now(), it: deed },
  ])
  return reply?.messages.map(({ text }) => plain(text)).join('\n') ?? ''
}

/** Rows of every table, without the update numbers (a keyed hash each) and counters of days. */
const rows = (): Record<string, number> => {
  const db = new Database(join(data, 'tulay.db'), { readonly: true })
  try {
    const tables = db.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[]
    const counts = tables
      .filter(name => !['inbox', 'tallies'].includes(name))
      .map(name => [name, Number(db.prepare(`select count(*) from "${name}"`).pluck().get())])
    return Object.fromEntries(counts)
  } finally {
    db.close()
  }
}

const VOICE = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(60, 1)])

it('nothing is stored before the yes, whatever is done', async () => {
  const before = rows()
  for (const it of [
    'hello',
    'English',
    'more',
    'no',
    '/desk',
    '2',
    'Tokyo',
    '1',
    'source',
    '/language',
    '日本',
    '/mydata',
  ])
    await say(it)
  await say({ kind: 'place', lat: 35.9, lon: 139.6 })
  const kept = await rig.app.keepFile('web', ADDRESS, 'voice', VOICE, '')
  if (kept.ok) await say(kept.value)
  for (const it of [
    '/report',
    'stop',
    '/alerts',
    '/news',
    '1234 5678 9012 3452',
    '/person',
    '/help',
    'I want to die',
    '/erase',
    '1',
  ])
    await say(it)
  const after = rows()
  // What was said waits in the outbox until the page has it; it is sealed, and goes with the next answer.
  expect({ ...after, outbox: 0 }).toEqual({ ...before, outbox: 0 })
})

const TABLES = ['people', 'sessions', 'drafts', 'subscriptions', 'subscription_topics', 'notices', 'traces']

/** Somebody with everything that can be kept: alerts, a report with its notice, an unfinished one with a voice message. */
const live = async (): Promise<void> => {
  for (const it of ['/start', 'English', '1', '/alerts', '2', 'done', 'Osaka', '1']) await say(it)
  for (const it of ['/report', '1', '2', '1', '/skip', 'My pay is missing', 'done', '1']) await say(it)
  expect(rows()).toMatchObject({ people: 1, subscriptions: 1, concerns: 1, notices: 1 })
  for (const it of ['/report', '1', '2', '1', '/skip', 'x'.repeat(3000)]) await say(it)
  const kept = await rig.app.keepFile('web', ADDRESS, 'voice', VOICE, '')
  if (kept.ok) await say(kept.value)
  expect(rows()).toMatchObject({ sessions: 1, drafts: 2 })
}

it('everything about a chat is gone at once when it is erased, except what was filed', async () => {
  await live()
  expect(await say('/erase')).toContain(words.text('en', 'flows.erase.sure.ask').slice(0, 40))
  await say('1')
  await say('2')
  const after = rows()
  for (const name of TABLES) expect(after[name], name).toBe(0)
  expect(after.concerns).toBe(1)
})

/** The two ways in which a messenger says that somebody has blocked the bot. */
const BLOCKED = {
  'by an update': () => say({ kind: 'blocked' }),
  'by refusing a message': () =>
    forgetGone(
      { ...rig, world: realWorld, words, pushes: () => false, demo: () => false },
      { person: rig.privacy.person('web', ADDRESS), channel: 'web', address: ADDRESS },
    ),
}
it.each(Object.entries(BLOCKED))('everything is gone when the bot is blocked, told %s', async (_, blocked) => {
  await live()
  await blocked()
  const after = rows()
  for (const name of [...TABLES, 'outbox']) expect(after[name], name).toBe(0)
  expect(after.concerns).toBe(1)
  // Who comes back is somebody new, and is asked for the language and the yes.
  expect(await say('hello')).toContain(words.text('en', 'flows.start.language.ask').slice(0, 40))
})

it('who has not said yes and blocks the bot is not remembered either', async () => {
  for (const it of ['/start', 'English', 'no', '/desk', '2']) await say(it)
  await say({ kind: 'blocked' })
  expect(await say('Tokyo')).toContain(words.text('en', 'flows.start.language.ask').slice(0, 40))
})
