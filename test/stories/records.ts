import { Buffer } from 'node:buffer'
import { openConcern } from '../../src/privacy/case-keys.ts'
import { openKeyholder } from '../../src/privacy/keyholders.ts'
import { openSodium } from '../../src/privacy/sodium.ts'
import { queue, sealedConcern } from '../../src/store/concerns.ts'
import type { Store } from '../../src/store/index.ts'
import { activeHolders, wrappedKey } from '../../src/store/keyholders.ts'
import { removeSubscription, subscribers } from '../../src/store/subscriptions.ts'

/** What a talk left behind, without what differs from one talk to the next by nature (ids, keys, the channel). */
export type Records = {
  concerns: { category: string; area: string | null; urgency: string; status: string; parts: string[] }[]
  subscriptions: { topics: string[]; area: string | null; lang: string }[]
}

const PASSPHRASE = 'demo demo demo demo'

/**
 * Opens what has come in since the last call with a demo keyholder's key, as a moderator would. Subscriptions are read and removed,
 * so that each talk is seen by itself.
 */
export const takeRecords = async (store: Store, seen: Set<string>): Promise<Records> => {
  const sodium = await openSodium()
  const { rows, holder, wrapped, people } = await store.tx(async tx => {
    const holder = (await activeHolders(tx)).find(({ role }) => role === 'keyholder')
    if (!holder) throw new Error('no keyholder')
    return {
      rows: (await queue(tx, { limit: 1000, offset: 0 })).filter(
        ({ id, channel }) => channel !== 'demo' && !seen.has(id),
      ),
      holder,
      wrapped: await wrappedKey(tx, holder.id),
      people: await subscribers(tx, { limit: 1000 }),
    }
  })
  for (const { id } of rows) seen.add(id)
  await store.tx(async tx => {
    for (const { person } of people) await removeSubscription(tx, person)
  })
  const key = wrapped && (await openKeyholder(sodium, wrapped, PASSPHRASE))
  if (!key) throw new Error('the demo key does not open')
  const concerns: Records['concerns'] = []
  for (const { id, category, area, urgency, status } of rows) {
    const sealed = await store.tx(tx => sealedConcern(tx, id))
    const shred = (await store.shred.get([id])).get(id)
    const wrap = sealed?.wraps.find(it => it.holder === holder.id)
    const open =
      sealed && shred && wrap && openConcern({ sodium, id, parts: sealed.parts, wrap: wrap.sealed, holder: key, shred })
    if (!open) throw new Error('a concern does not open')
    concerns.push({ category, area, urgency, status, parts: open.map(partText) })
  }
  return {
    concerns,
    subscriptions: people.map(({ topics, area, lang }) => ({ topics, area, lang })),
  }
}

/** What several talks left behind, whoever came first. */
export const mergeRecords = (all: Records[]): Records => {
  const sorted = <T>(rows: T[]): T[] => rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  return {
    concerns: sorted(all.flatMap(({ concerns }) => concerns)),
    subscriptions: sorted(all.flatMap(({ subscriptions }) => subscriptions)),
  }
}

const partText = ({ kind, bytes }: { kind: string; bytes: Uint8Array }): string => {
  if (kind === 'photo' || kind === 'voice') return `${kind}: ${bytes.length > 0 ? 'bytes' : 'empty'}`
  const text = Buffer.from(bytes).toString('utf8')
  if (kind !== 'answers') return `${kind}: ${text}`
  const { channel, ...answers } = JSON.parse(text) as Record<string, unknown>
  return `answers: ${JSON.stringify(answers)}${typeof channel === 'string' ? '' : ' (no channel)'}`
}
