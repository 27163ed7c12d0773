import { readFileSync } from 'node:fs'

export type Line =
  | { kind: 'type'; text: string }
  | { kind: 'choose'; key: string }
  | { kind: 'verb'; verb: string }
  | { kind: 'hear'; key: string; not: boolean }
  /** Word for word, as `npm run talk -- --story` writes it. */
  | { kind: 'literal'; text: string }
  | { kind: 'keep'; name: string }
  | { kind: 'file'; media: 'photo' | 'voice' }
  /** Where the person is, and the area that is meant. */
  | { kind: 'place'; lat: number; lon: number; area: string }

export type Story = { name: string; title: string; lines: (Line & { at: number })[] }

/** Reads a story; a line that it does not understand throws with its number. */
export const readStory = (path: string): Story =>
  readLines(path.replace(/^.*\/|\.story$/g, ''), readFileSync(path, 'utf8'))

/** The same of a text that stands in a test. */
export const readLines = (name: string, text: string): Story => {
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
  const media = /^@(photo|voice)$/.exec(rest)?.[1]
  if (media !== undefined) return { kind: 'file', media: media as 'photo' | 'voice' }
  const [, lat, lon, area] = /^@place (\S+) (\S+) (\S+)$/.exec(rest) ?? []
  if (area !== undefined) return { kind: 'place', lat: Number(lat), lon: Number(lon), area }
  const key = /^\[(.*)\]$/.exec(rest)?.[1]
  if (key !== undefined) return { kind: 'choose', key }
  const verb = /^verb (\w+)$/.exec(rest)?.[1]
  return verb === undefined ? undefined : { kind: 'verb', verb }
}
