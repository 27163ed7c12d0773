import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { createOpenCalls } from './app/campaigns/open/index.ts'
import type { Directory } from './app/directory.ts'
import type { App } from './app/index.ts'
import { createArchive } from './archive/index.ts'
import { createWebChat, type WebChatOptions } from './channels/web/index.ts'
import { createRate, DEFAULT_RATE } from './channels/web/rate.ts'
import type { Config } from './config.ts'
import type { Privacy } from './privacy/index.ts'
import { clientOf } from './server.ts'
import type { Store } from './store/index.ts'

type Rooms = Pick<WebChatOptions, 'world' | 'rate' | 'log'> & {
  app: App
  store: Store
  privacy: Privacy
  config: Config
  directory: Directory
  demo: boolean
  /** The bot's name on Telegram, as soon as it is known. */
  bot(): string | undefined
}

/** What anybody may see: the web chat, and before it the public pages, where there is something to read. It answers every path. */
export const openPages = (rooms: Rooms): Hono<{ Bindings: HttpBindings }> => {
  const { app, config, directory, world } = rooms
  const secure = config.publicUrl !== undefined
  const shared = { ...rooms, words: app.words, secure, connection: clientOf }
  const archive = createArchive({
    ...shared,
    calls: createOpenCalls({ ...shared, names: directory, look: directory.look }),
    roads: () => ({ bot: rooms.bot(), pages: config.publicUrl }),
    tooFast: createRate(world, rooms.rate ?? DEFAULT_RATE),
  })
  const web = createWebChat({
    ...shared,
    exit: config.quickExitUrl,
    hosts: config.publicUrl ? [new URL(config.publicUrl).host] : [],
    calls: archive.any,
  })
  const routes = new Hono<{ Bindings: HttpBindings }>()
  routes.route('/', archive.routes)
  routes.route('/', web.routes)
  return routes
}
