import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { html } from 'hono/html'
import { readAsset } from './assets.ts'
import { type Html, say } from './page.ts'
import type { ConsoleWords } from './words.ts'

/** A script of its own address that changes with its bytes. */
export type Script = { path: string; routes: Hono }

export const serveScript = (name: string): Script => {
  const js = readAsset(`${name}.js`)
  const path = `/staff/${name}.${createHash('sha256').update(js).digest('base64url').slice(0, 10)}.js`
  const routes = new Hono()
  routes.get(path, c =>
    c.body(js, 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    }),
  )
  return { path, routes }
}

/** Makes parts of a page, by their ids, follow what changes. Without a script the page shows what was when it was asked for. */
export const following = (script: string, events: string, parts: readonly string[]): Html =>
  html`<script src="${script}" data-events="${events}" data-parts="${parts.join(' ')}" defer></script>`

/** Shown instead of what changed while somebody works in it. `here`: the page's own address. */
export const staleLink = (words: ConsoleWords, key: string, here: string): Html =>
  html`<p role="status" class="stale"><a id="stale" class="link" href="${here}" hidden>${say(words, key)}</a></p>`
