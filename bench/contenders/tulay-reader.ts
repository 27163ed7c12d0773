/** Reads what Tulay filed as a keyholder would: with a private key that the server never had. */
import { utcDay } from '../../src/app/intake.ts'
import type { ConcernId } from '../../src/kit/ids.ts'
import type { World } from '../../src/kit/world.ts'
import { type KeyPair, openConcern } from '../../src/privacy/case-keys.ts'
import type { Sodium } from '../../src/privacy/sodium.ts'
import { queue, sealedConcern } from '../../src/store/concerns.ts'
import type { Store } from '../../src/store/index.ts'
import { insertHolder } from '../../src/store/keyholders.ts'
import type { Filed } from '../conversation.ts'

export type Reader = { id: string; keys: KeyPair }

/** Two keyholders and the recovery key, as few as a group may have. The first one is given back, with the private key. */
export const addReaders = async (store: Store, sodium: Sodium, world: World): Promise<Reader> => {
  const readers = ['keyholder', 'keyholder', 'recovery'].map(role => ({
    id: Buffer.from(world.random(16)).toString('base64url'),
    role: role as 'keyholder' | 'recovery',
    keys: sodium.crypto_box_keypair() as KeyPair,
  }))
  const today = utcDay(world.now())
  const made = { since: today, drilled: today, demo: false, wrapped: null }
  await store.tx(async tx => {
    for (const { id, role, keys } of readers)
      await insertHolder(tx, { id, role, name: id, publicKey: keys.publicKey, ...made })
  })
  const [first] = readers
  if (!first) throw new Error('no reader was made')
  return first
}

/** Everything in the queue, opened, by the person who tells their number in their story. */
export const readAll = async (store: Store, sodium: Sodium, reader: Reader): Promise<Map<number, Filed>> => {
  const filed = new Map<number, Filed>()
  const ids = (await store.tx(tx => queue(tx, { limit: 1_000_000, offset: 0 }))).map(({ id }) => id)
  for (const id of ids) {
    const report = await readOne(store, sodium, reader, id)
    const person = Number(report.story.match(/asked him (\d+) times/)?.[1] ?? Number.NaN)
    if (filed.has(person)) throw new Error(`two reports of person ${person}`)
    filed.set(person, report)
  }
  return filed
}

const readOne = async (store: Store, sodium: Sodium, { id: holder, keys }: Reader, id: ConcernId): Promise<Filed> => {
  const sealed = await store.tx(tx => sealedConcern(tx, id))
  const half = (await store.shred.get([id])).get(id)
  const wrap = sealed?.wraps.find(it => it.holder === holder)?.sealed
  const parts =
    sealed && half && wrap && openConcern({ sodium, id, parts: sealed.parts, wrap, holder: keys, shred: half })
  const [answers, ...rest] = parts ?? []
  if (!answers) throw new Error('a report that its keyholder cannot open')
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8')
  const { category, area, told } = JSON.parse(text(answers.bytes)) as Record<string, string>
  return {
    category: category ?? '',
    area: area ?? '',
    story: rest.map(it => text(it.bytes)).join('\n'),
    told: told === 'tell',
  }
}
