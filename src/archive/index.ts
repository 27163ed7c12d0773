/**
 * The archive: pages that anybody may read, of campaigns that are meant for that. No cookie, no script, nothing that is asked of whoever
 * reads. Where a group has nothing to show, nothing is here: the address is answered like any other that does not exist.
 */
import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import { etag } from 'hono/etag'
import type { OpenCall, OpenCalls } from '../app/campaigns/open/index.ts'
import type { AppWords } from '../app/words.ts'
import type { Log } from '../kit/log.ts'
import { callsCalendar } from './calendar.ts'
import { callPage } from './call-page.ts'
import { callsFeed } from './feed.ts'
import { headers, NO_PICTURE } from './headers.ts'
import { listPage } from './list-page.ts'
import { createFrame, type Html, type Roads, troublePage } from './page.ts'
import { qrPicture } from './qr-picture.ts'
import { readStyle } from './style.ts'

export type ArchiveOptions = {
  calls: OpenCalls
  words: AppWords
  /** Where one can take part. `pages`: scheme and host under which the world reaches this server. */
  roads(): Roads
  /** People come by https. */
  secure: boolean
  demo: boolean
  /** Seconds until one connection may ask again; 0: now. */
  tooFast?: (connection: string) => number
  /** Who asks, for that alone. */
  connection?: (c: Context) => string | undefined
  log?: Log
}

export type Archive = {
  /** Mount it before what answers everything else: what is not here goes on to that. */
  routes: Hono
  /** Whether there is something to read. */
  any(): Promise<boolean>
}

const PATHS = ['/calls', '/calls/*', '/calls.ics', '/calls.rss']

export const createArchive = (options: ArchiveOptions): Archive => {
  const { calls, log, tooFast = () => 0, connection = () => undefined } = options
  const style = readStyle()
  const frameOf = createFrame({ ...options, css: style.path })
  const find = async (c: Context): Promise<OpenCall | undefined> =>
    (await calls.all()).find(({ id }) => id === c.req.param('id'))
  const show = async (c: Context, page: Html, status: 200 | 404 | 405 | 429 | 500 = 200) =>
    c.html(String(await page), status)
  const missing = (c: Context, status: 404 | 405 | 429 | 500 = 404) => show(c, troublePage(frameOf(c), status), status)

  const pages = new Hono()
  pages.use(headers(options.secure), compress(), etag({ weak: true }), async (c, next) => {
    const wait = tooFast(connection(c) ?? '')
    if (wait === 0) return next()
    c.header('retry-after', String(wait))
    return missing(c, 429)
  })
  pages.get(style.path, c => c.body(style.body, 200, style.headers))
  pages.get('/calls', async c => show(c, listPage(frameOf(c), await calls.all(), calls)))
  pages.get('/calls.rss', async c =>
    c.body(callsFeed(frameOf(c), await calls.all(), calls), 200, {
      'content-type': 'application/rss+xml; charset=utf-8',
    }),
  )
  pages.get('/calls.ics', async c => calendarOf(c, await calls.all()))
  pages.get('/calls/:id{[\\w-]{22}\\.ics}', async c => {
    const id = c.req.param('id').slice(0, 22)
    const some = (await calls.all()).filter(it => it.id === id && it.sheet.event)
    return some.length > 0 ? calendarOf(c, some) : missing(c)
  })
  pages.get('/calls/:id', async c => {
    const call = await find(c)
    return call ? show(c, callPage(frameOf(c), call, calls)) : missing(c)
  })
  pages.get('/calls/:id/qr.svg', async c => {
    const call = await find(c)
    return call ? c.body(qrPicture(frameOf(c), call), 200, { 'content-type': 'image/svg+xml' }) : missing(c)
  })
  pages.get('/calls/:id/:hash{[\\w-]{43}}', async c => {
    const call = await find(c)
    const file = call && (await calls.file(call, c.req.param('hash')))
    if (!file) return missing(c)
    // Whatever its bytes are taken for, they can do nothing here.
    const about = { 'content-type': file.mime, 'content-disposition': `inline; filename="${file.name}"`, ...NO_PICTURE }
    return c.body(new Uint8Array(file.bytes), 200, about)
  })
  pages.all('*', c => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return missing(c)
    c.header('allow', 'GET, HEAD')
    return missing(c, 405)
  })
  pages.onError((error, c) => {
    log?.error('http.failed', error)
    return missing(c, 500)
  })
  const calendarOf = (c: Context, some: readonly OpenCall[]) =>
    c.body(callsCalendar(frameOf(c), some, calls), 200, { 'content-type': 'text/calendar; charset=utf-8' })

  const any = async () => (await calls.all()).length > 0
  const routes = new Hono()
  for (const path of PATHS)
    routes.all(path, async (c, next) => ((await any()) ? pages.fetch(c.req.raw, c.env) : next()))
  return { routes, any }
}
