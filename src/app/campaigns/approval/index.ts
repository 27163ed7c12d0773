/** The way of a sheet from who wrote it to who signs it: laid before them, signed, taken back, called off, launched. */
import { approve } from './approve.ts'
import { launch, seeReady } from './launch.ts'
import type { ApprovalRooms } from './rooms.ts'
import { seeApproval } from './see.ts'
import { submit } from './submit.ts'
import { cancelCampaign, takeBack } from './take-back.ts'

export type { Action } from '../../../domain/campaigns/actions.ts'
export type { Audience } from '../../../domain/campaigns/audience.ts'
export type { Sheet } from '../../../domain/campaigns/sheet.ts'
export type { Example } from '../filled.ts'
export type { ReadyView } from './launch.ts'
export type { ApprovalView } from './see.ts'

type Bound<F> = F extends (rooms: ApprovalRooms, ...rest: infer Rest) => infer Answer
  ? (...rest: Rest) => Answer
  : never

export type Approval = {
  submit: Bound<typeof submit>
  /** This sheet, or the newest that waits for signatures. */
  see: Bound<typeof seeApproval>
  approve: Bound<typeof approve>
  takeBack: Bound<typeof takeBack>
  cancel: Bound<typeof cancelCampaign>
  ready: Bound<typeof seeReady>
  launch: Bound<typeof launch>
}

export const createApproval = (rooms: ApprovalRooms): Approval => ({
  submit: (staff, id) => submit(rooms, staff, id),
  see: (staff, id, number) => seeApproval(rooms, staff, id, number),
  approve: (staff, id, given) => approve(rooms, staff, id, given),
  takeBack: (staff, id, number) => takeBack(rooms, staff, id, number),
  cancel: (staff, id) => cancelCampaign(rooms, staff, id),
  ready: (id, area) => seeReady(rooms, id, area),
  launch: (staff, id, area) => launch(rooms, staff, id, area),
})
