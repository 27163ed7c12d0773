import type { Context, MiddlewareHandler } from 'hono'
import { html } from 'hono/html'
import type { Brakes } from '../../../app/campaigns/course/index.ts'
import { may } from '../../../app/staff.ts'
import type { Frame, Html } from '../../page.ts'

const BRAKE = 'brake'
const PAGES = /^\/staff\/(campaigns(\/.*)?|settings\/campaigns|signing)$/

/** Pages about campaigns have the brake for all of them. */
export const withBrake = (brakes: Brakes): MiddlewareHandler => {
  return async (c, next) => {
    if (PAGES.test(c.req.path)) c.set(BRAKE, (await brakes.stopped()) ? 'stopped' : 'going')
    await next()
  }
}

/** What stands on this page; `undefined`: it is about something else. */
export const brakeOf = (c: Context): 'stopped' | 'going' | undefined => c.get(BRAKE)

/** On top of the page: that everything is stopped, or what stops it. Who may not sign sees only that it is. */
export const brakeBar = ({ words, brake, me }: Frame): Html | '' => {
  if (!brake || !me || (brake === 'going' && !may(me, 'campaign.sign'))) return ''
  const text = (key: string) => words.text(`console.course.brake.${key}`)
  const form = (deed: string, kind: string) =>
    may(me, 'campaign.sign')
      ? html`<form method="post" action="/staff/brake"><button class="${kind}" name="do" value="${deed}">${text(deed)}</button></form>`
      : ''
  return brake === 'stopped'
    ? html`<aside class="brake stopped" aria-label="${text('title')}"><p role="status"><b>${text('stopped')}</b></p>${form('go', 'plain')}</aside>`
    : html`<aside class="brake" aria-label="${text('title')}">${form('stop', 'danger')}</aside>`
}
