/**
 * Whether a sheet was approved, once: for what is shown after it went out, when nobody's approval is asked for any more. Weaker than the
 * verdict, by which things are sent: who has left since, or changed their key, has signed all the same. No weaker towards the
 * database: a row without signatures of keys that the server's secret has sealed says nothing to anybody.
 */
import { ENOUGH } from '../../../domain/campaigns/hold.ts'
import { readSheet, type Sheet } from '../../../domain/campaigns/sheet.ts'
import type { KeptSheet } from '../../../store/campaigns/index.ts'
import type { Tx } from '../../../store/index.ts'
import { type Signer, sealedSigners } from '../../../store/signers.ts'
import { ableSigners } from '../signing/able-signers.ts'
import { singleOf } from '../signing/single.ts'
import { type VerdictRooms, validApprovals } from '../verdict.ts'

/** Who could sign at any time, and the key whose signature is enough alone. */
export type Signatories = { signers: readonly Signer[]; alone: string | undefined }

/** What one person has signed alone counts only as long as single approval is on, for the key that it is on for: no older one, which may be stolen. */
export const signatories = async (tx: Tx, rooms: VerdictRooms): Promise<Signatories> => ({
  signers: (await sealedSigners(tx, rooms)).filter(({ state }) => state !== 'waits'),
  alone: (await singleOf(tx, rooms, await ableSigners(tx, rooms)))?.signer,
})

/** `undefined`: not signed by enough different people, taken back, of another database, or not as it was written. */
export const signedSheet = async (
  tx: Tx,
  rooms: VerdictRooms,
  kept: KeptSheet | undefined,
  { signers, alone }: Signatories,
): Promise<Sheet | undefined> => {
  const sheet = kept && readSheet(kept.body)
  if (!kept || !sheet) return undefined
  const { instance, campaign, number, purpose } = sheet
  const inPlace = campaign === kept.campaign && number === kept.number && purpose === kept.purpose
  if (!inPlace || instance !== rooms.store.instance) return undefined
  const signed = (await validApprovals(tx, rooms, kept, signers)).map(({ signer }) => signer)
  const people = new Set(signed.map(({ staff }) => staff))
  return people.size >= ENOUGH || signed.some(({ id }) => id === alone) ? sheet : undefined
}
