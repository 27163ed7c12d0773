/** Whatever happens to the updates on their way, the answers are those of the run in which nothing happened. */

import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Address, UpdateKey } from '../../src/kit/ids.ts'
import type { Deed, Inbound } from '../../src/kit/inbound.ts'
import { openConcern } from '../../src/privacy/case-keys.ts'
import { openSodium } from '../../src/privacy/sodium.ts'
import { queue, sealedConcern } from '../../src/store/concerns.ts'
import type { Store } from '../../src/store/index.ts'
import { subscribers } from '../../src/store/subscriptions.ts'
import { openRig, READER, type Rig } from './rig.ts'

const PEOPLE = 3
const text = (text: string): Deed => ({ kind: 'text', text })
const command = (name: string): Deed => ({ kind: 'command', name, args: '' })

const YES: Deed[] = [command('start'), text('1'), text('1')]
const scriptOf = (person: number): Deed[] => [
  command('report'),
  text('1'),
  text(String(person + 1)),
  text('1'),
  text('Saitama'),
  text(`first part of ${person}`),
  text(`second part of ${person}`),
  command('done'),
  text('2'),
  command('alerts'),
  text('2'),
  command('done'),
  text('Osaka'),
  text('1'),
  command('report'),
  text('no'),
  text('yes'),
  text('10'),
  command('skip'),
  text(`another one of ${person}`),
  command('back'),
  command('back'),
  text('2'),
  text('2'),
  command('skip'),
  text(`told again by ${person}`),
  command('done'),
  text('1'),
]

const inbound = (person: number, at: number, it: Deed): Inbound => ({
  channel: 'telegram',
  address: `70000${person}` as Address,
  update: `${person}:${at}` as UpdateKey,
  at: 0,
  it,
})

type Answers = { concerns: string[]; subscriptions: string[] }
const sodium = await openSodium()

const readAnswers = async (store: Store): Promise<Answers> => {
  const rows = await store.tx(tx => queue(tx, { limit: 1000, offset: 0 }))
  const concerns: string[] = []
  for (const { id, category, area, urgency } of rows) {
    const sealed = await store.tx(tx => sealedConcern(tx, id))
    const shred = (await store.shred.get([id])).get(id)
    const wrap = sealed?.wraps[0]?.sealed
    const parts =
      sealed && shred && wrap && openConcern({ sodium, id, parts: sealed.parts, wrap, holder: READER, shred })
    if (!parts) throw new Error('a concern does not open')
    concerns.push(JSON.stringify([category, area, urgency, ...parts.map(part => Buffer.from(part.bytes).toString())]))
  }
  const people = await store.tx(tx => subscribers(tx, { limit: 100 }))
  return {
    concerns: concerns.toSorted(),
    subscriptions: people.map(({ topics, area, lang }) => JSON.stringify([topics, area, lang])).toSorted(),
  }
}

type Fault =
  | { kind: 'step'; person: number }
  | { kind: 'two'; first: number; second: number }
  | { kind: 'duplicate'; person: number; back: number }
  | { kind: 'kill' }
  | { kind: 'clock'; by: number }

const person = fc.nat(PEOPLE - 1)
const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('step' as const), person }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('two' as const), first: person, second: person }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('duplicate' as const), person, back: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('kill' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('clock' as const), by: fc.integer({ min: -1_200_000, max: 1_200_000 }) }),
  },
)

const play = async (faults: Fault[]): Promise<Answers> => {
  const root = mkdtempSync(join(tmpdir(), 'tulay-pipeline-'))
  let now = Date.UTC(2026, 4, 5, 3)
  const world = { now: () => now, random: (size: number) => new Uint8Array(randomBytes(size)) }
  let life = 0
  let rig: Rig = await openRig(join(root, '0'), { world })
  const scripts = Array.from({ length: PEOPLE }, (_, who) =>
    [...YES, ...scriptOf(who)].map((it, at) => inbound(who, at, it)),
  )
  const done = scripts.map(() => 0)
  const next = (who: number): Inbound[] => scripts[who]?.slice(done[who], (done[who] ?? 0) + 1) ?? []
  const take = async (updates: Inbound[], people: number[]) => {
    await rig.app.receive(updates)
    for (const who of people) done[who] = Math.min((done[who] ?? 0) + 1, scripts[who]?.length ?? 0)
  }
  const perform = async (it: Fault) => {
    if (it.kind === 'clock') now += it.by
    if (it.kind === 'step') await take(next(it.person), [it.person])
    if (it.kind === 'two') {
      if (it.first === it.second) return take([...next(it.first), ...next(it.first)], [it.first])
      await take([...next(it.second), ...next(it.first)], [it.first, it.second])
    }
    if (it.kind === 'duplicate') {
      const at = (done[it.person] ?? 0) - 1 - it.back
      const again = scripts[it.person]?.[at]
      if (again) expect((await rig.app.receive([again]))[0]?.repeat).toBe(true)
    }
    if (it.kind === 'kill') {
      // What stands on the disk at this moment, while updates are under way, is what the next process finds.
      const people = [...Array(PEOPLE).keys()]
      const underWay = rig.app.receive(people.flatMap(next)).catch(() => [])
      await Promise.resolve()
      cpSync(join(root, String(life)), join(root, String(life + 1)), { recursive: true })
      await underWay
      await rig.close()
      life++
      rig = await openRig(join(root, String(life)), { world })
      await take(people.flatMap(next), people)
    }
  }
  try {
    // Before the yes nothing is kept, so that a restart begins the talk anew: faults begin after it.
    for (const [who] of scripts.entries()) for (let at = 0; at < YES.length; at++) await take(next(who), [who])
    for (const it of faults) await perform(it)
    for (const [who, script] of scripts.entries()) while ((done[who] ?? 0) < script.length) await take(next(who), [who])
    return await readAnswers(rig.store)
  } finally {
    await rig.close()
    rmSync(root, { recursive: true, force: true })
  }
}

describe('the pipeline', () => {
  it('leaves the answers of the run without faults', { timeout: 300_000 }, async () => {
    const expected = await play([])
    expect(expected.concerns).toHaveLength(PEOPLE * 2)
    expect(expected.subscriptions).toHaveLength(PEOPLE)
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { minLength: 5, maxLength: 60 }), async faults => {
        expect(await play(faults)).toEqual(expected)
      }),
      { numRuns: 20 },
    )
  })
})
