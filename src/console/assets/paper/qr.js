// A QR code as a drawing of one path, dark on white: what src/console/qr.ts does on the server.
import { encode } from 'uqr'

const SVG = 'http://www.w3.org/2000/svg'
const QUIET = 4

const part = (name, attributes) => {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  return made
}

export const qrCode = (text, label) => {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET })
  const svg = part('svg', { class: 'qr', role: 'img', 'aria-label': label, viewBox: `0 0 ${size} ${size}` })
  svg.setAttribute('shape-rendering', 'crispEdges')
  const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  svg.append(part('path', { fill: '#fff', d: `M0 0h${size}v${size}H0z` }), part('path', { fill: '#000', d: dark }))
  return svg
}
