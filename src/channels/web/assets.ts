import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { FOREVER } from './headers.ts'
import { encodingOf, squeeze } from './squeeze.ts'

export type Asset = { path: string; respond(accept: string | undefined): Promise<Response> }

/** Serves a file of `assets/`, with `before` before it, under a name made of its content, compressed once, without comments and indentation. */
export const createAsset = (name: string, type: string, before = ''): Asset => {
  const signs = name.endsWith('.js') ? / ?([!=<>&|?{}()-]+) ?/g : / ?([!=<>&|?{}]+) ?/g
  const body = before + strip(readFileSync(new URL(`assets/${name}`, import.meta.url), 'utf8'), signs)
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 10)
  const squeezed = new Map<string, Promise<Uint8Array<ArrayBuffer>>>()
  return {
    path: `/web/${name.replace('.', `.${hash}.`)}`,
    async respond(accept) {
      const headers = { 'content-type': type, 'cache-control': FOREVER, vary: 'Accept-Encoding' }
      const encoding = encodingOf(accept)
      if (!encoding) return new Response(body, { headers })
      const ready = squeezed.get(encoding) ?? squeeze(body, encoding, 11)
      squeezed.set(encoding, ready)
      return new Response(await ready, { headers: { ...headers, 'content-encoding': encoding } })
    },
  }
}

/** Comments stand on lines of their own in our two files, and no string in them holds a space beside a sign. */
const strip = (source: string, signs: RegExp): string =>
  source
    .replace(/^\s*(\/\/.*|\/\*.*\*\/\s*)$/gm, '')
    .replace(/^\s+/gm, '')
    .replace(signs, '$1')
    .replace(/([:,;]) /g, '$1')
    .replace(/([{(,;])\n|\n(?=[})])/g, '$1')
    .trim()
