import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type FlowGraph, graphOf, toMermaid, toSvg } from '../../src/engine/graph.ts'
import { readWords } from '../../src/engine/lint/read-words.ts'
import { parseFlow } from '../../src/engine/parse.ts'

const words = new Map<string, string | string[]>(
  ['flows', 'engine'].flatMap(name =>
    [...readWords(readFileSync(`locales/en/${name}.json`, 'utf8')).words].map(
      ([path, { value }]) => [`${name}.${path}`, value] as const,
    ),
  ),
)
const text = (key: string): string | undefined => {
  const found = words.get(key)
  return typeof found === 'string' ? found : undefined
}
const graphFrom = (yaml: string): FlowGraph => {
  const { value, mistakes } = parseFlow(yaml, 'some.yaml')
  if (!value) throw new Error(JSON.stringify(mistakes))
  return graphOf(value, text)
}

const shipped = readdirSync('flows').filter(name => name.endsWith('.yaml') && name !== 'menu.yaml')
const sample = `
flow: sample
version: 1
start: age
steps:
  age:   { ask: number, tries: 2, give_up: bye, next: old }
  old:   { branch: [ { when: { all: [ { step: age, gte: 18 }, { not: { step: age, gt: 60 } } ] }, next: sure } ], else: bye }
  sure:  { ask: yesno, next: { yes: age, no: bye } }
  bye:   { say: true, end: menu }
`

type Rect = { x: number; y: number; width: number; height: number }
const rects = (svg: string): Rect[] =>
  [...svg.matchAll(/<rect x="([-\d.]+)" y="([-\d.]+)" width="([-\d.]+)" height="([-\d.]+)"/g)].map(found => {
    const [x = 0, y = 0, width = 0, height = 0] = found.slice(1).map(Number)
    return { x, y, width, height }
  })
const overlap = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

describe('the graph of a flow', () => {
  it('tells conditions, give-ups and ends in words', () => {
    const graph = graphFrom(sample)
    const label = (from: string, to: string) => graph.edges.find(edge => edge.from === from && edge.to === to)?.label
    expect(label('old', 'sure')).toBe('age ≥ 18 and not (age > 60)')
    expect(label('old', 'bye')).toBe('otherwise')
    expect(label('age', 'bye')).toBe('gives up')
    expect(label('sure', 'age')).toBe('Yes')
    expect(graph.nodes.map(node => node.ends)).toEqual([undefined, undefined, undefined, 'to the menu'])
    expect(graph.nodes.filter(node => node.start).map(node => node.id)).toEqual(['age'])
  })

  it('joins several answers that lead the same way', () => {
    const graph = graphFrom(sample.replace('no: bye', 'no: age'))
    expect(graph.edges.filter(edge => edge.from === 'sure')).toEqual([{ from: 'sure', to: 'age', label: 'Yes / No' }])
  })

  it('keeps quotes, brackets and angle brackets of the words out of Mermaid’s and SVG’s own', () => {
    const graph = graphFrom(sample)
    const first = graph.nodes[0]
    if (first) first.words = 'say "hi" <b> & #1'
    expect(toMermaid(graph)).toContain('["say #quot;hi#quot; #lt;b#gt; & #35;1<br>')
    expect(toSvg(graph)).toContain('say &quot;hi&quot; &lt;b&gt; &amp; #1')
  })

  it.each(shipped)('%s is drawn whole: every step once, no box on another, all within the picture', name => {
    const graph = graphFrom(readFileSync(`flows/${name}`, 'utf8'))
    const svg = toSvg(graph)
    const boxes = rects(svg)
    expect(boxes).toHaveLength(graph.nodes.length)
    for (const [at, box] of boxes.entries())
      for (const other of boxes.slice(at + 1)) expect(overlap(box, other)).toBe(false)
    const [, width = 0, height = 0] = svg.match(/viewBox="0 0 ([\d.]+) ([\d.]+)"/)?.map(Number) ?? []
    for (const box of boxes) {
      expect(box.x).toBeGreaterThanOrEqual(0)
      expect(box.x + box.width).toBeLessThanOrEqual(width)
      expect(box.y + box.height).toBeLessThanOrEqual(height)
    }
    expect([...svg.matchAll(/marker-end/g)]).toHaveLength(graph.edges.length)
    expect(svg).not.toContain('NaN')
    const mermaid = toMermaid(graph)
    for (const { id } of graph.nodes) expect(mermaid).toContain(`>${id} · `)
    for (const { from, to } of graph.edges) expect(mermaid).toMatch(new RegExp(`s_${from} -->.* ?s_${to}\n`))
  })

  it('is named and described for those who hear it', () => {
    const svg = toSvg(graphFrom(readFileSync('flows/report.yaml', 'utf8')))
    expect(svg).toContain('role="img" aria-labelledby="t d"')
    expect(svg).toMatch(/<title id="t">Report a problem \(report\)<\/title>/)
    expect(svg).toMatch(/<desc id="d">.*safe · ask yesno, then .*: what/)
  })
})
