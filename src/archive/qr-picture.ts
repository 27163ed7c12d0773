import type { OpenCall } from '../app/campaigns/open/index.ts'
import { drawQr } from '../app/qr.ts'
import type { Frame } from './page.ts'

/** A code that leads to the page of a call: what one prints, or shows on a phone. */
export const qrPicture = ({ origin }: Pick<Frame, 'origin'>, { id }: Pick<OpenCall, 'id'>): string => {
  const { size, dark } = drawQr(`${origin}/calls/${id}`)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${dark}"/></svg>`
}
