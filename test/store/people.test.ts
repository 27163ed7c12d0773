import { expect, test } from 'vitest'
import { keepDraft, loadDrafts, pruneDrafts, removeDrafts, removeDraftsOf } from '../../src/store/drafts.ts'
import { claimUpdates, pruneInbox } from '../../src/store/inbox.ts'
import { loadPeople, removePerson, savePerson } from '../../src/store/people.ts'
import { dueSessions, loadSessions, removeSessions, saveSessions } from '../../src/store/sessions.ts'
import { addTraces, pruneTraces, removeTraces, tracesOf } from '../../src/store/traces.ts'
import { freshStore, NOW, newDraftId, newPerson, privacy, sealed, world } from './fresh.ts'

const hash = (n: number) => privacy.update('telegram', String(n) as never)
const key = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

test('an update is new once: in a batch, over batches, in any number', async () => {
  const store = await freshStore()
  const claim = (numbers: number[]) => store.tx(tx => claimUpdates(tx, numbers.map(hash), 7))
  expect(await claim([1, 2, 1])).toEqual(new Set([key(hash(1)), key(hash(2))]))
  expect(await claim([2, 3])).toEqual(new Set([key(hash(3))]))
  expect(await claim([])).toEqual(new Set())
  const many = Array.from({ length: 700 }, (_, n) => n)
  expect((await claim(many)).size).toBe(697)
  expect((await claim(many)).size).toBe(0)
})

test('old updates are forgotten by the hour', async () => {
  const store = await freshStore()
  await store.tx(async tx => {
    await claimUpdates(tx, [hash(1)], 7)
    await claimUpdates(tx, [hash(2)], 8)
    expect(await pruneInbox(tx, 8)).toBe(1)
    expect((await claimUpdates(tx, [hash(1), hash(2)], 9)).size).toBe(1)
  })
})

test('sessions are saved, replaced, loaded and removed in sets of any size', async () => {
  const store = await freshStore()
  for (const size of [0, 1, 3, 5, 85, 341, 600]) {
    const people = Array.from({ length: size }, newPerson)
    const rows = people.map(person => ({ person, state: privacy.seal('session', person, person), due: NOW }))
    await store.tx(tx => saveSessions(tx, rows))
    await store.tx(tx =>
      saveSessions(
        tx,
        rows.map(row => ({ ...row, due: NOW + 1 })),
      ),
    )
    const loaded = await store.tx(tx => loadSessions(tx, [...people, newPerson()]))
    expect(loaded.size).toBe(size)
    for (const [person, state] of loaded)
      expect(Buffer.from(privacy.open('session', state, person) ?? []).toString()).toBe(person)
    await store.tx(tx => removeSessions(tx, people.slice(1)))
    expect((await store.tx(tx => loadSessions(tx, people))).size).toBe(Math.min(1, size))
  }
})

test('due sessions come by their time, the longest due first', async () => {
  const store = await freshStore()
  const rows = [3, 1, 2, 9].map(late => ({ person: newPerson(), state: sealed(), due: NOW - late }))
  await store.tx(async tx => {
    await saveSessions(tx, [...rows, { person: newPerson(), state: sealed(), due: NOW + 1 }])
    expect((await dueSessions(tx, NOW, 3)).map(row => NOW - row.due)).toEqual([9, 3, 2])
    expect(await dueSessions(tx, NOW, 100)).toHaveLength(4)
  })
})

test('a person is known by language and week, and not any more when removed', async () => {
  const store = await freshStore()
  const person = newPerson()
  await store.tx(async tx => {
    await savePerson(tx, { person, lang: 'my', since: '2023-W46' })
    await savePerson(tx, { person, lang: 'en', since: '2023-W46' })
    expect(await loadPeople(tx, [person, newPerson()])).toEqual(new Map([[person, { lang: 'en', since: '2023-W46' }]]))
    await removePerson(tx, person)
    expect(await loadPeople(tx, [person])).toEqual(new Map())
  })
})

test('drafts are found by id, and go by id, by person or when their time is over', async () => {
  const store = await freshStore()
  const person = newPerson()
  const draft = (until: number, owner = person) => ({ id: newDraftId(), person: owner, body: sealed('photo'), until })
  const [one, two, old, others] = [draft(NOW + 1), draft(NOW + 1), draft(NOW), draft(NOW + 1, newPerson())]
  const ids = [one.id, two.id, old.id, others.id]
  await store.tx(async tx => {
    for (const it of [one, two, old, others]) await keepDraft(tx, it)
    const found = await loadDrafts(tx, ids)
    expect(found.get(one.id)).toMatchObject({ id: one.id, person, until: NOW + 1 })
    expect([...(found.get(one.id)?.body ?? [])]).toEqual([...one.body])
    expect(await pruneDrafts(tx, NOW)).toBe(1)
    await removeDrafts(tx, [one.id])
    expect([...(await loadDrafts(tx, ids)).keys()].sort()).toEqual([two.id, others.id].sort())
    await removeDraftsOf(tx, person)
    expect([...(await loadDrafts(tx, ids)).keys()]).toEqual([others.id])
  })
})

test('traces are kept per person until they are old', async () => {
  const store = await freshStore()
  const [person, other] = [newPerson(), newPerson()]
  const trace = (who: typeof person, at: number) => ({ person: who, ref: privacy.seal('trace', '42', who), at })
  await store.tx(async tx => {
    await addTraces(tx, [trace(person, NOW - 2), trace(person, NOW), trace(other, NOW)])
    expect((await tracesOf(tx, person)).map(it => it.at)).toEqual([NOW - 2, NOW])
    expect(await pruneTraces(tx, NOW)).toBe(1)
    const [left] = await tracesOf(tx, person)
    expect(Buffer.from(privacy.open('trace', left?.ref ?? world.random(1), person) ?? []).toString()).toBe('42')
    await removeTraces(tx, person)
    expect([await tracesOf(tx, person), await tracesOf(tx, other)].map(it => it.length)).toEqual([0, 1])
  })
})
