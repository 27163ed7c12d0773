import { html } from 'hono/html'
import type { Campaign } from '../../../app/campaigns/course/index.ts'
import { may } from '../../../app/staff.ts'
import { dayTag } from '../../dates.ts'
import { type Frame, type Html, say, shell } from '../../page.ts'

const TABS = ['progress', 'results', 'words', 'petition'] as const
/** `result` and `correction` are reached from the others. */
type Tab = (typeof TABS)[number] | 'result' | 'correction'

/** `petition`: there are signatures to print. */
export type About = { campaign: Campaign; petition: boolean }

/** A page about how one campaign goes: its working title, where it stands, and the way to the others. */
export const coursePage = (frame: Frame, at: Tab, { campaign, petition }: About, body: Html): Html => {
  const { words } = frame
  return shell(
    frame,
    say(words, `course.${at}.title`),
    html`<p class="onscreen" id="standing"><b><bdi>${campaign.title}</bdi></b> <span class="mark">${say(words, `campaigns.state.${campaign.state}`)}</span> <span class="soft">${say(words, `campaigns.kind.${campaign.kind}`)} · ${dayTag(words, campaign.day)}</span></p><nav class="kept onscreen" aria-label="${say(words, 'course.pages')}">${TABS.filter(
      tab => (tab !== 'petition' || petition) && (tab !== 'words' || (frame.me && may(frame.me, 'case.work'))),
    ).map(
      tab =>
        html`<a href="/staff/campaigns/${campaign.id}/${tab}"${tab === at ? html` aria-current="page"` : ''}>${say(words, `course.${tab}.title`)}</a>`,
    )}</nav>${body}`,
    true,
  )
}
