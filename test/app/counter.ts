/** The other side of the counter: staff who write to a person, with letters sealed as a browser seals them. */
import { randomBytes } from 'node:crypto'
import { createCases } from '../../src/app/cases/index.ts'
import type { Staff } from '../../src/app/staff.ts'
import type { ConcernId, StaffId } from '../../src/kit/ids.ts'
import { readReceipt } from '../../src/kit/text.ts'
import type { World } from '../../src/kit/world.ts'
import { openCaseKey } from '../../src/privacy/case-keys.ts'
import type { Privacy } from '../../src/privacy/index.ts'
import { receiptKeys } from '../../src/privacy/receipts.ts'
import { openSodium } from '../../src/privacy/sodium.ts'
import { addEntry, entriesOf, nextEntry } from '../../src/store/case-entries.ts'
import { concernByReceipt, sealedConcern } from '../../src/store/concerns.ts'
import type { Store } from '../../src/store/index.ts'
import { READER, words } from './rig.ts'

export type Letter = { text: string; desk?: string; lang?: string; kind?: string }
type Write = Parameters<ReturnType<typeof createCases>['reply']>[2]

const sodium = await openSodium()
const BEN: Staff = { id: 'A'.repeat(22) as StaffId, name: 'Ben', role: 'moderator', holder: undefined, demo: false }

export const openCounter = (rooms: {
  store: Store
  privacy: Privacy
  world: World
  pushes?: (channel: string) => boolean
  nudge?: () => void
}) => {
  const { store } = rooms
  const quiet = { pushes: () => false, nudge: () => undefined, changed: () => undefined }
  const cases = createCases({ ...quiet, ...rooms, words })
  /** @param kind Of the deed; the letter's own kind is the same, unless it says another. */
  const write = async (id: ConcernId, kind: Write['kind'], letter: Letter, change?: Write['change']) => {
    const sealed = await store.tx(tx => sealedConcern(tx, id))
    if (!sealed) throw new Error('there is no such case')
    const json = JSON.stringify({ kind, lang: 'en', ...letter })
    const bytes = Buffer.from(json)
    const mail = sodium.crypto_box_seal(
      Buffer.concat([bytes, Buffer.alloc((256 - (bytes.length % 256)) % 256, 32)]),
      sealed.way.publicKey,
    )
    const number = await store.tx(tx => nextEntry(tx, id))
    return cases.reply(id, BEN, { kind, number, body: randomBytes(297), mail, change })
  }
  return {
    cases,
    /** Only where the rig's own reader is among the keyholders. */
    caseKey: async (id: ConcernId): Promise<{ key: Uint8Array }> => {
      const wrap = (await store.tx(tx => sealedConcern(tx, id)))?.wraps[0]?.sealed
      const shred = (await store.shred.get([id])).get(id)
      const key = wrap && shred && openCaseKey({ sodium, wrap, shred, holder: READER })
      if (!key) throw new Error('cannot be opened')
      return { key }
    },
    /** The case of a receipt, as it was printed. */
    caseOf: async (printed: string): Promise<ConcernId> => {
      const receipt = readReceipt(printed)
      if (!receipt || receipt === 'typo') throw new Error('no receipt')
      for (const { lookup } of await receiptKeys(rooms.privacy, receipt)) {
        const row = await store.tx(tx => concernByReceipt(tx, lookup))
        if (row) return row.id
      }
      throw new Error('no such case')
    },
    /** As if an answer had been promised for that day. */
    promised: (id: ConcernId, deadline: string) =>
      store.tx(tx =>
        tx.updateTable('concerns').set({ deadline }).where('id', '=', Buffer.from(id, 'base64url')).execute(),
      ),
    /** So many entries that the case takes no more. */
    fill: (id: ConcernId) =>
      store.tx(async tx => {
        for (let number = await nextEntry(tx, id); number <= 500; number++)
          await addEntry(tx, id, { number, kind: 'event', staff: BEN.id, day: '2026-01-05', code: 'status.working' })
      }),
    write,
    /** As if all desks had been named so many days earlier. */
    named: (id: ConcernId, day: string) =>
      store.tx(tx =>
        tx.updateTable('referrals').set({ day }).where('concern', '=', Buffer.from(id, 'base64url')).execute(),
      ),
    codes: async (id: ConcernId) => (await store.tx(tx => entriesOf(tx, id))).map(({ kind, code }) => code ?? kind),
    status: async (id: ConcernId) => (await cases.see(id))?.status,
  }
}
