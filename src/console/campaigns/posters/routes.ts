/** Posters and pocket cards for the printer of the browser. What is typed here is printed and not kept. */
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { PosterCall, Posters } from '../../../app/campaigns/posters.ts'
import { fieldsOf } from '../../form.ts'
import { type Frame, type Html, say, shell } from '../../page.ts'
import type { WordBook } from '../../port.ts'
import { guarded, type StaffRoom } from '../../room.ts'
import { orderForm } from './form.ts'
import { type Order, openWays, type Roads, readOrder } from './order.ts'
import { printedPage } from './piece.ts'

export type PosterRooms = { posters: Posters; words: Pick<WordBook, 'text'>; roads(): Roads; css: string }

export const posterRoutes = (room: StaffRoom, it: PosterRooms): Hono => {
  const show = async (c: Context, fields: Record<keyof Order, string> | undefined) => {
    const roads = it.roads()
    const frame = room.frame(c)
    const first = { lang: frame.words.tag, other: '', area: '', group: '', layout: '', way: '', call: '' }
    const calls = await it.posters.calls()
    const order = readOrder(fields ?? first, { posters: it.posters, ways: openWays(roads), calls })
    return room.send(c, posterPage(frame, it, { order, roads, calls, made: fields !== undefined }))
  }
  const routes = new Hono()
  routes.get(
    '/staff/posters',
    guarded(room, 'campaign.see', async c => show(c, undefined)),
  )
  routes.post(
    '/staff/posters',
    guarded(room, 'campaign.see', async c =>
      show(c, await fieldsOf(c, 'lang', 'other', 'area', 'group', 'layout', 'way', 'call')),
    ),
  )
  return routes
}

type View = { order: Order; roads: Roads; calls: readonly PosterCall[]; made: boolean }
const posterPage = (frame: Frame, it: PosterRooms, view: View): Html => {
  const { words, demo } = frame
  const { posters, words: book, css } = it
  const ways = openWays(view.roads)
  const title = say(words, 'posters.title')
  if (ways.length === 0) return shell(frame, title, html`<p class="alert">${say(words, 'posters.nowhere')}</p>`, true)
  return shell(
    frame,
    title,
    html`<link rel="stylesheet" href="${css}"><p class="onscreen">${say(words, 'posters.text')}</p>${orderForm(frame, { ...view, posters, ways })}${
      view.made
        ? html`<p class="onscreen" role="status">${say(words, 'posters.print')}</p>${printedPage({ ...view, posters, book, demo })}`
        : ''
    }`,
    true,
  )
}
