import type { Context } from 'hono'
import type { CampaignId } from '../../kit/ids.ts'

/** The campaign that an address names; `undefined`: that is no id of ours. */
export const campaignId = (c: Context): CampaignId | undefined => {
  const id = c.req.param('id') ?? ''
  return /^[\w-]{22}$/.test(id) ? (id as CampaignId) : undefined
}
