import type { FlowGraph, FlowNode } from '../graph.ts'

/** Text between the quotes of a Mermaid label: its own escapes are `#…;` codes, and a line break is `<br>`. */
const escaped = (text: string): string =>
  text
    .replaceAll('#', '#35;')
    .replaceAll('"', '#quot;')
    .replaceAll('<', '#lt;')
    .replaceAll('>', '#gt;')
    .replace(/\s+/g, ' ')

const cut = (text: string): string => (text.length <= 60 ? text : `${text.slice(0, 59).trimEnd()}…`)

/** Mermaid's shape of a node by kind: questions are boxes, what is said is round, deeds are two-lined, forks are diamonds. */
const SHAPES: Record<string, [string, string]> = {
  say: ['(', ')'],
  end: ['([', '])'],
  commit: ['[[', ']]'],
  run: ['[[', ']]'],
  branch: ['{', '}'],
  find: ['[/', '/]'],
}

// `end` and other words of Mermaid's own may be step ids.
const idOf = (id: string): string => `s_${id}`

const nodeLine = (node: FlowNode): string => {
  const [open, close] = SHAPES[node.kind] ?? ['[', ']']
  const ends = node.ends ? ` · ${node.ends}` : ''
  const words = node.words ? `${escaped(cut(node.words))}<br>` : ''
  return `  ${idOf(node.id)}${open}"${words}<small>${node.id} · ${node.kind}${ends}</small>"${close}`
}

/** The flow as text for Mermaid, which GitHub, GitLab and many wikis draw. */
export const toMermaid = (graph: FlowGraph): string => {
  const start = graph.nodes.find(node => node.start)
  const lines = [
    'flowchart TD',
    `  accTitle: ${escaped(graph.title)} (${graph.flow})`,
    ...(start ? [`  start(( )) --> ${idOf(start.id)}`] : []),
    ...graph.nodes.map(nodeLine),
    ...graph.edges.map(({ from, to, label }) =>
      label ? `  ${idOf(from)} -->|"${escaped(cut(label))}"| ${idOf(to)}` : `  ${idOf(from)} --> ${idOf(to)}`,
    ),
  ]
  return `${lines.join('\n')}\n`
}
