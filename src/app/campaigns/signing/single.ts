/** Single approval: in a group with one signer, that one's signature is enough. Sealed, so that no write to the database switches it on. */
import type { Privacy } from '../../../privacy/index.ts'
import type { Store, Tx } from '../../../store/index.ts'
import { readMeta, removeMeta } from '../../../store/meta.ts'
import type { Signer } from '../../../store/signers.ts'

type Rooms = { store: Pick<Store, 'instance' | 'ledger'>; privacy: Pick<Privacy, 'open'> }
/** `id`: of this time that it is switched on. `signer`: whose signature is enough. */
export type Single = { id: string; signer: string; day: string }

/** What is switched on, while this one is all who can sign. */
export const singleOf = async (tx: Tx, rooms: Rooms, active: readonly Signer[]): Promise<Single | undefined> => {
  const it = await readSingle(tx, rooms)
  return it && active.length === 1 && active[0]?.id === it.signer ? it : undefined
}

export const readSingle = async (tx: Tx, { store, privacy }: Rooms): Promise<Single | undefined> => {
  const kept = await readMeta(tx, 'single')
  const open = kept === undefined ? undefined : privacy.open('approval', Buffer.from(kept, 'base64url'), store.instance)
  const it = open && (JSON.parse(Buffer.from(open).toString()) as Single)
  return it && !store.ledger.has('ended', it.id) ? it : undefined
}

/** Ends it for good: the same words put back switch nothing on. Whether it was on. */
export const endSingle = async (tx: Tx, rooms: Rooms): Promise<boolean> => {
  const it = await readSingle(tx, rooms)
  if (it) rooms.store.ledger.write('ended', it.id)
  await removeMeta(tx, 'single')
  return it !== undefined
}
