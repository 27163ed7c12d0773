/**
 * Hostile deeds into the app, over a real database: whatever a door may let through is answered, one person's mess is no other
 * person's, no words get into the log, and everything that was put aside is asked for by somebody or gone.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createLog } from '../../src/app/log.ts'
import { realWorld } from '../../src/house.ts'
import type { Address, ChannelName, DraftId, UpdateKey } from '../../src/kit/ids.ts'
import { type Deed, type Inbound, LIMITS } from '../../src/kit/inbound.ts'
import { plain } from '../../src/kit/message.ts'
import { flows, openRig, words } from './rig.ts'

/** All doors together have 100,000 each; here every deed goes through the database. */
const RUNS = Math.ceil(Number(process.env.FUZZ_RUNS ?? 100_000) / 10)
const AT_ONCE = 250
const CANARY = 'canary-7f3a'
const WEB: ChannelName = 'web'
const VOICE = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(60, 1)])

const said = fc.oneof(
  fc.constantFrom(
    '1',
    '2',
    '3',
    '٢',
    '99',
    '0',
    '00',
    '02',
    '03',
    '07',
    '09',
    'yes',
    'no',
    'stop',
    '그만',
    'done',
    'Saitma',
  ),
  fc.constantFrom(
    'Tokyo',
    '__proto__',
    'constructor',
    '{{receipt}}',
    '$t(engine.error)',
    "'; DROP TABLE people;--",
    '\ud800',
  ),
  fc.constantFrom('1234 5678 9012 3456', '0000 0000 0000 0000', 'I want to die', `${CANARY} is what I say`),
  fc.string({ unit: 'binary', maxLength: 40 }).map(it => `${CANARY}${it}`),
  fc.constant('x'.repeat(LIMITS.text)),
  fc.constant('\u{1f469}\u200d'.repeat(900)),
)
const names = [
  ...flows.flows.flatMap(({ on }) => on.command ?? []),
  'done',
  'skip',
  'back',
  'cancel',
  'menu',
  'later',
  'more',
]
const token = fc.oneof(
  fc.constantFrom(
    ...flows.flows.map(({ flow }) => `f.${flow}`),
    'f.nothing',
    'f.__proto__',
    'a.AAAA.0.yes',
    'a...',
    'v.erase.-.0',
  ),
  fc.constantFrom(`n.${'A'.repeat(22)}`, 'v.stop.x.zz', 'v.constructor.a.1', 'a.AAAA.NaN.@check', '', ' '),
  fc.string({ unit: fc.constantFrom(...'afvn.-@=09AZ'), maxLength: LIMITS.token }),
)
const deed: fc.Arbitrary<Deed | 'shown'> = fc.oneof(
  { weight: 6, arbitrary: said.map((text): Deed => ({ kind: 'text', text })) },
  // A button that is really there.
  { weight: 6, arbitrary: fc.constant('shown' as const) },
  { weight: 3, arbitrary: token.map((token): Deed => ({ kind: 'tap', token })) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom(...names, 'x'.repeat(32), 'constructor'), said)
      .map(([name, args]): Deed => ({ kind: 'command', name, args })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.double({ min: -90, max: 90, noNaN: true }), fc.double({ min: -180, max: 180, noNaN: true }))
      .map(([lat, lon]): Deed => ({ kind: 'place', lat, lon })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('sticker', 'contact', 'edited', 'too-long', 'wrong-type', 'not-fetched', 'other')
      .map((why): Deed => ({ kind: 'unreadable', why: why as 'other' })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom('photo', 'voice', 'video', 'document'), fc.string({ maxLength: 30 })).map(
      // Its bytes are kept aside when it is sent.
      ([media, caption]): Deed => ({
        kind: 'file',
        media: media as 'photo',
        draft: 'A'.repeat(22) as DraftId,
        bytes: 9,
        caption,
      }),
    ),
  },
  { weight: 1, arbitrary: fc.nat().map((seq): Deed => ({ kind: 'timer', what: seq % 2 ? 'remind' : 'expire', seq })) },
  { weight: 1, arbitrary: fc.constantFrom<Deed>({ kind: 'blocked' }, { kind: 'group' }) },
)
const inbound = fc.record({
  who: fc.nat(40),
  it: deed,
  again: fc.nat(30),
  guess: fc.constantFrom('ja', 'xx', '', 'en-GB-x-y'),
})

it('hostile deeds are answered, and leave nothing behind in the log', { timeout: 600_000 }, async () => {
  const data = mkdtempSync(join(tmpdir(), 'tulay-hostile-'))
  const logged: string[] = []
  const log = createLog({ level: 'debug', destination: { write: line => void logged.push(line) } })
  const rig = await openRig(data, { world: realWorld, log })
  const shown = new Map<number, string[]>()
  let number = 0
  let silent = 0
  const kinds = new Set<string>()
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(inbound, { minLength: AT_ONCE, maxLength: AT_ONCE }), async deeds => {
        const batch: Inbound[] = []
        for (const { who, it, again, guess } of deeds) {
          const buttons = shown.get(who) ?? []
          const real: Deed =
            it === 'shown' ? { kind: 'tap', token: buttons[number % buttons.length] ?? 'f.report' } : it
          kinds.add(real.kind)
          const address = `person ${who}` as Address
          const kept =
            real.kind !== 'file' ? undefined : await rig.app.keepFile(WEB, address, 'voice', VOICE, real.caption)
          // Now and then the same update once more.
          const update = `${again === 0 ? number : ++number}` as UpdateKey
          batch.push({ channel: WEB, address, update, guess, at: Date.now(), it: kept?.ok ? kept.value : real })
        }
        const replies = await rig.app.receive(batch)
        expect(replies.length).toBe(batch.length)
        for (const [at, { repeat, messages }] of replies.entries()) {
          const { kind } = batch[at]?.it ?? {}
          if (messages.length === 0 && !repeat && kind !== 'timer' && kind !== 'blocked' && kind !== 'group') silent++
          for (const { text, choices, verbs } of messages) {
            if (plain(text).trim() === '' || /\bat .*\.ts:\d|undefined|\[object|NaN/.test(plain(text))) silent++
            shown.set(
              deeds[at]?.who ?? 0,
              [...choices, ...verbs].map(choice => choice.token),
            )
          }
        }
      }),
      { numRuns: Math.ceil(RUNS / AT_ONCE) },
    )
    // Nobody else is worse off: a report can still be made from end to end.
    const say = async (it: Deed) => {
      const update = `last ${++number}` as UpdateKey
      const [reply] = await rig.app.receive([
        { channel: WEB, address: 'somebody else' as Address, update, at: Date.now(), it },
      ])
      return reply?.messages.map(({ text }) => plain(text)).join('\n') ?? ''
    }
    const text = (text: string): Deed => ({ kind: 'text', text })
    for (const it of ['English', '1', '/report', 'yes', '2', '1', '/skip', 'My pay', 'done']) await say(text(it))
    expect(await say(text('2'))).toMatch(/\d{4} \d{4} \d{4} \d{4}/)
  } finally {
    await rig.close()
    rmSync(data, { recursive: true, force: true })
  }
  expect(silent).toBe(0)
  expect(logged.join('')).not.toContain(CANARY)
  expect(logged.join('')).not.toMatch(/receive\.failed/)
  expect(kinds.size).toBe(9)
  expect(words.languages().length).toBeGreaterThan(1)
})
