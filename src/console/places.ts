import { html } from 'hono/html'
import { may, type Right, type Staff } from '../app/staff.ts'
import type { ConsoleWords } from './words.ts'

/** A page that one can go to from everywhere; `title` under `console`. Without a right: for everybody who is signed in. */
type Place = { path: string; title: string; right?: Right }

/** In the order of the day's work: cases, the group, oneself. */
const PLACES: readonly Place[] = [
  { path: '/staff', title: 'queue.title', right: 'queue.see' },
  { path: '/staff/campaigns', title: 'campaigns.title', right: 'campaign.see' },
  { path: '/staff/signing', title: 'signing.title', right: 'campaign.sign' },
  { path: '/staff/posters', title: 'posters.title', right: 'campaign.see' },
  { path: '/staff/duty', title: 'duty.title', right: 'staff.see' },
  { path: '/staff/people', title: 'people.title', right: 'staff.see' },
  { path: '/staff/keys', title: 'keys.title', right: 'key.hold' },
  { path: '/staff/settings/demands', title: 'demands.title', right: 'demands.change' },
  { path: '/staff/settings/deadlines', title: 'deadlines.title', right: 'settings.change' },
  { path: '/staff/settings/retention', title: 'retention.title', right: 'settings.change' },
  { path: '/staff/settings/campaigns', title: 'limits.title', right: 'settings.change' },
  { path: '/staff/replies', title: 'replies.title', right: 'replies.change' },
  { path: '/staff/quotes', title: 'quotes.title', right: 'quotes.see' },
  { path: '/staff/audit', title: 'audit.title', right: 'audit.see' },
  { path: '/staff/me/chat', title: 'chat.title', right: 'queue.see' },
  { path: '/staff/me', title: 'me.title' },
]

/** The way to all pages that this one may see, folded away: a phone shows the work first. */
export const menu = (words: ConsoleWords, me: Staff) =>
  html`<details class="menu"><summary>${words.text('console.menu')}</summary><nav aria-label="${words.text('console.menu')}">${PLACES.filter(
    ({ right }) => right === undefined || may(me, right),
  ).map(({ path, title }) => html`<a href="${path}">${words.text(`console.${title}`)}</a>`)}</nav></details>`
