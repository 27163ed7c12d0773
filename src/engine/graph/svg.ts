import type { FlowEdge, FlowGraph, FlowNode } from '../graph.ts'
import { layer } from './layers.ts'
import { type Box, type Placed, type Point, place } from './place.ts'

const FONT = { words: 14, small: 12, line: 19, wide: 8, narrow: 6.6, pad: 14 }
/** Characters on a line of a box, and on the label of an arrow. */
const WRAP = { box: 26, lines: 3, label: 22 }

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, char => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char)

/** East Asian characters are as wide as two Latin ones. */
const width = (text: string): number => [...text].reduce((sum, char) => sum + (/[\u1100-\uffdc]/.test(char) ? 2 : 1), 0)

const cut = (text: string, most: number): string =>
  width(text) <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`

const wrap = (text: string): string[] => {
  const lines: string[] = []
  let rest = text.replace(/\s+/g, ' ').trim()
  while (rest && lines.length < WRAP.lines) {
    const last = lines.length === WRAP.lines - 1
    if (width(rest) <= WRAP.box || last) {
      lines.push(cut(rest, WRAP.box))
      break
    }
    const space = rest.lastIndexOf(' ', WRAP.box)
    const end = space > 8 ? space : WRAP.box
    lines.push(rest.slice(0, end))
    rest = rest.slice(end).trim()
  }
  return lines
}

const footer = (node: FlowNode): string => `${node.id} · ${node.kind}${node.ends ? ` · ${node.ends}` : ''}`

const sizeOf = (node: FlowNode): { width: number; height: number } => {
  const lines = wrap(node.words)
  const widest = Math.max(width(footer(node)) * FONT.narrow, ...lines.map(line => width(line) * FONT.wide))
  return { width: Math.round(Math.max(110, widest + 2 * FONT.pad)), height: (lines.length + 1) * FONT.line + FONT.pad }
}

const drawNode = (node: FlowNode, box: Box): string => {
  const { x, y, width: w, height: h } = box
  const lines = wrap(node.words)
  const radius = node.kind === 'say' ? 14 : node.kind === 'commit' ? 0 : 5
  const first = y - h / 2 + FONT.line
  const rows = lines.map((line, at) => `<text x="${x}" y="${first + at * FONT.line}">${escaped(line)}</text>`)
  const small = `<text class="small" x="${x}" y="${first + lines.length * FONT.line}">${escaped(footer(node))}</text>`
  const frame = `<rect x="${x - w / 2}" y="${y - h / 2}" width="${w}" height="${h}" rx="${radius}"/>`
  const classes = [node.kind, ...(node.start ? ['start'] : []), ...(node.ends ? ['ends'] : [])].join(' ')
  return `<g class="${classes}">${frame}${rows.join('')}${small}</g>`
}

/** Where arrows touch a box: spread along its side in the order of where they go, so that two never lie on each other. */
const touchpoints = (edges: readonly FlowEdge[], placed: Placed, turned: readonly boolean[]): Point[][] => {
  type End = { edge: number; at: 0 | 1; toward: number }
  const sides = new Map<string, End[]>()
  const ends: Point[][] = edges.map(() => [])
  for (const [edge, { from, to }] of edges.entries()) {
    const bends = placed.bends[edge] ?? []
    const start = placed.boxes.get(from)
    const end = placed.boxes.get(to)
    if (!start || !end) continue
    const join = (id: string, side: string, it: End): void => {
      const key = `${id} ${side}`
      sides.set(key, [...(sides.get(key) ?? []), it])
    }
    join(from, turned[edge] ? 'top' : 'bottom', { edge, at: 0, toward: (bends[0] ?? end).x })
    join(to, turned[edge] ? 'bottom' : 'top', { edge, at: 1, toward: (bends.at(-1) ?? start).x })
  }
  for (const [key, list] of sides) {
    const [id = '', side] = key.split(' ')
    const box = placed.boxes.get(id)
    if (!box) continue
    list.sort((a, b) => a.toward - b.toward || a.edge - b.edge)
    const step = Math.min(44, (box.width - 24) / list.length)
    for (const [index, { edge, at }] of list.entries()) {
      const x = box.x + (index - (list.length - 1) / 2) * step
      const points = ends[edge]
      if (points) points[at] = { x, y: box.y + ((side === 'top' ? -1 : 1) * box.height) / 2 }
    }
  }
  return ends
}

const drawEdge = (edge: FlowEdge, points: readonly Point[]): string => {
  const [start, ...rest] = points
  const next = rest[0]
  if (!start || !next) return ''
  let path = `M${start.x} ${start.y}`
  let from = start
  for (const to of rest) {
    const half = (from.y + to.y) / 2
    path += `C${from.x} ${half} ${to.x} ${half} ${to.x} ${to.y}`
    from = to
  }
  // A little past the middle of the first leg (Bézier at 0.6): there arrows from the same box have already parted.
  const label = edge.label
    ? `<text class="label" x="${start.x + (next.x - start.x) * 0.65}" y="${start.y + (next.y - start.y) * 0.58 + 4}">${escaped(cut(edge.label, WRAP.label))}</text>`
    : ''
  return `<path d="${path}" marker-end="url(#tip)"/>${label}`
}

const drawSelf = (edge: FlowEdge, box: Box): string => {
  const x = box.x + box.width / 2
  const label = edge.label
    ? `<text class="label" x="${x + 30}" y="${box.y + 4}">${escaped(cut(edge.label, 12))}</text>`
    : ''
  return `<path d="M${x} ${box.y - 10}C${x + 34} ${box.y - 22} ${x + 34} ${box.y + 22} ${x} ${box.y + 10}" marker-end="url(#tip)"/>${label}`
}

const STYLE = `
svg{--ground:#fff;--ink:#1b2330;--faint:#5a6577;--line:#7d889a;--ask:#e6f0ff;--act:#fff1d9;--say:#eef1f5;--turn:#ece8fb;background:var(--ground)}
@media (prefers-color-scheme:dark){svg{--ground:#12161d;--ink:#eef2f8;--faint:#a9b4c5;--line:#8a96aa;--ask:#1c3355;--act:#4a3610;--say:#252c37;--turn:#332b56}}
text{font:${FONT.words}px system-ui,"Noto Sans",sans-serif;fill:var(--ink);text-anchor:middle}
.small{font-size:${FONT.small}px;fill:var(--faint)}
.label{font-size:${FONT.small}px;paint-order:stroke;stroke:var(--ground);stroke-width:5px;stroke-linejoin:round}
rect{fill:var(--say);stroke:var(--line)}
.ask rect,.find rect,.review rect{fill:var(--ask)}
.commit rect{fill:var(--act)}
.branch rect,.run rect{fill:var(--turn)}
.start rect{stroke:var(--ink);stroke-width:2.5}
.ends rect{stroke-dasharray:5 3}
path{fill:none;stroke:var(--line);stroke-width:1.6}
marker path{fill:var(--line);stroke:none}`

/** What the picture shows, as sentences, for those who hear it. */
const describe = (graph: FlowGraph): string =>
  graph.nodes
    .map(node => {
      const ways = graph.edges.filter(edge => edge.from === node.id)
      const goes = ways.map(({ label, to }) => (label ? `${label}: ${to}` : to)).join(', ')
      return `${footer(node)}${goes ? `, then ${goes}` : ''}.`
    })
    .join(' ')

/** The flow as a picture: SVG text, light and dark by the viewer's setting, with a title and a description. */
export const toSvg = (graph: FlowGraph): string => {
  const layered = layer(
    graph.nodes.map(node => node.id),
    graph.edges,
  )
  const sizes = new Map(graph.nodes.map(node => [node.id, sizeOf(node)]))
  const labels = graph.edges.map(({ label }) => width(cut(label, WRAP.label)) * FONT.narrow)
  const placed = place(layered, sizes, labels)
  const ends = touchpoints(graph.edges, placed, layered.turned)
  const edges = graph.edges.map((edge, at) => {
    const box = placed.boxes.get(edge.from)
    if (box && edge.from === edge.to) return drawSelf(edge, box)
    const [start, end] = ends[at] ?? []
    return start && end ? drawEdge(edge, [start, ...(placed.bends[at] ?? []), end]) : ''
  })
  const nodes = graph.nodes.map(node =>
    drawNode(node, placed.boxes.get(node.id) ?? { x: 0, y: 0, width: 0, height: 0 }),
  )
  const { width: w, height: h } = placed
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="t d" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}">
<title id="t">${escaped(graph.title)} (${escaped(graph.flow)})</title>
<desc id="d">${escaped(describe(graph))}</desc>
<style>${STYLE}
</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 0L8 4L0 8z"/></marker></defs>
${edges.join('\n')}
${nodes.join('\n')}
</svg>
`
}
