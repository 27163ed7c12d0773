import { ENOUGH } from '../../domain/campaigns/hold.ts'
import { isMain, newestEach } from '../../domain/campaigns/newest.ts'
import { PURPOSES, type Purpose, readSheet, type Sheet } from '../../domain/campaigns/sheet.ts'
import { SIGNED_IN, STATES, type State } from '../../domain/campaigns/states.ts'
import type { CampaignId, StaffId } from '../../kit/ids.ts'
import type { World } from '../../kit/world.ts'
import { allCampaigns, sheetsOf } from '../../store/campaigns/index.ts'
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

/** Whether people are asked to sign: wherever they can. Only a call that is approved may be signed by more, and waits for nobody. */
const waitsIn = (purpose: Purpose, state: State): boolean =>
  isMain({ purpose }) ? state === 'signing' : SIGNED_IN[purpose].includes(state)
const WAITING = STATES.filter(state => PURPOSES.some(purpose => waitsIn(purpose, state)))

/** All that waits for signatures: of each campaign and purpose the newest sheet. What is too late for one waits no more. */
export const waitingSheets = async (
  tx: Tx,
  rooms: VerdictRooms & { world: Pick<World, 'now'> },
): Promise<Waiting[]> => {
  const now = rooms.world.now()
  const signers = await ableSigners(tx, rooms)
  const of = (await singleOf(tx, rooms, signers)) ? 1 : ENOUGH
  const found: Waiting[] = []
  for (const { id: campaign, kind, day, state, demo } of await allCampaigns(tx, WAITING)) {
    if (demo !== rooms.demo) continue
    for (const kept of newestEach(await sheetsOf(tx, campaign))) {
      const sheet = waitsIn(kept.purpose, state) ? readSheet(kept.body) : undefined
      if (!sheet || sheet.until <= now) continue
      const signed = (await validApprovals(tx, rooms, kept, signers)).map(({ signer }) => signer.staff)
      if (signed.length >= of) continue
      const able = signers.map(({ staff }) => staff)
      found.push({ campaign, kind, day, state, number: kept.number, emergency: sheet.emergency, signed, able, of })
    }
  }
  return found
}
