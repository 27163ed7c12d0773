import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const br = promisify(brotliCompress)
const gz = promisify(gzip)

/** Best encoding that the browser takes, or none. */
export const encodingOf = (accept: string | undefined): 'br' | 'gzip' | undefined => {
  const taken = new Set(
    (accept ?? '')
      .toLowerCase()
      .split(',')
      .filter(part => !/;\s*q=0(\.0*)?\s*$/.test(part))
      .map(part => part.split(';')[0]?.trim()),
  )
  return taken.has('br') ? 'br' : taken.has('gzip') ? 'gzip' : undefined
}

/**
 * A page beside a secret may be compressed here: an attacker who wants to measure lengths (BREACH) has to make the browser
 * ask with the session's cookie, and that cookie is SameSite=Strict.
 */
export const squeeze = async (
  body: string | Uint8Array,
  encoding: 'br' | 'gzip',
  quality = 5,
): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(
    encoding === 'br'
      ? await br(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } })
      : await gz(body, { level: 9 }),
  )
