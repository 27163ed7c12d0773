import { html } from 'hono/html'
import type { Campaign } from '../../../app/campaigns/course/index.ts'
import { type Frame, type Html, say } from '../../page.ts'

/** From a campaign's own page to those who sign it: lays a draft before them, or leads to what they see. */
export const signersPart = (
  { words }: Frame,
  { campaign, purpose, writes }: { campaign: Campaign; purpose: string; writes: boolean },
): Html => {
  const place = `/staff/campaigns/${campaign.id}`
  if (campaign.state === 'draft')
    return writes
      ? html`<section><h2>${say(words, 'approve.lay')}</h2><p class="soft">${say(words, 'approve.lay_about')}</p><form class="fields" method="post" action="${place}/submit"><p><button>${say(words, 'approve.lay_button')}</button></p></form></section>`
      : html``
  if (campaign.state === 'template' || campaign.state === 'cancelled') return html``
  const isReady = purpose === 'template' && ['approved', 'running'].includes(campaign.state)
  return html`<p><a class="door" href="${place}/approve">${say(words, 'approve.title')}</a>${isReady ? html` <a class="door" href="${place}/launch">${say(words, 'launch.title')}</a>` : ''}</p>`
}
