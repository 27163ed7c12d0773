import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { PALETTE } from '../app/palette.ts'

/** The stylesheet under a name made of its bytes, so that a browser may keep it for ever; without comments and indentation. */
export const readStyle = () => {
  const text = readFileSync(new URL('assets/calls.css', import.meta.url), 'utf8')
  const body = PALETTE + text.replace(/^\s*\/\*.*\*\/\s*$/gm, '').replace(/^\s+/gm, '')
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 10)
  return {
    path: `/calls/style.${hash}.css`,
    body,
    headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=31536000, immutable' },
  }
}
