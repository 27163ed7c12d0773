import type { StaffId } from '../../kit/ids.ts'
import type { World } from '../../kit/world.ts'
import type { Privacy } from '../../privacy/index.ts'
import {
  type AuditFilter,
  type AuditMark,
  type AuditRow,
  addAudit,
  auditPage,
  auditPiece,
  verifyAudit,
} from '../../store/audit.ts'
import { caseMark } from '../../store/audit-chain.ts'
import type { Store, Tx } from '../../store/index.ts'
import { keyNames } from '../../store/keyholders.ts'
import { readMeta, writeMeta } from '../../store/meta.ts'
import { staffNames } from '../../store/staff.ts'
import { type AuditFormat, auditLines, type NamedRow } from '../audit-file.ts'
import type { Signed } from './sessions.ts'

export type AuditView = {
  rows: NamedRow[]
  /** Of the whole list. */
  count: number
  /** The first number at which the chain does not hold. */
  broken: number | undefined
  /** Everybody who ever was here. */
  people: { id: StaffId; name: string }[]
  /** What the list calls the one case that was asked for. */
  mark: string | undefined
}

/** The list of who did what. */
export type Deeds = {
  audit(page: AuditFilter & { before?: number; limit: number }): Promise<AuditView>
  /** The whole list as a file, piece by piece; that it was taken is written down in it. */
  exportAudit(signed: Signed, format: AuditFormat): AsyncIterable<string>
}

/** New rows since the last look are followed each time; so many more, and the new end is vouched for. */
const STRIDE = 100
const CONTEXT = 'audit checkpoint'

export const createDeeds = ({ store, privacy, world }: { store: Store; privacy: Privacy; world: World }): Deeds => ({
  audit: page =>
    store.tx(async tx => {
      const from = await readCheckpoint(tx, privacy)
      const { rows, head, broken } = await verifyAudit(tx, from)
      if (broken === undefined && rows - (from?.number ?? 0) >= STRIDE)
        await writeCheckpoint(tx, privacy, { number: rows, hash: head })
      const names = await staffNames(tx)
      const known = await withKeys(tx, names)
      return {
        rows: (await auditPage(tx, page)).map(row => named(row, known)),
        count: rows,
        broken,
        people: [...names].map(([id, name]) => ({ id, name })),
        mark: page.concern && caseMark(page.concern),
      }
    }),
  async *exportAudit({ staff }, format) {
    const names = await store.tx(async tx => {
      await addAudit(tx, { at: world.now(), staff: staff.id, action: 'list exported', code: format })
      return withKeys(tx, await staffNames(tx))
    })
    const write = auditLines(format)
    yield write.head
    for (let after = 0; ; ) {
      const piece = await store.tx(tx => auditPiece(tx, after))
      if (piece.length === 0) return
      yield piece.map(row => write.line(named(row, names))).join('')
      after = piece.at(-1)?.number ?? after
    }
  },
})

/**
 * Up to where the list was found whole, sealed under the server's secret: who writes to the database alone can neither move it nor
 * write another chain past it. `undefined`: none yet, or of another secret.
 */
export const readCheckpoint = async (tx: Tx, privacy: Privacy): Promise<AuditMark | undefined> => {
  const sealed = await readMeta(tx, 'audit')
  const open = sealed && privacy.open('staff', Buffer.from(sealed, 'base64url'), CONTEXT)
  if (!open) return undefined
  const { number, hash } = JSON.parse(Buffer.from(open).toString()) as { number: number; hash: string }
  return { number, hash: Buffer.from(hash, 'base64url') }
}

const writeCheckpoint = async (tx: Tx, privacy: Privacy, { number, hash }: AuditMark): Promise<void> => {
  const plain = JSON.stringify({ number, hash: Buffer.from(hash).toString('base64url') })
  await writeMeta(tx, 'audit', Buffer.from(privacy.seal('staff', plain, CONTEXT)).toString('base64url'))
}

const withKeys = async (tx: Tx, names: Map<StaffId, string>): Promise<Map<string, string>> =>
  new Map<string, string>([...(await keyNames(tx)), ...names])

/** Names in place of ids, also inside of codes: to whom something was done. */
const named = (row: AuditRow, names: Map<string, string>): NamedRow => ({
  ...row,
  by: row.staff === null ? undefined : names.get(row.staff),
  said: row.code?.replace(/[\w-]{22}/, id => names.get(id) ?? id) ?? '',
})
