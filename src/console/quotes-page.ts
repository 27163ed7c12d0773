/** Words that people said may be printed. What they come from is not told: no case, no person. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Quotes } from '../app/letters/index.ts'
import { dayOf } from './dates.ts'
import { type Frame, type Html, nameOf, say, shell } from './page.ts'
import { guarded, type Room } from './room.ts'

const PAGE = 50

export const quotesRoutes = (room: Room, quotes: Quotes): Hono => {
  const routes = new Hono()
  routes.get(
    '/staff/quotes',
    guarded(room, 'quotes.see', async c => {
      const page = Math.max(0, Math.floor(Number(c.req.query('page') ?? 0)) || 0)
      const rows = await quotes.list({ limit: PAGE + 1, offset: page * PAGE })
      return room.send(c, quotesPage(room.frame(c), rows, page))
    }),
  )
  return routes
}

type Rows = Awaited<ReturnType<Quotes['list']>>

const quotesPage = (frame: Frame, rows: Rows, page: number): Html => {
  const { words } = frame
  const to = (at: number, key: string) => html`<a class="link" href="/staff/quotes?page=${at}">${say(words, key)}</a> `
  return shell(
    frame,
    say(words, 'quotes.title'),
    html`<p>${say(words, rows.length === 0 ? 'quotes.none' : 'quotes.about')}</p>${rows
      .slice(0, PAGE)
      .map(
        ({ text, category, area, lang, day }) =>
          html`<figure class="quote"><blockquote lang="${lang}" dir="auto">${text}</blockquote><figcaption class="soft">${[
            nameOf(words, `categories.${category}.title`, category),
            area ? nameOf(words, `areas.${area}`, area) : say(words, 'queue.no_area'),
            words.languages().find(({ tag }) => tag === lang)?.endonym ?? lang,
            dayOf(words, day),
          ].join(' · ')}</figcaption></figure>`,
      )}${page > 0 || rows.length > PAGE ? html`<p>${page > 0 ? to(page - 1, 'quotes.newer') : ''}${rows.length > PAGE ? to(page + 1, 'quotes.older') : ''}</p>` : ''}`,
    true,
  )
}
