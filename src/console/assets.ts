import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Hono } from 'hono'
import type { PasskeyScripts } from './passkey-form.ts'

/** Where each file is served; the path changes with the bytes, so that a browser may keep them for ever. */
export type Assets = {
  css: string
  script: string
  sodium: string
  passkeys: PasskeyScripts
  app: string
  /** Posters, for the printer. */
  posters: string
  /** For writing campaigns. */
  compose: { css: string; script: string }
  routes: Hono
}

const KEEP = 'public, max-age=31536000, immutable'

/** The console's own files, and libsodium as it lies in the package, for pages that stretch a passphrase. */
export const createAssets = (): Assets => {
  const routes = new Hono()
  const serve = (name: string, type: string, body: string): string => {
    const [stem, end] = [name.slice(0, name.lastIndexOf('.')), name.slice(name.lastIndexOf('.'))]
    const path = `/staff/${stem}.${createHash('sha256').update(body).digest('base64url').slice(0, 10)}${end}`
    routes.get(path, c => c.body(body, 200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': KEEP }))
    return path
  }
  // A browser knows no package by its name: the wrapper is told where its core lies.
  const [wrapper, core] = sodiumFiles()
  const corePath = serve('sodium-core.mjs', 'text/javascript', core)
  return {
    css: serve('console.css', 'text/css', readAsset('console.css') + readAsset('queue.css') + readAsset('course.css')),
    script: serve('passphrase.js', 'text/javascript', readAsset('passphrase.js')),
    sodium: serve('sodium.mjs', 'text/javascript', wrapper.replace('"libsodium-sumo"', `"${corePath}"`)),
    posters: serve('posters.css', 'text/css', readAsset('posters.css')),
    compose: {
      css: serve('compose.css', 'text/css', readAsset('campaigns/compose.css')),
      script: serve('compose.js', 'text/javascript', readAsset('campaigns/compose.js')),
    },
    app: serve('mini-app.js', 'text/javascript', readAsset('mini-app.js')),
    passkeys: {
      library: serve('webauthn.js', 'text/javascript', readFileSync(webauthnFile(), 'utf8')),
      script: serve('passkey.js', 'text/javascript', readAsset('passkey.js')),
    },
    routes,
  }
}

export const readAsset = (name: string): string => readFileSync(new URL(`assets/${name}`, import.meta.url), 'utf8')

/** The whole library as one file, as its package ships it for browsers. */
const webauthnFile = (): URL =>
  new URL('../dist/bundle/index.umd.min.js', import.meta.resolve('@simplewebauthn/browser'))

const sodiumFiles = (): [wrapper: string, core: string] => {
  const wrapper = createRequire(import.meta.url).resolve('libsodium-wrappers-sumo')
  const core = createRequire(wrapper).resolve('libsodium-sumo')
  const esm = (path: string) =>
    readFileSync(path.replace('modules-sumo', 'modules-sumo-esm').replace(/js$/, 'mjs'), 'utf8')
  return [esm(wrapper), esm(core)]
}
