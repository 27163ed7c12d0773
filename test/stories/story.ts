import { readFileSync } from 'node:fs'

export type Line =
  | { kind: 'type'; text: string }
  | { kind: 'choose'; key: string }
  | { kind: 'verb'; verb: string }
  | { kind: 'hear'; key: string; not: boolean }
  /** Word for word, as `npm run talk -- --story` writes it. */
  | { kind: 'literal'; text: string }
  | { kind: 'keep'; name: string }

export type Story = { name: string; title: string; lines: (Line & { at: number })[] }

/** Reads a story; a line that it does not understand throws with its number. */
export const readStory = (path: string): Story => {
  const text = readFileSync(path, 'utf8')
  const name = path.replace(/^.*\/|\.story$/g, '')
  const lines: Story['lines'] = []
  let title = ''
  text.split('\n').forEach((line, index) => {
    const at = index + 1
    if (line.startsWith('#')) title ||= line.slice(1).trim()
    else if (line.trim() !== '') {
      const read = readLine(line.trim())
      if (!read) throw new Error(`${name}.story:${at} is no line of a story: ${line}`)
      lines.push({ ...read, at })
    }
  })
  return { name, title, lines }
}

const readLine = (line: string): Line | undefined => {
  const [, mark, rest = ''] = /^(<!|[<>=])\s+(.*)$/.exec(line) ?? []
  if (mark === '<' && rest.startsWith('"')) return { kind: 'literal', text: rest.slice(1, -1) }
  if (mark === '<' || mark === '<!') return { kind: 'hear', key: rest, not: mark === '<!' }
  if (mark === '=') return { kind: 'keep', name: rest }
  if (mark !== '>') return undefined
  const typed = /^"(.*)"$/.exec(rest)?.[1]
  if (typed !== undefined) return { kind: 'type', text: typed }
  if (rest.startsWith('/')) return { kind: 'type', text: rest }
  const key = /^\[(.*)\]$/.exec(rest)?.[1]
  if (key !== undefined) return { kind: 'choose', key }
  const verb = /^verb (\w+)$/.exec(rest)?.[1]
  return verb === undefined ? undefined : { kind: 'verb', verb }
}
