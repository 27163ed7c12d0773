import { html, raw } from 'hono/html'
import { encode } from 'uqr'
import type { Html } from './page.ts'

/** Light modules around it, without which a camera does not find it (ISO/IEC 18004: four). */
const QUIET = 4

/**
 * A QR code, dark on white in every colour scheme: cameras read no other reliably. Nothing inline and no image from elsewhere.
 * @param it.label what it leads to, for those who hear the page; the text itself must stand beside it.
 */
export const qrCode = (it: { text: string; label: string }): Html => {
  const { data, size } = encode(it.text, { ecc: 'M', border: QUIET })
  return html`<svg class="qr" role="img" aria-label="${it.label}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${raw(drawn(data))}"/></svg>`
}

/** Each run of dark modules in a row is one rectangle. */
const drawn = (rows: readonly boolean[][]): string =>
  rows
    .flatMap((row, y) =>
      [
        ...row
          .map(dark => (dark ? '1' : '0'))
          .join('')
          .matchAll(/1+/g),
      ].map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`),
    )
    .join('')
