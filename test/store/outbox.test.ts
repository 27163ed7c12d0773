import { expect, test } from 'vitest'
import type { PersonKey } from '../../src/kit/ids.ts'
import type { Tx } from '../../src/store/index.ts'
import {
  addLines,
  claimLines,
  deadLines,
  finishLines,
  heldLines,
  type Line,
  markSending,
  nextDue,
  recoverLines,
  removeLinesOf,
} from '../../src/store/outbox.ts'
import { freshStore, line, NOW, newPerson } from './fresh.ts'

const LEASE = NOW + 60_000
const claim = (tx: Tx, changes: Partial<Parameters<typeof claimLines>[1]> = {}) =>
  claimLines(tx, { channel: 'telegram', now: NOW, limit: 10, lease: LEASE, ...changes })
const orders = (lines: Line[]) => lines.map(it => it.order)

test('a line comes back as it was put in, and is gone when it was sent', async () => {
  const store = await freshStore()
  const it = line({ priority: 2, cause: new Uint8Array(16).fill(5), policy: 'hold', attempts: 3, code: 502 })
  await store.tx(async tx => {
    await addLines(tx, [it])
    const [claimed] = await claim(tx)
    expect({ ...claimed, body: [...(claimed?.body ?? [])], cause: [...(claimed?.cause ?? [])] }).toEqual({
      ...it,
      body: [...it.body],
      cause: [...(it.cause ?? [])],
    })
    await markSending(tx, [it.id])
    await finishLines(tx, [{ id: it.id, done: 'sent' }])
    expect(await tx.selectFrom('outbox').selectAll().execute()).toEqual([])
  })
})

test('by priority, then due, then order; nothing that is not due, claimed already, or of another channel', async () => {
  const store = await freshStore()
  await store.tx(async tx => {
    await addLines(tx, [
      line({ order: 1, priority: 3 }),
      line({ order: 2, priority: 1 }),
      line({ order: 3 }),
      line({ order: 4, due: NOW - 5 }),
      line({ order: 5, due: NOW - 5 }),
      line({ order: 6, due: NOW + 1 }),
      line({ order: 7, channel: 'web' }),
      line({ order: 8, state: 'held' }),
    ])
    expect(orders(await claim(tx, { limit: 2 }))).toEqual([4, 5])
    expect(orders(await claim(tx, { limit: 2 }))).toEqual([3, 2])
    expect(orders(await claim(tx))).toEqual([1])
    expect(orders(await claim(tx))).toEqual([])
    expect(orders(await claim(tx, { now: NOW + 1 }))).toEqual([6])
  })
})

test('`upTo` leaves lower ranks, `except` leaves people', async () => {
  const store = await freshStore()
  const [anna, berta] = [newPerson(), newPerson()]
  await store.tx(async tx => {
    await addLines(tx, [
      line({ order: 1, person: anna }),
      line({ order: 2, person: berta }),
      line({ order: 3, priority: 3 }),
    ])
    expect(orders(await claim(tx, { upTo: 2, except: [anna], limit: 1 }))).toEqual([2])
    expect(orders(await claim(tx, { upTo: 2, except: [anna] }))).toEqual([])
    expect(orders(await claim(tx))).toEqual([1, 3])
  })
})

test('one person’s lines go one at a time: the next one when the one before is finished', async () => {
  const store = await freshStore()
  const person = newPerson()
  const lines = [3, 1, 2].map(order => line({ person, order }))
  await store.tx(async tx => {
    await addLines(tx, lines)
    for (const order of [1, 2, 3]) {
      const claimed = await claim(tx)
      expect(orders(claimed)).toEqual([order])
      expect(await claim(tx)).toEqual([])
      await markSending(
        tx,
        claimed.map(it => it.id),
      )
      expect(await claim(tx, { now: LEASE + 1 })).toEqual([])
      await finishLines(
        tx,
        claimed.map(it => ({ id: it.id, done: 'sent' as const })),
      )
    }
  })
})

test('a line that must be tried again keeps the person’s later lines waiting, and counts the attempt', async () => {
  const store = await freshStore()
  const person = newPerson()
  await store.tx(async tx => {
    await addLines(tx, [line({ person, order: 1 }), line({ person, order: 2 })])
    const [one] = await claim(tx)
    if (!one) throw new Error('nothing claimed')
    await markSending(tx, [one.id])
    await finishLines(tx, [{ id: one.id, done: 'again', due: NOW + 100 }])
    expect(await claim(tx, { now: NOW + 99 })).toEqual([])
    const [again] = await claim(tx, { now: NOW + 100 })
    expect([again?.id, again?.attempts]).toEqual([one.id, 1])
  })
})

test('an answer is never delayed by a campaign to the same person', async () => {
  const store = await freshStore()
  const person = newPerson()
  await store.tx(async tx => {
    await addLines(tx, [line({ person, order: 1, priority: 3 }), line({ person, order: 2 })])
    expect(orders(await claim(tx))).toEqual([2])
  })
})

test('a claim that was never sent can be claimed again when its lease is over', async () => {
  const store = await freshStore()
  await store.tx(async tx => {
    await addLines(tx, [line()])
    expect(await claim(tx)).toHaveLength(1)
    expect(await claim(tx, { now: LEASE - 1 })).toHaveLength(0)
    expect(await claim(tx, { now: LEASE })).toHaveLength(1)
  })
})

