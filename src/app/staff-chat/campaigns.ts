import { glance } from '../campaigns/glance.ts'
import { campaignLinks, codedCampaign, staffMessage } from './say.ts'
import type { StaffVerb } from './turn.ts'

const SHOWN = 5

/**
 * `/campaigns`: what is under way, with its figures, and the way to the console. There is nothing here to sign, send, stop or start by:
 * a chat shows who holds the phone, and that is not enough to speak to thousands.
 */
export const campaigns: StaffVerb = {
  right: 'campaign.see',
  async does({ tx, lang, tools }) {
    const seen = await glance(tx, { ...tools, demo: tools.demo() })
    const shown = seen.campaigns.slice(0, SHOWN)
    const count = seen.campaigns.length
    return staffMessage(tools, lang, {
      head: count === 0 ? { key: 'staff.campaigns.none' } : { key: 'staff.campaigns.some', values: { count } },
      lines: shown.map(it => codedCampaign(tools, lang, it)),
      numbered: true,
      tail: [
        seen.stopped ? { key: 'staff.campaigns.stopped' } : undefined,
        count > SHOWN ? { key: 'staff.notice.more', values: { count: count - SHOWN } } : undefined,
        { key: 'staff.campaigns.hint' },
      ],
      links: campaignLinks(tools, lang, shown),
    })
  },
}
