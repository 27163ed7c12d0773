import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LineId } from '../../src/kit/ids.ts'
import type { Store } from '../../src/store/index.ts'
import {
  addLines,
  claimLines,
  deadLines,
  finishLines,
  type Line,
  markSending,
  recoverLines,
} from '../../src/store/outbox.ts'
import { freshStore, line, NOW, newPerson } from './fresh.ts'

/** What can happen, in any order. `pick` chooses among the lines that are in the state in question. */
type Event =
  | { kind: 'add'; person: number; priority: number; policy: number; delay: number }
  | { kind: 'claim'; limit: number }
  | { kind: 'send'; pick: number }
  | { kind: 'finish'; pick: number; how: number }
  | { kind: 'crash' }
  | { kind: 'wait'; ms: number }

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      person: fc.nat(3),
      priority: fc.nat(3),
      policy: fc.nat(1),
      delay: fc.nat(2),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('claim' as const), limit: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('send' as const), pick: fc.nat(9) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('finish' as const), pick: fc.nat(9), how: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'crash' as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: -20, max: 300 }) }) },
)

/** A delivery that believes only what it was told, and checks every promise while it goes. */
const createModel = (store: Store) => {
  const people = Array.from({ length: 4 }, newPerson)
  const added = new Map<LineId, Line>()
  const claimed = new Map<LineId, Line>()
  const sending = new Map<LineId, Line>()
  const sent: Line[] = []
  /** How often each line went onto the wire, and how often it may have, by what was reported or lost. */
  const onWire = new Map<LineId, number>()
  const allowed = new Map<LineId, number>()
  const dead = new Set<LineId>()
  let now = NOW
  let order = 0

  const add = (it: Extract<Event, { kind: 'add' }>) => {
    const one = line({
      person: people[it.person] as Line['person'],
      priority: it.priority as Line['priority'],
      policy: it.policy ? 'hold' : 'repeat',
      due: now + it.delay * 50,
      order: ++order,
    })
    added.set(one.id, one)
    allowed.set(one.id, 1)
    return store.tx(tx => addLines(tx, [one]))
  }

  const claim = async (limit: number) => {
    const lines = await store.tx(tx => claimLines(tx, { channel: 'telegram', now, limit, lease: now + 1_000_000 }))
    expect(lines.length).toBeLessThanOrEqual(limit)
    for (const it of lines) {
      expect(it.due).toBeLessThanOrEqual(now)
      const busy = [...claimed.values(), ...sending.values()].filter(other => other.person === it.person)
      expect(busy).toEqual([])
      const waiting = [...added.values()].filter(other => other.person === it.person && !isOver(other.id))
      const before = waiting.filter(other => other.priority === it.priority && other.order < it.order)
      expect(before).toEqual([])
      claimed.set(it.id, it)
    }
  }

  const isOver = (id: LineId) => dead.has(id) || sent.some(it => it.id === id)
  const pickOf = (from: Map<LineId, Line>, pick: number) => [...from.values()][pick % Math.max(1, from.size)]

  const send = async (pick: number) => {
    const it = pickOf(claimed, pick)
    if (!it) return
    await store.tx(tx => markSending(tx, [it.id]))
    claimed.delete(it.id)
    sending.set(it.id, it)
    onWire.set(it.id, (onWire.get(it.id) ?? 0) + 1)
    expect(onWire.get(it.id)).toBeLessThanOrEqual(allowed.get(it.id) ?? 0)
  }

  const finish = async (pick: number, how: number) => {
    const it = pickOf(sending, pick)
    if (!it) return
    sending.delete(it.id)
    const result = (['sent', 'again', 'failed', 'unknown'] as const)[how] ?? 'sent'
    const finished =
      result === 'sent'
        ? { id: it.id, done: result }
        : result === 'again'
          ? { id: it.id, done: result, due: now + 50 }
          : { id: it.id, done: result, code: 1 }
    await store.tx(tx => finishLines(tx, [finished]))
    if (result === 'sent') sent.push(it)
    else if (result === 'again') allowed.set(it.id, (allowed.get(it.id) ?? 0) + 1)
    else dead.add(it.id)
  }

  const crash = async () => {
    const inDoubt = [...sending.values()]
    claimed.clear()
    sending.clear()
    const counts = await store.tx(tx => recoverLines(tx, { now, all: true }))
    const repeated = inDoubt.filter(it => it.policy === 'repeat')
    expect(counts).toEqual({ repeated: repeated.length, unknown: inDoubt.length - repeated.length })
    for (const it of inDoubt)
      if (it.policy === 'repeat') allowed.set(it.id, (allowed.get(it.id) ?? 0) + 1)
      else dead.add(it.id)
  }

  const play = async (it: Event): Promise<void> => {
    if (it.kind === 'add') await add(it)
    if (it.kind === 'claim') await claim(it.limit)
    if (it.kind === 'send') await send(it.pick)
    if (it.kind === 'finish') await finish(it.pick, it.how)
    if (it.kind === 'crash') await crash()
    if (it.kind === 'wait') now += it.ms
  }

  /** Sends all that is left, then looks whether each line is accounted for. */
  const settle = async () => {
    await crash()
    now += 1_000_000
    for (let left = added.size * 4; left > 0; left--) {
      await claim(10)
      if (claimed.size === 0) break
      while (claimed.size > 0) await send(0)
      while (sending.size > 0) await finish(0, 0)
    }
    const kept = new Set((await store.tx(tx => deadLines(tx, { limit: 1000 }))).map(it => it.id))
    expect(kept).toEqual(dead)
    expect(sent.length + dead.size).toBe(added.size)
    expect(new Set([...sent.map(it => it.id), ...dead])).toEqual(new Set(added.keys()))
    const rest = await store.tx(tx => tx.selectFrom('outbox').select('id').execute())
    expect(rest).toHaveLength(dead.size)
    await store.tx(tx => tx.deleteFrom('outbox').execute())
  }
  return { play, settle }
}

test('in any schedule of adding, claiming, sending, failing and crashing: no line is lost, doubled or out of order', async () => {
  const store = await freshStore()
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 60 }), async events => {
      const model = createModel(store)
      for (const it of events) await model.play(it)
      await model.settle()
    }),
    { numRuns: 60, endOnFailure: true, interruptAfterTimeLimit: 30_000 },
  )
})
