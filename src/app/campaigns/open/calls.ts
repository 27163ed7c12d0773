import { endOf, type Sheet } from '../../../domain/campaigns/sheet.ts'
import { BEGUN } from '../../../domain/campaigns/states.ts'
import type { CampaignId, Instant } from '../../../kit/ids.ts'
import { sheetByNumber } from '../../../store/campaigns/index.ts'
import type { Tx } from '../../../store/index.ts'
import { type GoneOut, goneOut } from '../../../store/open-calls.ts'
import { openOrganizations } from '../acts/words.ts'
import type { VerdictRooms } from '../verdict.ts'
import { type Figure, figuresFor } from './figures.ts'
import { type Signatories, signatories, signedSheet } from './signed.ts'

/** A campaign that anybody may read. */
export type OpenCall = {
  id: CampaignId
  /** As it stands: the last correction's, if there is one. */
  sheet: Sheet
  /** What came of it, if that was told. */
  result: Sheet | undefined
  corrected: boolean
  /** When it first went out, and when something last changed. */
  sent: Instant
  changed: Instant
  /** Whether one can still take part. */
  open: boolean
  figures: Figure[]
  /** That have signed, as a moderator let their names pass. */
  organizations: string[]
}

/** The newest first. Of each the signatures are verified anew: what stands in a table alone is shown to nobody. */
export const findOpenCalls = async (tx: Tx, rooms: VerdictRooms, now: Instant): Promise<OpenCall[]> => {
  const by = await signatories(tx, rooms)
  const calls: OpenCall[] = []
  const out = await goneOut(tx, { demo: rooms.demo, states: BEGUN })
  for (const [id, runs] of Map.groupBy(out, ({ campaign }) => campaign)) {
    const call = await openCall(tx, rooms, { id, runs, by, now })
    if (call) calls.push(call)
  }
  return calls.toSorted((a, b) => b.sent - a.sent || (a.id < b.id ? -1 : 1))
}

type Campaign = { id: CampaignId; runs: readonly GoneOut[]; by: Signatories; now: Instant }

const openCall = async (
  tx: Tx,
  rooms: VerdictRooms,
  { id, runs, by, now }: Campaign,
): Promise<OpenCall | undefined> => {
  const first = runs.find(({ purpose }) => purpose === 'call')
  if (!first || runs.some(({ purpose }) => purpose === 'recall')) return undefined
  const read = async (run: GoneOut | undefined, purposes: Sheet['purpose'][]) => {
    const sheet = run && (await signedSheet(tx, rooms, await sheetByNumber(tx, id, run.sheet), by))
    return sheet && purposes.includes(sheet.purpose) && sheet.open ? sheet : undefined
  }
  const call = await read(first, ['call', 'template'])
  if (!call) return undefined
  const last = (purpose: GoneOut['purpose']) => runs.findLast(it => it.purpose === purpose)
  const correction = await read(last('correction'), ['correction'])
  const result = await read(last('result'), ['result'])
  const sheet = correction ?? call
  const open = first.state !== 'ended' && now < endOf(sheet)
  const told = [first, correction && last('correction'), result && last('result')]
  return {
    id,
    sheet,
    result,
    corrected: correction !== undefined,
    sent: first.began,
    changed: Math.max(...told.map(run => run?.began ?? 0)),
    open,
    figures: await figuresFor(tx, { id, sheet, open }),
    organizations: await openOrganizations(tx, rooms.privacy, id),
  }
}
