import type { AddressInfo, Socket } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import type { Context, Hono } from 'hono'

export type Server = {
  /** Resolves with the port that it listens on. Rejects when the port is taken. */
  listen(port: number, host: string): Promise<number>
  /** Takes no more requests, finishes those in hand for at most `limitMs`. */
  close(limitMs?: number): Promise<void>
}

const LIMIT_MS = 5000
/** A photo of 2 MB takes some eight minutes at 35 kbit/s; Node would cut it off after five. */
const UPLOAD_MS = 20 * 60_000

/** One HTTP server for every page. */
export const createServer = (routes: Hono<{ Bindings: HttpBindings }>): Server => {
  const server = createAdaptorServer({ fetch: routes.fetch, serverOptions: { requestTimeout: UPLOAD_MS } })
  // Node's parser would read every request into one buffer of 64 KB that it never clears. Who listens to the socket gets each piece
  // in a buffer of its own, which is collected like any other.
  server.on('connection', (socket: Socket) => socket.on('data', () => undefined))
  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, host, () => {
          server.off('error', reject)
          resolve((server.address() as AddressInfo).port)
        })
      }),
    close: (limitMs = LIMIT_MS) =>
      new Promise(resolve => {
        if (!server.listening) return resolve()
        const limit = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), limitMs)
        server.close(() => {
          clearTimeout(limit)
          resolve()
        })
        if ('closeIdleConnections' in server) server.closeIdleConnections()
      }),
  }
}

/**
 * Who asks, for the rate limit only. A reverse proxy on this machine says so in `X-Forwarded-For`: its last entry is the one that it
 * added itself, all before it is what the client claims.
 */
export const clientOf = (c: Context<{ Bindings: HttpBindings }>): string | undefined => {
  const peer = c.env?.incoming?.socket.remoteAddress
  if (!peer || !/^(::1|(::ffff:)?127\.)/.test(peer)) return peer
  return c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() || peer
}
