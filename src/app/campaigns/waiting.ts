import { ENOUGH } from '../../domain/campaigns/hold.ts'
import { readSheet, type Sheet } from '../../domain/campaigns/sheet.ts'
import type { State } from '../../domain/campaigns/states.ts'
import type { CampaignId, StaffId } from '../../kit/ids.ts'
import { allCampaigns, type KeptSheet, sheetsOf } from '../../store/campaigns.ts'
import type { Tx } from '../../store/index.ts'
import { ableSigners } from './signing/able-signers.ts'
import { singleOf } from './signing/single.ts'
import { type VerdictRooms, validApprovals } from './verdict.ts'

/** A sheet that too few have signed. `signed` and `able`: who has, and who could. */
export type Waiting = {
  campaign: CampaignId
  kind: Sheet['kind']
  day: string
  state: State
  number: number
  emergency: boolean
  signed: StaffId[]
  able: StaffId[]
  of: number
}

/** In which states a sheet of a purpose waits for signatures. What is told afterwards is written while it runs, and after. */
const WAITS: Partial<Record<Sheet['purpose'], readonly State[]>> = {
  call: ['signing'],
  template: ['signing'],
  result: ['running', 'paused', 'ended'],
  correction: ['running', 'paused', 'ended'],
}
const STATES: State[] = ['signing', 'running', 'paused', 'ended']

/** All that waits for signatures: of each campaign and purpose the newest sheet. */
export const waitingSheets = async (tx: Tx, rooms: VerdictRooms): Promise<Waiting[]> => {
  const signers = await ableSigners(tx, rooms)
  const of = (await singleOf(tx, rooms, signers)) ? 1 : ENOUGH
  const found: Waiting[] = []
  for (const { id: campaign, kind, day, state, demo } of await allCampaigns(tx, STATES)) {
    if (demo !== rooms.demo) continue
    for (const kept of newest(await sheetsOf(tx, campaign))) {
      const sheet = WAITS[kept.purpose]?.includes(state) ? readSheet(kept.body) : undefined
      if (!sheet) continue
      const signed = (await validApprovals(tx, rooms, kept, signers)).map(({ signer }) => signer.staff)
      if (signed.length >= of) continue
      const able = signers.map(({ staff }) => staff)
      found.push({ campaign, kind, day, state, number: kept.number, emergency: sheet.emergency, signed, able, of })
    }
  }
  return found
}

/** Call and template are one: what a campaign itself says. */
const newest = (sheets: readonly KeptSheet[]): KeptSheet[] => {
  const main = (it: KeptSheet) => (it.purpose === 'template' ? 'call' : it.purpose)
  return sheets.filter((it, at) => sheets.findIndex(other => main(other) === main(it)) === at)
}
