import type { Context } from 'hono'
import type { Staff } from '../../../app/staff.ts'
import type { CampaignId } from '../../../kit/ids.ts'
import { troublePage } from '../../page.ts'
import type { StaffRoom } from '../../room.ts'

const ID = /^[\w-]{22}$/
/** `undefined`: not laid out like one. */
const campaignId = (text: string | undefined): CampaignId | undefined =>
  text && ID.test(text) ? (text as CampaignId) : undefined

export type OnCampaign = {
  /** For routes with an id of a campaign in their address. */
  on: <Who = Staff>(
    handle: (c: Context, id: CampaignId, who: Who) => Promise<Response>,
  ) => (c: Context, who: Who) => Promise<Response>
  nothing(c: Context): Promise<Response>
}

export const onCampaign = ({ frame, send }: StaffRoom): OnCampaign => {
  const nothing = (c: Context) => send(c, troublePage(frame(c), 'nothing', true), 404)
  return {
    nothing,
    on: handle => async (c, who) => {
      const id = campaignId(c.req.param('id'))
      return id ? handle(c, id, who) : nothing(c)
    },
  }
}