test('who comes too late with a claim sends nothing: only a pending line becomes one that is being sent', async () => {
  const store = await freshStore()
  const [failed, held] = [line({ state: 'failed' }), line({ state: 'held' })]
  await store.tx(async tx => {
    await addLines(tx, [failed, held])
    await markSending(
      tx,
      [failed, held].map(it => it.id),
    )
    expect((await deadLines(tx)).map(it => it.id)).toEqual([failed.id])
    expect((await heldLines(tx, held.person)).map(it => it.id)).toEqual([held.id])
  })
})

test('after a crash only what was being sent is in doubt, and its policy decides', async () => {
  const store = await freshStore()
  const [repeat, hold, claimed] = [line(), line({ policy: 'hold' }), line()]
  await store.tx(async tx => {
    await addLines(tx, [repeat, hold, claimed])
    await claim(tx)
    await markSending(tx, [repeat.id, hold.id])
    expect(await recoverLines(tx, { now: NOW })).toEqual({ repeated: 0, unknown: 0 })
    expect(await recoverLines(tx, { now: NOW, all: true })).toEqual({ repeated: 1, unknown: 1 })
    expect((await claim(tx)).map(it => it.id).sort()).toEqual([repeat.id, claimed.id].sort())
    expect((await deadLines(tx)).map(it => [it.id, it.state])).toEqual([[hold.id, 'unknown']])
  })
})

test('a failed line is kept for staff with its code, and lets the person’s next line go', async () => {
  const store = await freshStore()
  const person = newPerson()
  await store.tx(async tx => {
    await addLines(tx, [line({ person, order: 1 }), line({ person, order: 2 })])
    const [one] = await claim(tx)
    if (!one) throw new Error('nothing claimed')
    await markSending(tx, [one.id])
    await finishLines(tx, [{ id: one.id, done: 'failed', code: 400 }])
    expect((await deadLines(tx)).map(it => [it.id, it.state, it.code])).toEqual([[one.id, 'failed', 400]])
    expect(orders(await claim(tx))).toEqual([2])
  })
})

test('dead lines come in pages', async () => {
  const store = await freshStore()
  const lines = Array.from({ length: 5 }, () => line({ state: 'failed' }))
  await store.tx(async tx => {
    await addLines(tx, lines)
    const first = await deadLines(tx, { limit: 3 })
    const rest = await deadLines(tx, { limit: 3, after: first[2]?.id ?? lines[0]?.id ?? ('' as never) })
    expect([...first, ...rest].map(it => it.id).sort()).toEqual(lines.map(it => it.id).sort())
  })
})

test('held lines wait for their person, in order, by cause', async () => {
  const store = await freshStore()
  const [person, other] = [newPerson(), newPerson()]
  const [one, two] = [new Uint8Array(16).fill(1), new Uint8Array(16).fill(2)]
  const held = (who: PersonKey, order: number, cause: Uint8Array | null) =>
    line({ person: who, order, cause, state: 'held' })
  await store.tx(async tx => {
    await addLines(tx, [held(person, 3, two), held(person, 1, one), held(person, 2, null), held(other, 1, one)])
    expect(orders(await heldLines(tx, person))).toEqual([1, 2, 3])
    expect(orders(await heldLines(tx, person, two))).toEqual([3])
  })
})

test('erasing a person takes their lines, also the one that is being sent', async () => {
  const store = await freshStore()
  const [person, other] = [newPerson(), newPerson()]
  await store.tx(async tx => {
    await addLines(tx, [line({ person, order: 1 }), line({ person, order: 2, state: 'held' }), line({ person: other })])
    const claimed = await claim(tx)
    await markSending(
      tx,
      claimed.map(it => it.id),
    )
    await removeLinesOf(tx, person)
    await finishLines(
      tx,
      claimed.map(it => ({ id: it.id, done: 'again' as const, due: NOW })),
    )
    expect((await claim(tx)).map(it => it.person)).toEqual([other])
  })
})

test('when the next line is due, over all priorities', async () => {
  const store = await freshStore()
  await store.tx(async tx => {
    expect(await nextDue(tx, 'telegram')).toBeUndefined()
    await addLines(tx, [
      line({ due: NOW + 9, priority: 0 }),
      line({ due: NOW + 4, priority: 3 }),
      line({ channel: 'web', due: 1 }),
    ])
    expect(await nextDue(tx, 'telegram')).toBe(NOW + 4)
    expect(await nextDue(tx, 'telegram', NOW + 4)).toBe(NOW + 9)
    expect(await nextDue(tx, 'telegram', NOW + 9)).toBeUndefined()
  })
})

test('a claim walks over no line that is due later', async () => {
  const store = await freshStore()
  await store.tx(async tx => {
    const { sql } = await import('kysely')
    const plan = await sql<{ detail: string }>`explain query plan
      select * from outbox as line where state = 'pending' and channel = 'telegram' and priority = 0 and due <= 5
      order by due, turn limit 10`.execute(tx)
    expect(plan.rows.map(row => row.detail).join('\n')).toMatch(
      /USING INDEX outbox_claim \(channel=\? AND priority=\? AND due<\?\)/,
    )
    expect(plan.rows.map(row => row.detail).join('\n')).not.toContain('TEMP B-TREE')
  })
})
