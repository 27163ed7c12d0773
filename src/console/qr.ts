import { html, raw } from 'hono/html'
import { drawQr } from '../app/qr.ts'
import type { Html } from './page.ts'

/**
 * A QR code, dark on white in every colour scheme: cameras read no other reliably. Nothing inline and no image from elsewhere.
 * @param it.label what it leads to, for those who hear the page; the text itself must stand beside it.
 */
export const qrCode = (it: { text: string; label: string }): Html => {
  const { size, dark } = drawQr(it.text)
  return html`<svg class="qr" role="img" aria-label="${it.label}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${raw(dark)}"/></svg>`
}
